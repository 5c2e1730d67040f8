/// How many of a file's outputs are right.
package struct OutputScore: Sendable, Hashable {
    /// A line that is no output with its right answer.
    package struct BadLine: Sendable, Hashable {
        /// From 1.
        package var line: Int
        /// What is wrong with it, as the second half of a sentence.
        package var problem: String
    }

    /// Outputs, without those on bad lines.
    package internal(set) var count = 0
    /// Outputs whose answer is right.
    package internal(set) var correct = 0
    /// Outputs without an answer, which are not right.
    package internal(set) var unparsed = 0
    /// Lines of outputs that a regular expression took too long for; they are among the unparsed.
    package internal(set) var abandoned: [Int] = []
    /// Lines that were not scored.
    package internal(set) var badLines: [BadLine] = []

    /// The share of right ones, 0...1; nil without outputs.
    package var accuracy: Double? { count > 0 ? Double(correct) / Double(count) : nil }

    /// The accuracy's Wilson interval.
    package var interval: Interval { Wilson.interval(correct: correct, of: count) }

    /// Adds what follows these, `lines` lines further down.
    mutating func add(_ next: OutputScore, after lines: Int) {
        count += next.count
        correct += next.correct
        unparsed += next.unparsed
        abandoned += next.abandoned.map { $0 + lines }
        badLines += next.badLines.map { BadLine(line: $0.line + lines, problem: $0.problem) }
    }
}
