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

    /// Makes instruction, examples or turns, input and opening of messages. Adds a loss for each message that Lathe will
    /// send in another way, and one if nothing but the format says that a conversation is meant.
    ///
    /// - Parameters:
    ///   - prompt: The prompt that gets them.
    ///   - turns: The messages.
    ///   - place: The file and line, for losses.
    ///   - context: What may have been said of messages before the last question.
    ///   - usual: What these are if no variable in them, or in it, tells.
    ///   - losses: Gets the losses.
    static func fill(
        _ prompt: inout Prompt, with turns: [MessageTurn], place: String, context: ImportContext,
        usual: EarlierMessages = .examples, losses: inout Losses
    ) {
        let parts = MessageParts(turns)
        let known = context.earlier ?? parts.hasVariablesBeforeInput.map { $0 ? .turns : .examples }
        let isConversation = (known ?? usual) == .turns
        prompt.instruction = parts.instruction
        if isConversation {
            prompt.turns = parts.conversation
        } else {
            prompt.examples = parts.examples.map(\.example)
        }
        prompt.input = parts.input
        prompt.wording.opening = parts.opening
        // What looks like a variable and is plain text there gets itself as its value, which isn't filled in again.
        for name in losses.names.plain.subtracting(losses.names.variables).sorted()
        where prompt.variableNames.contains(name) && prompt.variables[name] == nil {
            prompt.variables[name] = "{{\(name)}}"
            losses.add(
                "\(place) the variable `\(name)` has the value `{{\(name)}}`, so that this text is sent as it stands.")
        }
        for change in parts.changes(asConversation: isConversation) { losses.add("\(place) its \(change)") }
        if known == nil, !prompt.turns.isEmpty {
            losses.add(
                "\(place) its messages before the last question are read as turns of a conversation.", .readAsExamples)
        }
    }
}
