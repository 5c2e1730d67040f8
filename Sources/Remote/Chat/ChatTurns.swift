import Prompting

/// What a stage sends, for servers that can continue an answer and for those that can't.
enum ChatTurns {
    /// Messages, or a text in the completion layout, and whether the last turn is to be continued.
    struct Sent: Hashable {
        var messages: [Message] = []
        var text: String?
        var continues = false
    }

    /// The first stage, or with `first`, the first one's output, the second.
    static func sent(_ prompt: CompiledPrompt, after first: String? = nil, _ continuing: ServerTraits.Continuing)
        -> Sent
    {
        switch prompt.body {
        case .completion(let fragments):
            let start = fragments.map(\.text).joined()
            return Sent(text: first.map { start + $0 + (prompt.answerTrigger ?? "") } ?? start)
        case .chat(var messages, let opening):
            if continuing == .no {
                if !opening.isEmpty, let last = messages.indices.last { messages[last].content += "\n\n" + opening }
                if let first {
                    messages.append(Message(role: .assistant, content: first))
                    messages.append(Message(role: .user, content: trimmed(prompt.answerTrigger ?? "")))
                }
                return Sent(messages: messages)
            }
            // Servers cut or refuse blanks at the end of a turn that is to be continued.
            let begun = opening + (first ?? "") + (first == nil ? "" : prompt.answerTrigger ?? "")
            guard !begun.isEmpty else { return Sent(messages: messages) }
            messages.append(Message(role: .assistant, content: begun))
            return Sent(messages: messages, continues: true)
        }
    }

    /// What is to be said of how a prompt is sent.
    static func notices(_ prompt: CompiledPrompt, server: String, _ continuing: ServerTraits.Continuing) -> [String] {
        guard continuing == .no, case .chat(_, let opening) = prompt.body else { return [] }
        var notices: [String] = []
        if !opening.isEmpty {
            notices.append(
                "\(server) can't continue an answer that was begun: “\(opening)” stands at the end of the question instead."
            )
        }
        if let trigger = prompt.answerTrigger {
            notices.append(
                "\(server) can't continue an answer: the second stage asks “\(trimmed(trigger))” as a question of its own."
            )
        }
        return notices
    }

    /// What stands between the outputs of the two stages; a trigger that was asked as a question has a line of its own.
    static func joint(_ prompt: CompiledPrompt, _ continuing: ServerTraits.Continuing) -> String {
        let trigger = prompt.answerTrigger ?? ""
        return continuing == .no && prompt.layout == .chat && !trigger.isEmpty ? trigger + "\n" : trigger
    }

    /// The turns as a person reads them.
    static func text(_ sent: Sent) -> String {
        if let text = sent.text { return text }
        return sent.messages.map { "[\($0.role.rawValue)]\n\($0.content)" }.joined(separator: "\n\n")
            + (sent.continues ? "" : "\n\n[assistant]\n")
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
