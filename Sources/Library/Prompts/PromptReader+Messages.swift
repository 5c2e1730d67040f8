import Prompting
import YAMLText

extension PromptReader {
    /// Reads GitHub Models' turns as instruction, examples, input and opening.
    mutating func read(messages node: YAMLNode, into prompt: inout Prompt) throws(PromptFileError) {
        var turns: [MessageTurn] = []
        for (index, item) in try list(node, "messages").enumerated() {
            if let turn = try turn(item, number: index + 1) { turns.append(turn) }
        }
        let parts = MessageParts(turns)
        prompt.instruction = parts.instruction
        prompt.examples = parts.examples.map(\.example)
        prompt.input = parts.input
        prompt.wording.opening = parts.opening
        for change in parts.changes { note("its \(change)") }
    }

    /// Returns a message; nil if Lathe doesn't have its role or it has no text, which is noted.
    private mutating func turn(_ item: YAMLNode, number: Int) throws(PromptFileError) -> MessageTurn? {
        let path = "messages[\(number - 1)]"
        let entries = try mapping(item, path)
        func value(_ key: String) -> YAMLNode? { entries.first { $0.name == key }?.value }
        guard let role = value("role"), let content = value("content") else {
            throw wrong(item, path, "needs a role (system, user or assistant) and a content.")
        }
        let word = try text(role, "\(path).role")
        guard let role = Role(rawValue: word) ?? (word == "developer" ? .system : nil) else {
            // Other programs' files have such messages; the other messages are still a prompt.
            guard ["tool", "function"].contains(word) else {
                throw wrong(item, path, "has the role `\(word)`; it takes system, user or assistant.")
            }
            note("its message \(number) is left out: Lathe has no role `\(word)`.")
            return nil
        }
        for entry in entries where !["role", "content"].contains(entry.name) {
            note(unknown: entry.name ?? "", at: entry.key, known: ["role", "content"])
        }
        guard case .sequence = content.content else {
            return MessageTurn(role: role, content: try text(content, "\(path).content"), number: number)
        }
        var texts: [String] = []
        for part in try MessagePart.parts(
            of: PlacedValue(node: content, path: "\(path).content", source: source), message: number)
        {
            switch part {
            case .text(let value): texts.append(try value.text())
            case .remark(let value, let problem):
                let remark = "\(value.place) \(problem)"
                if !notices.contains(remark) { notices.append(remark) }
            }
        }
        let joined = texts.joined(separator: "\n")
        return joined.isEmpty ? nil : MessageTurn(role: role, content: joined, number: number)
    }
}
