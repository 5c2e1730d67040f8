import Foundation
import Testing

@testable import Sampling

/// The values of llama.cpp's `tests/test-sampling.cpp` for the stages that are usually on.
struct UsualLlamaSamplingValues {
    /// A setting, the probabilities before, and those after it.
    struct Given: Sendable, CustomTestStringConvertible {
        let key: SettingsKey
        let value: SettingsValue
        let before: [Double]
        /// Before they are divided by their sum.
        let kept: [Double]
        var testDescription: String { "\(key.rawValue) \(value)" }
    }

    private static func given(_ key: SettingsKey, _ value: Double, _ kept: [Double], of before: [Double]) -> Given {
        let whole = key.setting.isWhole
        return Given(key: key, value: whole ? .integer(Int(value)) : .number(value), before: before, kept: kept)
    }

    private static let rising = [0.1, 0.2, 0.3, 0.4]
    private static let cases: [Given] =
        [(1, [0.1, 0.2, 0.3, 0.4]), (0, [0, 0, 0, 1])].map { given(.temperature, $0, $1, of: rising) }
        + [(1, [0, 0, 0, 1]), (3, [0, 0.2, 0.3, 0.4]), (4, rising), (0, rising)].map {
            given(.topK, $0, $1, of: rising)
        }
        + [(0, [0, 0, 0, 1]), (0.7, [0, 0, 0.3, 0.4]), (0.8, [0, 0.2, 0.3, 0.4]), (1, rising)].map {
            given(.topP, $0, $1, of: rising)
        }
        + [
            (0, rising), (0.24, rising), (0.26, [0, 0.2, 0.3, 0.4]), (0.49, [0, 0.2, 0.3, 0.4]),
            (0.51, [0, 0, 0.3, 0.4]), (0.74, [0, 0, 0.3, 0.4]), (0.76, [0, 0, 0, 0.4]), (1, [0, 0, 0, 0.4]),
        ].map { given(.minP, $0, $1, of: rising) }
        + [
            given(.typicalP, 0.5, [0.97, 0, 0, 0], of: [0.97, 0.01, 0.01, 0.01]),
            given(.typicalP, 0.5, [0, 0.2, 0.2, 0.2], of: [0.4, 0.2, 0.2, 0.2]),
        ]

    @Test(arguments: cases)
    func `each stage keeps what llama.cpp keeps`(_ given: Given) throws {
        let sum = given.kept.reduce(0, +)
        var isSet = false
        let settings = only { isSet = $0.set(given.key, to: given.value) }
        #expect(isSet)
        let found = try left(given.before, settings)
        #expect(isNear(found, given.kept.map { $0 / sum }), "\(found)")
    }

    private static let penalised: [([Int32], [Double])] = [
        ([0], [0.000011, 0.249997, 0.249997, 0.249997, 0.249997]),
        ([0, 1, 2], [0.000023, 0.000023, 0.000023, 0.499966, 0.499966]),
        ([0, 1, 2, 0, 0], [0, 0.000023, 0.000023, 0.499977, 0.499977]),
    ]

    @Test(arguments: penalised)
    func `penalties count how often a token came`(history: [Int32], expected: [Double]) throws {
        let settings = only { ($0.frequencyPenalty, $0.presencePenalty, $0.repeatLastN) = (5, 5, -1) }
        #expect(isNear(try left(Array(repeating: 0.2, count: 5), history: history, settings), expected))
    }

    private static let orders: [[FunnelStage]] = [
        [.topK], [.topP], [.minP], [.topK, .topP], [.topK, .minP], [.topP, .topK], [.topP, .minP], [.minP, .topK],
        [.minP, .topP], [.topK, .topP, .minP], [.topK, .minP, .topP], [.topP, .topK, .minP], [.topP, .minP, .topK],
        [.minP, .topK, .topP], [.minP, .topP, .topK],
    ]

    /// `test_sampler_queue`: 10,000 tokens, each as likely as its number is large.
    @Test(arguments: orders)
    func `each order of top-K, top-P and min-P leaves as many of 10,000 tokens as their rules say`(
        order: [FunnelStage]
    ) throws {
        for (k, p, m) in [(100, 0.8, 0.1), (1, 1e-12, 1e-12), (9000, 0.3, 0.9)] {
            var weights = (0..<10_000).map { Double($0) }.reversed().map(\.self)
            for stage in order {
                let sum = weights.reduce(0, +)
                switch stage {
                case .topK: weights = Array(weights.prefix(k))
                case .topP:
                    var running = 0.0
                    let last = weights.firstIndex { weight in
                        running += weight / sum
                        return running >= p
                    }
                    weights = Array(weights.prefix((last ?? weights.count - 1) + 1))
                default: weights = weights.filter { $0 >= m * weights[0] }
                }
            }
            let settings = only {
                ($0.topK, $0.topP, $0.minP) = (k, p, m)
                $0.order = StageOrder(order) ?? .llamaCpp
            }
            let found = try left((0..<10_000).map { Double($0) }, settings)
            // llama.cpp adds up in 32 bits, Lathe in 64: at a border one token more or less is right.
            #expect(abs(found.count { $0 > 0 } - weights.count) <= 1, "\(order) with \(k), \(p), \(m)")
            #expect(found[9999] > 0 && abs(found.reduce(0, +) - 1) < 1e-9)
        }
    }
}
