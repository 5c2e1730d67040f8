import Foundation
import Testing

@testable import Sampling

@Suite struct PredictabilityTests {
    private func figures(of token: Int32, in logits: [Float], against reference: [Float]? = nil) throws
        -> TokenPredictability
    {
        try logits.withUnsafeBufferPointer { row in
            guard let reference else { return try Row.predictability(of: token, in: row) }
            return try reference.withUnsafeBufferPointer { try Row.predictability(of: token, in: row, against: $0) }
        }
    }

    private func logarithms(_ logits: [Float]) -> [Double] {
        let sum = log(logits.reduce(0) { $0 + exp(Double($1)) })
        return logits.map { Double($0) - sum }
    }

    private let logits: [Float] = (0..<1003).map { Float(($0 * 7919) % 1013) / 101 }
    private let other: [Float] = (0..<1003).map { Float(($0 * 104_729) % 997) / 83 }

    @Test func `expected values are those of tokens that the model draws`() throws {
        let logs = logarithms(logits)
        let mean = logs.reduce(0) { $0 + exp($1) * $1 }
        let squares = logs.reduce(0) { $0 + exp($1) * $1 * $1 }
        let found = try figures(of: 17, in: logits)
        #expect(abs(found.expected.mean - mean) < 1e-5 && abs(found.entropy + mean) < 1e-5)
        #expect(abs(found.expected.variance - (squares - mean * mean)) < 1e-5)
        #expect(abs(found.likelihood.logProbability - logs[17]) < 1e-5)
        #expect(
            found.likelihood.rank == logits.count { $0 > logits[17] } + logits[..<17].count { $0 == logits[17] } + 1)
    }

    @Test func `beside a reference they are those of tokens that the reference draws`() throws {
        let (logs, chances) = (logarithms(logits), logarithms(other).map(exp))
        let mean = zip(chances, logs).reduce(0) { $0 + $1.0 * $1.1 }
        let squares = zip(chances, logs).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
        let found = try figures(of: 3, in: logits, against: other)
        #expect(abs(found.expected.mean - mean) < 1e-5)
        #expect(abs(found.expected.variance - (squares - mean * mean)) < 1e-4)
        #expect(abs(found.entropy + logs.reduce(0) { $0 + exp($1) * $1 }) < 1e-5)
    }

    @Test func `a certain place has no entropy and no variance`() throws {
        let found = try figures(of: 0, in: [400, -400, -.infinity])
        #expect(found.entropy < 1e-6 && found.expected.variance < 1e-9 && abs(found.expected.mean) < 1e-6)
        #expect(found.likelihood.rank == 1)
    }

    @Test func `equal logits are ranked by token`() throws {
        for (token, rank) in [(0, 2), (1, 1), (2, 3), (3, 5), (4, 4)] {
            #expect(try figures(of: Int32(token), in: [1, 2, 1, -.infinity, 0]).likelihood.rank == rank)
        }
    }

    @Test func `a row that isn't numbers has no figures, and neither has one beside it`() {
        #expect(throws: RowError.self) { try figures(of: 0, in: [1, .nan]) }
        #expect(throws: RowError.self) { try figures(of: 0, in: [1, 2], against: [.nan, 1]) }
    }
}
