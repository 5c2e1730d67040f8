import Remedies

/// The number of right outputs in a file, and what couldn't be scored.
package struct OutputScore: Sendable, Hashable {
    /// Number of outputs, without those in bad rows.
    package internal(set) var count = 0
    /// Number of outputs whose answer is right.
    package internal(set) var correct = 0
    /// Number of outputs without an answer, by the kind of reason; they count as wrong.
    package internal(set) var unread: [String: Int] = [:]
    /// Rows whose search was given up, because a regular expression took too long. They are among the unread.
    package internal(set) var abandoned: [RowPlace] = []
    /// Number of outputs whose JSON had to be mended before it could be read.
    package internal(set) var repaired = 0
    /// Rows that were not scored.
    package internal(set) var badRows: [BadRow] = []
    /// What was assumed about the file.
    package internal(set) var notices: [Notice] = []

    /// Number of outputs without an answer.
    package var unparsed: Int { unread.values.reduce(0, +) }

    /// The share of right outputs, from 0 to 1; nil without outputs.
    package var accuracy: Double? { count > 0 ? Double(correct) / Double(count) : nil }

    /// Wilson's 95 % interval of the accuracy.
    package var interval: Interval { Wilson.interval(correct: correct, of: count) }

    /// Adds the score of rows that follow.
    mutating func add(_ next: OutputScore) {
        count += next.count
        correct += next.correct
        unread.merge(next.unread, uniquingKeysWith: +)
        repaired += next.repaired
        abandoned += next.abandoned
        badRows += next.badRows
    }
}
