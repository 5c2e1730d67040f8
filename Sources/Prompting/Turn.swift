/// A turn of the conversation that comes before the input.
package struct Turn: Sendable, Hashable, Codable {
    /// The speaker: the user or the assistant. The system's words are the instruction.
    package var role: Role
    /// What is said. It may have `{{name}}`s.
    package var text: String

    /// Creates a turn.
    package init(role: Role, text: String) {
        self.role = role
        self.text = text
    }
}

extension KeyedDecodingContainer {
    /// Reads turns; none if the key is missing, as in what was written before prompts had turns. The memberwise decoding
    /// of `Prompt` calls this.
    func decode(_ type: [Turn].Type, forKey key: Key) throws -> [Turn] {
        try decodeIfPresent(type, forKey: key) ?? []
    }
}
