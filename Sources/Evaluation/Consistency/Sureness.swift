/// How many outputs of a lane are sure, by the entropy of the answers in their samples, and how many of those are wrong. Who is
/// sure and wrong doesn't notice it: only data can.
package struct Sureness: Sendable, Hashable, Codable {
    /// The number of sure outputs whose answer is wrong.
    package private(set) var sureAndWrong = 0
    /// The number of outputs that aren't sure, right or wrong.
    package private(set) var unsure = 0

    /// Returns whether answers with this entropy in bits are sure: they differ less than those of two meanings that are equally
    /// frequent.
    package static func isSure(_ entropy: Double) -> Bool { entropy < 1 }

    /// Counts an output; `isWrong` is false also if nobody knows.
    mutating func add(entropy: Double, isWrong: Bool) {
        if !Self.isSure(entropy) {
            unsure += 1
        } else if isWrong {
            sureAndWrong += 1
        }
    }
}

extension ScoredCase {
    /// The entropy of the answers in its samples, in bits; nil if there is only one sample.
    package var answerEntropy: Double? { answers.count > 1 ? AnswerEntropy.entropy(of: answers) : nil }
}
