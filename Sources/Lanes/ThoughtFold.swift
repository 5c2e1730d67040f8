/// A model's thoughts as they stand above its answer: a line that counts them, or all of them.
package struct ThoughtFold: Sendable, Hashable {
    /// The thoughts.
    package var text: String
    /// The number of their tokens; 0 if a server didn't say it.
    package var tokens: Int
    /// True while more of them, or an answer, may come.
    package var isUnderWay: Bool
    /// True if no answer came.
    package var isUnanswered: Bool

    /// Creates thoughts.
    package init(_ text: String, tokens: Int, isUnderWay: Bool = false, isUnanswered: Bool = false) {
        self.text = text
        self.tokens = tokens
        self.isUnderWay = isUnderWay
        self.isUnanswered = isUnanswered
    }

    /// Takes the thoughts of an output that has ended; nil if it has none.
    package init?(_ sample: SampleResult) {
        let tokens = sample.stages.reduce(0) { $0 + $1.thoughtTokens }
        guard !sample.thoughts.isEmpty || tokens > 0 else { return nil }
        self.init(sample.thoughts, tokens: tokens, isUnanswered: sample.isUnanswered)
    }

    /// The line that counts them: `thought for 212 tokens`.
    package var line: String {
        let size = tokens == 1 ? "1 token" : tokens > 0 ? "\(tokens) tokens" : "\(text.count) characters"
        return "\(isUnderWay ? "thinking, " : "thought for ")\(size)\(isUnanswered ? ", without an answer" : "")"
    }

    /// Returns the line, which begins with `mark` and ends with `note`, and under it the thoughts if it `isOpen`.
    package func shown(isOpen: Bool, mark: String, note: String = "") -> String {
        let line = "\(mark) \(isUnderWay && isOpen ? "thinking" : line)\(isUnderWay ? "" : note)\n"
        guard isOpen else { return line }
        return line + text + (isUnderWay ? "" : text.hasSuffix("\n") ? "\n" : "\n\n")
    }
}
