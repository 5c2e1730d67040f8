/// How many of a file's outputs are right.
public struct OutputScore: Sendable, Hashable {
    /// A line that is no output with its right answer.
    public struct BadLine: Sendable, Hashable {
        /// From 1.
        public var line: Int
        /// What is wrong with it, as the second half of a sentence.
        public var problem: String
    }

    /// Outputs, without those on bad lines.
    public internal(set) var count = 0
    /// Outputs whose answer is right.
    public internal(set) var correct = 0
    /// Outputs without an answer, which are not right.
    public internal(set) var unparsed = 0
    /// Lines of outputs that a regular expression took too long for; they are among the unparsed.
    public internal(set) var abandoned: [Int] = []
    /// Lines that were not scored.
    public internal(set) var badLines: [BadLine] = []

    /// The share of right ones, 0...1; nil without outputs.
    public var accuracy: Double? { count > 0 ? Double(correct) / Double(count) : nil }

    /// The accuracy's Wilson interval.
    public var interval: Interval { Wilson.interval(correct: correct, of: count) }

    /// Adds what follows these, `lines` lines further down.
    mutating func add(_ next: OutputScore, after lines: Int) {
        count += next.count
        correct += next.correct
        unparsed += next.unparsed
        abandoned += next.abandoned.map { $0 + lines }
        badLines += next.badLines.map { BadLine(line: $0.line + lines, problem: $0.problem) }
    }
}
