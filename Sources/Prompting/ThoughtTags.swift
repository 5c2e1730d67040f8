/// The texts between which a model's thoughts stand in its output.
package struct ThoughtTags: Sendable, Hashable, Codable {
    /// Texts that begin thoughts: `<think>`.
    package var starts: [String]
    /// Texts that end thoughts: `</think>`.
    package var ends: [String]
    /// Texts that end thoughts which nobody closed, and belong to the answer: the beginning of a tool call.
    package var boundaries: [String]
    /// Texts before an answer that belong to neither.
    package var headers: [String]
    /// What is written where thoughts are ended from outside.
    package var closing: String

    /// Creates tags; without `closing`, the first of `ends` on a line of its own closes thoughts.
    package init(
        starts: [String], ends: [String], boundaries: [String] = [], headers: [String] = [], closing: String? = nil
    ) {
        self.starts = starts
        self.ends = ends
        self.boundaries = boundaries
        self.headers = headers
        self.closing = closing ?? "\n\(ends.first ?? "")\n\n"
    }

    /// The tags of models whose template or server says nothing of them.
    package static let usual = ThoughtTags(
        starts: ["<think>", "<thinking>", "[THINK]", "<|channel|>analysis<|message|>"],
        ends: ["</think>", "</thinking>", "[/THINK]", "<|end|>"], headers: harmonyHeaders)

    /// The tags of gpt-oss, whose outputs have channels (OpenAI's "harmony" format).
    package static let harmony = ThoughtTags(
        starts: ["<|channel|>analysis<|message|>"], ends: ["<|end|>"], headers: harmonyHeaders,
        closing: "<|end|><|start|>assistant<|channel|>final<|message|>")

    private static let harmonyHeaders = ["<|start|>assistant", "<|channel|>final<|message|>"]

    /// All texts that a model writes around thoughts.
    package var all: [String] { starts + ends + boundaries + headers }

    /// True if a text ends within thoughts: the last start in it comes after the last end.
    package func areOpen(in text: String) -> Bool {
        func last(_ tags: [String]) -> String.Index? {
            tags.compactMap { tag in tag.isEmpty ? nil : text.ranges(of: tag).last?.lowerBound }.max()
        }
        guard let start = last(starts) else { return false }
        guard let end = last(ends) else { return true }
        return start > end
    }
}
