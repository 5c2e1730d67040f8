import Foundation
import Testing

@testable import Sampling

/// The values of llama.cpp's `tests/test-sampling.cpp`.
struct LlamaSamplingValues {
    private static let xtc: [(Double, [Double])] = [
        (0.09, [0, 0, 0, 1]), (0.19, [0, 0, 0.666667, 0.333333]), (0.29, [0, 0.5, 0.333333, 0.166667]),
        (0.39, [0.4, 0.3, 0.2, 0.1]),
    ]

    @Test(arguments: xtc)
    func `XTC drops the likely tokens but the last of them`(threshold: Double, expected: [Double]) throws {
        let settings = only { ($0.xtcProbability, $0.xtcThreshold) = (1, threshold) }
        #expect(isNear(try left([0.4, 0.3, 0.2, 0.1], settings, at: acting), expected))
    }

    /// Settings of DRY, the tokens before, and what becomes of equally likely tokens.
    struct Repeated: Sendable {
        let multiplier: Double
        let allowed: Int
        let history: [Int32]
        let expected: [Double]
    }

    private static let repeated: [Repeated] = [
        Repeated(
            multiplier: 1, allowed: 2, history: [0, 1, 2, 0, 1], expected: [0.296923, 0.296923, 0.109232, 0.296923]),
        Repeated(
            multiplier: 2, allowed: 2, history: [0, 1, 2, 0, 1],
            expected: [0.241818, 0.241818, 0.032727, 0.241818, 0.241818]),
        Repeated(multiplier: 1, allowed: 4, history: [0, 1, 2, 3, 4, 0, 1], expected: [0.2, 0.2, 0.2, 0.2, 0.2]),
    ]

    @Test(arguments: repeated)
    func `DRY lowers the token that would go on with a repetition`(_ given: Repeated) throws {
        let settings = only {
            ($0.dryMultiplier, $0.dryBase, $0.dryAllowedLength, $0.dryLastN) = (
                given.multiplier, 1.1, given.allowed, -1
            )
        }
        let even = given.expected.map { _ in 1 / Double(given.expected.count) }
        #expect(isNear(try left(even, history: given.history, settings), given.expected))
    }

    @Test func `a breaker ends a repetition`() throws {
        let settings = only {
            ($0.dryMultiplier, $0.dryBase, $0.dryAllowedLength, $0.dryBreakers) = (1, 1.1, 2, ["|"])
        }
        let place = FunnelPlace(spelling: { $0 == 3 ? [UInt8(ascii: "|")] : [UInt8(ascii: "a") + UInt8($0)] })
        let even = Array(repeating: 0.2, count: 5)
        #expect(isNear(try left(even, history: [0, 1, 3, 4, 0, 1], settings, at: place), even))
    }

    private static let near: [(Double, [Double])] = [
        (1, [0, 0, 0.428571, 0.571429]), (0, [0.1, 0.2, 0.3, 0.4]), (3, [0.1, 0.2, 0.3, 0.4]),
    ]

    @Test(arguments: near)
    func `top-n-sigma keeps logits near the largest`(count: Double, expected: [Double]) throws {
        #expect(isNear(try left([0.1, 0.2, 0.3, 0.4], only { $0.topNSigma = count }), expected))
    }
}

/// llama.cpp has no tests of these; the numbers are our own, from its definitions:
///
///     import numpy as np
///     p = np.array([.4, .3, .2, .1]); H = -(p * np.log(p)).sum()
///     T = .5 + 1 * (H / np.log(4)) ** 2          # temperature 1, range 0.5, exponent 2
///     q = p ** (1 / T); q / q.sum()
///     d = abs(p - .3) / .3; w = np.exp(5 - 10 * d * d / (1 + d)); w / w.sum()    # adaptive-P, target 0.3
struct OwnSamplingValues {
    private let probabilities = [0.4, 0.3, 0.2, 0.1]

