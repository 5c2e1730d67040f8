/// The texts that enclose a model's thoughts in its output.
package struct ThoughtTags: Sendable, Hashable, Codable {
    /// Texts that begin thoughts, such as `<think>`.
    package var starts: [String]
    /// Texts that end thoughts, such as `</think>`.
    package var ends: [String]
    /// Texts that end unclosed thoughts and belong to the answer, such as the beginning of a tool call.
    package var boundaries: [String]
    /// Texts before an answer that belong neither to it nor to thoughts.
    package var headers: [String]
    /// The text that is written when thoughts are cut off.
    package var closing: String

    /// Creates tags. Without `closing`, thoughts are cut off by the first of `ends` on a line of its own.
    package init(
        starts: [String], ends: [String], boundaries: [String] = [], headers: [String] = [], closing: String? = nil
    ) {
        self.starts = starts
        self.ends = ends
        self.boundaries = boundaries
        self.headers = headers
        self.closing = closing ?? "\n\(ends.first ?? "")\n\n"
    }

    /// The tags for models whose template names none, and has no channels.
    package static let plain = ThoughtTags(
        starts: ["<think>", "<thinking>", "[THINK]"], ends: ["</think>", "</thinking>", "[/THINK]"])

    /// The tags for models whose template isn't known, as behind a server: the plain ones and those of channels.
    package static let usual = ThoughtTags(
        starts: plain.starts + harmony.starts, ends: plain.ends + harmony.ends, headers: harmonyHeaders)

    /// The tags of gpt-oss, whose outputs have channels (OpenAI's "harmony" format).
    package static let harmony = ThoughtTags(
        starts: ["<|channel|>analysis<|message|>"], ends: ["<|end|>"], headers: harmonyHeaders,
        closing: "<|end|><|start|>assistant<|channel|>final<|message|>")

    private static let harmonyHeaders = ["<|start|>assistant", "<|channel|>final<|message|>"]

    /// All texts that a model writes around thoughts.
    package var all: [String] { starts + ends + boundaries + headers }

    /// Returns whether a text ends inside thoughts: the last start in it comes after the last end.
    package func areOpen(in text: String) -> Bool {
        func last(_ tags: [String]) -> String.Index? {
            tags.compactMap { tag in tag.isEmpty ? nil : text.ranges(of: tag).last?.lowerBound }.max()
        }
        guard let start = last(starts) else { return false }
        guard let end = last(ends) else { return true }
        return start > end
    }
}
