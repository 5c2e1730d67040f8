import Prompting

/// Turns of a chat in another program's file.
enum ForeignTurns {
    /// The turns of a list of messages; what has no text, and roles that Lathe doesn't have, are lost.
    static func read(
        _ list: ForeignValue, syntax: TemplateSyntax, losses: inout Losses
    ) throws(PromptFileError) -> [MessageTurn] {
        var turns: [MessageTurn] = []
        for item in try list.items() {
            guard let word = item["role"] else { throw item.wrong("needs a role.") }
            guard let role = role(try word.text()) else {
                losses.add(
                    word, "is `\(word.scalar ?? "")`; Lathe has system, user and assistant. The message is left out.")
                continue
            }
            for (key, value) in try item.entries() where !["role", "content"].contains(key) && !value.isNothing {
                losses.add(value, "is no part of a message in Lathe.")
            }
            var text = ""
            if let content = item["content"] {
                if content.isList {
                    text = try parts(content, syntax: syntax, losses: &losses)
                } else {
                    text = try syntax.read(content, losses: &losses)
                }
            }
            guard !text.isEmpty else { continue }
            turns.append(MessageTurn(role: role, content: text))
        }
        return turns
    }

    /// Lathe's role for a word of any program's.
    static func role(_ word: String) -> Role? {
        switch word.lowercased() {
        case "system", "developer": .system
        case "user", "human": .user
        case "assistant", "model", "ai": .assistant
        default: nil
        }
    }

    private static func parts(
        _ content: ForeignValue, syntax: TemplateSyntax, losses: inout Losses
    ) throws(PromptFileError) -> String {
        var texts: [String] = []
        for part in try content.items() {
            if let text = part["text"], ["text", "input_text"].contains(part["type"]?.scalar ?? "text") {
                texts.append(try syntax.read(text, losses: &losses))
            } else {
                losses.add(part, "is no text (\(part["type"]?.scalar ?? "unknown")); Lathe sends texts only.")
            }
        }
        return texts.joined(separator: "\n")
    }

    /// Makes instruction, examples, input and opening of turns; says where Lathe will send something else.
    static func fill(_ prompt: inout Prompt, with turns: [MessageTurn], place: String, losses: inout Losses) {
        let parts = MessageParts(turns)
        prompt.instruction = parts.instruction
        prompt.examples = parts.examples.map(\.example)
        prompt.input = parts.input
        prompt.wording.opening = parts.opening
        if parts.system.count > 1 { losses.add("\(place) its system messages are joined into one instruction.") }
        if parts.openingIndex != nil {
            losses.add("\(place) the last message, the assistant's, is the opening of the answer.")
        }
        let sent = PromptTurns.plain(prompt)
        let isSame = sent.elementsEqual(turns) { a, b in
            a.role == b.role && a.content.trimmingBlanks.isSame(as: b.content.trimmingBlanks)
        }
        if !isSame, parts.system.count <= 1 {
            losses.add(
                "\(place) its messages aren't an instruction, pairs of question and answer, and an input in this order; "
                    + "Lathe sends what it made of them.")
        }
    }
}