    @Test func `a dynamic temperature follows the entropy of the tokens that are left`() throws {
        let entropy = -probabilities.reduce(0) { $0 + $1 * log($1) }
        let temperature = 0.5 + pow(entropy / log(4), 2)
        let powers = probabilities.map { pow($0, 1 / temperature) }
        let expected = powers.map { $0 / powers.reduce(0, +) }
        let settings = only { ($0.dynatempRange, $0.dynatempExponent) = (0.5, 2) }
        #expect(isNear(try left(probabilities, settings), expected, 1e-6))
        // After top-K 2 the largest entropy is ln 2.
        let two = only { ($0.dynatempRange, $0.topK) = (0.5, 2) }
        let pair = [4 / 7.0, 3 / 7.0]
        let warm = 0.5 + -pair.reduce(0) { $0 + $1 * log($1) } / log(2)
        let sum = pow(pair[0], 1 / warm) + pow(pair[1], 1 / warm)
        #expect(
            isNear(
                try left(probabilities, two), [pow(pair[0], 1 / warm) / sum, pow(pair[1], 1 / warm) / sum, 0, 0], 1e-6))
    }

    @Test func `a dynamic temperature leaves a single token alone`() throws {
        #expect(try left(probabilities, only { ($0.dynatempRange, $0.topK) = (1, 1) }) == [1, 0, 0, 0])
    }

    @Test func `mirostat drops tokens with more surprise than its limit, which follows the draws`() throws {
        // At first the limit is twice tau: 2 bits, a probability of a quarter.
        let settings = only { ($0.mirostatTau, $0.mirostatEta) = (1, 0.5) }
        #expect(isNear(try left(probabilities, settings), [4 / 7.0, 3 / 7.0, 0, 0]))
        var memory = FunnelMemory(settings)
        #expect(memory.steering == 2)
        let row = try Row(whole: probabilities.map { Float(log($0)) })
        var funnel = Funnel(settings)
        guard case .kept(let kept) = funnel.apply(to: row, history: []) else { throw CancellationError() }
        memory.note(1, from: kept)
        let limit = 2 - 0.5 * (-log2(3 / 7.0) - 1)
        #expect(abs((memory.steering ?? 0) - limit) < 1e-6)
        #expect(isNear(try left(probabilities, settings, at: FunnelPlace(steering: 1)), [1, 0, 0, 0]))
    }

    @Test func `adaptive-P prefers tokens near its target, which balances what was drawn`() throws {
        let settings = only { ($0.adaptiveTarget, $0.adaptiveDecay) = (0.3, 0.5) }
        let weights = probabilities.map { p -> Double in
            let d = abs(p - 0.3) / 0.3
            return exp(5 - 10 * d * d / (1 + d))
        }
        let sum = weights.reduce(0, +)
        #expect(isNear(try left(probabilities, settings), weights.map { $0 / sum }))
        var memory = FunnelMemory(settings)
        #expect(abs((memory.steering ?? 0) - 0.3) < 1e-12)
        let row = try Row(whole: probabilities.map { Float(log($0)) })
        var funnel = Funnel(settings)
        guard case .kept(let kept) = funnel.apply(to: row, history: []) else { throw CancellationError() }
        #expect(kept.ids.first == 1)
        memory.note(0, from: kept)
        // The average of 0.3, of weight 1/2 * 2, and of 0.4, of weight 1.
        #expect(abs((memory.steering ?? 0) - (0.6 - (0.4 + 0.5 * 0.6) / (1 + 0.5 * 2))) < 1e-6)
    }
}

struct FurtherStageTests {
    private let even = Array(repeating: 0.2, count: 5)

    @Test func `XTC acts in the share of draws that it is given, and its dice are the seed's`() throws {
        let settings = only { ($0.xtcProbability, $0.xtcThreshold) = (0.3, 0.15) }
        let row = try Row(whole: [0.5, 0.3, 0.2].map { Float(log($0)) })
        var funnel = Funnel(settings)
        func acts(_ seed: UInt64, _ index: Int) -> Bool {
            let place = FunnelPlace(noise: NoiseKey(seed: seed, index: index))
            guard case .kept(let kept) = funnel.apply(to: row, history: [], at: place) else { return false }
            return kept.count == 1
        }
        let hits = (0..<4000).count { acts(1, $0) }
        #expect((1080...1320).contains(hits))
        #expect((0..<50).map { acts(1, $0) } != (0..<50).map { acts(2, $0) })
        #expect(try left([0.5, 0.3, 0.2], settings) == left([0.5, 0.3, 0.2], only { _ in }))
    }

    @Test func `lanes with and without XTC share their noise`() throws {
        let row = try Row(whole: [1, 0.9, 0.8, 0.7] as [Float])
        var plain = Funnel(only { _ in })
        // Nothing is as likely as 0.5.
        var idle = Funnel(only { ($0.xtcProbability, $0.xtcThreshold) = (1, 0.5) })
        for index in 0..<50 {
            let key = NoiseKey(seed: 3, index: index)
            guard case .kept(let a) = plain.apply(to: row, history: [], at: FunnelPlace(noise: key)),
                case .kept(let b) = idle.apply(to: row, history: [], at: FunnelPlace(noise: key))
            else { throw CancellationError() }
            #expect(a.draw(key) == b.draw(key))
        }
    }

    @Test func `a breaker of several tokens ends a repetition too, and is never lowered alone`() throws {
        let settings = only { ($0.dryMultiplier, $0.dryAllowedLength, $0.dryBreakers) = (1, 1, ["xy"]) }
        let texts: [Int32: String] = [0: "a", 1: "b", 2: "wx", 3: "y", 4: "xy"]
        let place = FunnelPlace(spelling: { Array((texts[$0] ?? "").utf8) })
        // Behind x y only one token is repeated.
        let broken = try left(even, history: [1, 2, 3, 0, 1, 2, 3, 0], settings, at: place)
        #expect(broken[1] < 0.2 && broken[1] > 0.05)
        let whole = try left(even, history: [1, 4, 0, 1], settings, at: place)
        #expect(isNear(whole, even))
    }

