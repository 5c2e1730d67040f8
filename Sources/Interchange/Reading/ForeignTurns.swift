import Library
import Prompting

/// Reads the turns of a chat from another program's file.
enum ForeignTurns {
    /// Returns the turns of a list of messages. Messages without text, and roles that Lathe doesn't have, are lost.
    static func read(
        _ list: PlacedValue, syntax: TemplateSyntax, losses: inout Losses
    ) throws(PromptFileError) -> [MessageTurn] {
        var turns: [MessageTurn] = []
        for (index, item) in try list.items().enumerated() {
            guard let word = item["role"] else { throw item.wrong("needs a role.") }
            guard let role = role(try word.text()) else {
                losses.add(
                    word, "is `\(word.scalar ?? "")`; Lathe has system, user and assistant. The message is left out.")
                continue
            }
            for (key, value) in try item.entries() where !["role", "content"].contains(key) && !value.isNothing {
                losses.add(value, "is not a part of a message in Lathe.")
            }
            var text = ""
            if let content = item["content"] {
                if content.isList {
                    text = try parts(content, of: index + 1, syntax: syntax, losses: &losses)
                } else {
                    text = try syntax.read(content, losses: &losses)
                }
            }
            // An empty question or answer is kept, so that its neighbours aren't joined.
            guard !text.isEmpty || (role != .system && item["content"]?.isList == false) else { continue }
            turns.append(MessageTurn(role: role, content: text, number: index + 1))
        }
        return turns
    }

    /// Returns Lathe's role for any program's word; nil if there is none.
    static func role(_ word: String) -> Role? {
        switch word.lowercased() {
        case "system", "developer": .system
        case "user", "human": .user
        case "assistant", "model", "ai": .assistant
        default: nil
        }
    }

    /// Returns the texts among a message's parts. Other parts, like images, are lost.
    static func parts(
        _ content: PlacedValue, of number: Int, syntax: TemplateSyntax, losses: inout Losses
    ) throws(PromptFileError) -> String {
        var texts: [String] = []
        for part in try MessagePart.parts(of: content, message: number) {
            switch part {
            case .text(let value): texts.append(try syntax.read(value, losses: &losses))
            case .remark(let value, let problem): losses.add(value, problem)
            }
        }
        return texts.joined(separator: "\n")
    }

    /// Makes instruction, examples, input and opening of turns. Adds a loss for each turn that Lathe will send in
    /// another way.
    static func fill(_ prompt: inout Prompt, with turns: [MessageTurn], place: String, losses: inout Losses) {
        let parts = MessageParts(turns)
        prompt.instruction = parts.instruction
        prompt.examples = parts.examples.map(\.example)
        prompt.input = parts.input
        prompt.wording.opening = parts.opening
        for change in parts.changes { losses.add("\(place) its \(change)") }
    }
}
