/// The number of right outputs in a file, and what couldn't be scored.
package struct OutputScore: Sendable, Hashable {
    /// A line that has no output with its right answer.
    package struct BadLine: Sendable, Hashable {
        /// The line's number, from 1.
        package var line: Int
        /// What is wrong with the line, as the second half of a sentence.
        package var problem: String
    }

    /// Number of outputs, without those on bad lines.
    package internal(set) var count = 0
    /// Number of outputs whose answer is right.
    package internal(set) var correct = 0
    /// Number of outputs without an answer; they count as wrong.
    package internal(set) var unparsed = 0
    /// Lines whose search was given up, because a regular expression took too long. They are among the unparsed.
    package internal(set) var abandoned: [Int] = []
    /// Number of outputs whose JSON had to be mended before it could be read.
    package internal(set) var repaired = 0
    /// Lines that were not scored.
    package internal(set) var badLines: [BadLine] = []

    /// The share of right outputs, from 0 to 1; nil without outputs.
    package var accuracy: Double? { count > 0 ? Double(correct) / Double(count) : nil }

    /// Wilson's 95 % interval of the accuracy.
    package var interval: Interval { Wilson.interval(correct: correct, of: count) }

    /// Adds the score of lines that follow after the first `lines` lines.
    mutating func add(_ next: OutputScore, after lines: Int) {
        count += next.count
        correct += next.correct
        unparsed += next.unparsed
        repaired += next.repaired
        abandoned += next.abandoned.map { $0 + lines }
        badLines += next.badLines.map { BadLine(line: $0.line + lines, problem: $0.problem) }
    }
}