    @Test func `DRY looks only at the latest tokens`() throws {
        let history: [Int32] = [0, 1, 2, 3, 3, 3, 4, 0, 1]
        let settings = only { ($0.dryMultiplier, $0.dryLastN) = (5, 6) }
        #expect(isNear(try left(even, history: history, settings), even))
        #expect(try left(even, history: history, only { ($0.dryMultiplier, $0.dryLastN) = (5, -1) })[2] < 0.01)
    }

    @Test func `a list of stages is the order, and what it leaves out has no effect`() throws {
        let order = try #require(StageOrder([.topK, .penalties]))
        let settings = only {
            ($0.topK, $0.topP, $0.presencePenalty, $0.temperature) = (2, 0.1, 100, 7)
            $0.order = order
        }
        // The penalty comes behind the cut, so the likeliest token is still there.
        #expect(isNear(try left([0.5, 0.3, 0.2], history: [0], settings), [0, 1, 0]))
        #expect(settings.inactiveReason(of: .topP) == "The order doesn't list top-P.")
        #expect(settings.inactiveReason(of: .temperature) == "The order doesn't list temperature.")
        #expect(settings.inactiveReason(of: .topK) == nil)
    }

    @Test func `an order is written as a name or a list, and read again`() throws {
        for order in StageOrder.allCases + [StageOrder([.topK, .temperature, .xtc])].compactMap(\.self) {
            #expect(StageOrder(rawValue: order.rawValue) == order)
            #expect(try JSONDecoder().decode(StageOrder.self, from: JSONEncoder().encode(order)) == order)
        }
        #expect(StageOrder(rawValue: "penalties, top-k")?.listed == [.penalties, .topK])
        for bad in ["", "top-k;top-k", "grammar", "logit-bias", "mirostat", "top-q"] {
            #expect(StageOrder(rawValue: bad) == nil, "\(bad)")
        }
        #expect(StageOrder([]) == nil)
    }

    @Test func `mirostat takes the place of the others, and adaptive-P stands last`() {
        let miro = only { ($0.mirostatTau, $0.topK) = (5, 4) }
        #expect(miro.stages == [.logitBias, .temperature, .mirostat])
        #expect(miro.inactiveReason(of: .topK) == "Mirostat takes the place of all stages but temperature.")
        #expect(miro.inactiveReason(of: .order) != nil && miro.inactiveReason(of: .temperature) == nil)
        var adaptive = only { ($0.adaptiveTarget, $0.topK) = (0.4, 9) }
        #expect(adaptive.acts(.adaptiveP))
        adaptive.order = StageOrder([.adaptiveP, .topK]) ?? .llamaCpp
        #expect(
            adaptive.inactiveReason(of: .adaptiveTarget)
                == "Adaptive-P chooses the token, so it acts only as the last stage.")
    }

    @Test func `a stage tells what it bent, and by what`() throws {
        let row = try Row(whole: [3, 2, 1, 0] as [Float])
        var dynamic = Funnel(only { ($0.dynatempRange, $0.dryMultiplier, $0.dryAllowedLength) = (0.5, 1, 1) })
        let result = try dynamic.inspect(row, history: [0, 1, 0]).get()
        let dry = result.stages.first { $0.stage == .dry }
        #expect(dry?.bent == [1] && dry?.remark == "changes 1")
        #expect(result.stages.first { $0.stage == .temperature }?.remark?.hasPrefix("at ") == true)
        var miro = Funnel(only { $0.mirostatTau = 3 })
        #expect(try miro.inspect(row, history: []).get().stages.last?.remark == "limit 6 bits")
    }

    @Test func `the standard deviation of a partial row is that of the whole one`() throws {
        let logits = (0..<5000).map { Float(sin(Double($0)) * 6 - Double($0 % 13)) }
        let mean = logits.reduce(0.0) { $0 + Double($1) } / 5000
        let deviation = (logits.reduce(0.0) { $0 + pow(Double($1) - mean, 2) } / 5000).squareRoot()
        let (whole, partial) = (try Row(whole: logits), try Row(keeping: logits))
        #expect(abs((whole.deviation(with: []) ?? 0) - deviation) < 1e-6)
        #expect(whole.deviation(with: []) == partial.deviation(with: []))
        // Without it top-n-sigma isn't proven.
        let bare = try logits.withUnsafeBufferPointer { try Row(keeping: $0, extras: [Int32]()) }
        var funnel = Funnel(only { $0.topNSigma = 1 })
        guard case .unproven(.unknownSum(.topNSigma)) = funnel.apply(to: bare, history: []) else {
            Issue.record("top-n-sigma is proven without the deviation")
            return
        }
    }
}
