import YAMLText

/// A part of a message whose content is a list of parts, as chat APIs have them.
package enum MessagePart {
    /// A text.
    case text(PlacedValue)
    /// A part that is left out, and why, as the second half of a sentence.
    case remark(PlacedValue, String)

    /// Returns the parts of a message's content in their order. `number` is the message's, from 1.
    package static func parts(of content: PlacedValue, message number: Int) throws(PromptFileError) -> [MessagePart] {
        var parts: [MessagePart] = []
        for part in try content.items() {
            if let text = part["text"], ["text", "input_text"].contains(part["type"]?.scalar ?? "text") {
                parts.append(.text(text))
                for (key, value) in try part.entries() where !["type", "text"].contains(key) && !value.isNothing {
                    parts.append(.remark(value, "is not a part of a message in Lathe."))
                }
            } else if part.scalar != nil {
                parts.append(.text(part))
            } else {
                let type = part["type"]?.scalar ?? "unknown"
                parts.append(
                    .remark(
                        part,
                        "is not a text (\(type)); it is left out of message \(number), because only texts are taken over."
                    )
                )
            }
        }
        return parts
    }
}
