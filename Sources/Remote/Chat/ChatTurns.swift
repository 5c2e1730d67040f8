import Prompting

/// Makes the messages of a stage, for servers that can continue an answer and for those that can't.
enum ChatTurns {
    /// Messages, or a text in the completion layout; also whether the last turn is to be continued.
    struct Sent: Hashable {
        var messages: [Message] = []
        var text: String?
        var continues = false
    }

    /// Returns what the next step sends. Without outputs that is the first step, after one output the second.
    static func sent(
        _ prompt: CompiledPrompt, after outputs: [String] = [], _ continuing: ServerTraits.Continuing
    ) -> Sent {
        let openings = prompt.steps.dropFirst().map(\.opening)
        let continued = zip(outputs, openings).map { $0 + $1 }.joined()
        switch prompt.body {
        case .completion(let fragments):
            return Sent(text: fragments.map(\.text).joined() + continued)
        case .chat(var messages, let opening):
            if continuing == .no {
                if !opening.isEmpty, let last = messages.indices.last { messages[last].append("\n\n" + opening) }
                for (output, opening) in zip(outputs, openings) {
                    messages.append(Message(role: .assistant, content: output))
                    messages.append(Message(role: .user, content: trimmed(opening)))
                }
                return Sent(messages: messages)
            }
            // Some servers cut or refuse blanks at the end of a turn to be continued.
            let begun = opening + continued
            guard !begun.isEmpty else { return Sent(messages: messages) }
            messages.append(Message(role: .assistant, content: begun))
            return Sent(messages: messages, continues: true)
        }
    }

    /// Returns notices about the way in which a prompt is sent.
    static func notices(_ prompt: CompiledPrompt, server: String, _ continuing: ServerTraits.Continuing) -> [String] {
        guard continuing == .no, case .chat(_, let opening) = prompt.body else { return [] }
        var notices: [String] = []
        if !opening.isEmpty {
            notices.append(
                "\(server) can't continue an answer that was begun, so “\(opening)” is added to the end of the question instead."
            )
        }
        for (number, step) in prompt.steps.enumerated().dropFirst() {
            let stage = number == 1 ? "the second stage" : "stage \(number + 1)"
            notices.append(
                "\(server) can't continue an answer, so \(stage) asks “\(trimmed(step.opening))” as a separate question."
            )
        }
        return notices
    }

    /// Returns the text between the output of a step and the one before. If the opening was sent as a question, it
    /// stands on a line of its own.
    static func joint(_ step: Step, of prompt: CompiledPrompt, _ continuing: ServerTraits.Continuing) -> String {
        let isQuestion = continuing == .no && prompt.layout == .chat && !step.opening.isEmpty
        return isQuestion ? step.opening + "\n" : step.opening
    }

    /// Returns the turns as a person reads them.
    static func text(_ sent: Sent) -> String { fragments(sent).map(\.text).joined() }

    /// Returns the same text with the messages' own told from the names of the roles.
    static func fragments(_ sent: Sent) -> [Fragment] {
        if let text = sent.text { return [Fragment(text, isField: true)] }
        let turns = sent.messages.enumerated().flatMap { index, message in
            [Fragment((index > 0 ? "\n\n" : "") + "[\(message.role.rawValue)]\n", isField: false)]
                + message.content.map { part in
                    switch part {
                    case .text(let text): Fragment(text, isField: true)
                    case .image(let image): Fragment("[image \(image.summary)]\n", isField: false)
                    }
                }
        }
        return turns + (sent.continues ? [] : [Fragment("\n\n[assistant]\n", isField: false)])
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
