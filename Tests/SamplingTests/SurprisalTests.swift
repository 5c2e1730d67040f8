import Foundation
import Testing

@testable import Sampling

private func surprisal(of token: Int32, in logits: [Float]) throws -> Double {
    try logits.withUnsafeBufferPointer { try Row.surprisal(of: token, in: $0) }
}

@Test func `surprisal is minus the binary logarithm of a token's probability`() throws {
    #expect(try abs(surprisal(of: 0, in: [1, 1, 1, 1]) - 2) < 1e-6)
    let logits: [Float] = [0.5, -3, 20, -.infinity, 19]
    let sum = logits.reduce(0) { $0 + exp(Double($1)) }
    for token in [0, 1, 2, 4] {
        let expected = -log2(exp(Double(logits[token])) / sum)
        #expect(try abs(surprisal(of: Int32(token), in: logits) - expected) < 1e-5)
    }
    #expect(try surprisal(of: 3, in: logits) == .infinity)
    #expect(try (0...1e-4).contains(surprisal(of: 0, in: [400, -400])))
}

@Test func `a row that isn't numbers has no surprisal`() {
    #expect(throws: RowError.self) { try surprisal(of: 0, in: [1, .nan]) }
    #expect(throws: RowError.self) { try surprisal(of: 0, in: []) }
}
