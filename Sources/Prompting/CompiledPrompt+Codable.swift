extension CompiledPrompt: Codable {
    private enum Key: CodingKey {
        case technique, body, steps, answerTrigger, layoutStops, answerSentence, chat
    }

    /// Reads an object. One without `steps` has a first step, and an answer step if it has an `answerTrigger`.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let trigger = try values.decodeIfPresent(String.self, forKey: .answerTrigger)
        self.init(
            technique: try values.decode(Technique.self, forKey: .technique),
            body: try values.decode(CompiledBody.self, forKey: .body),
            steps: try values.decodeIfPresent([Step].self, forKey: .steps) ?? Self.steps(answerTrigger: trigger),
            layoutStops: try values.decode([String].self, forKey: .layoutStops),
            answerSentence: try values.decode(String.self, forKey: .answerSentence),
            chat: try values.decodeIfPresent(ChatOptions.self, forKey: .chat) ?? ChatOptions())
    }

    /// Writes an object. `chat` is written only if something differs from the model's own way. Steps that an
    /// `answerTrigger` describes are written as one, because evaluations recognise outputs by this text, and older
    /// versions read it.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(technique, forKey: .technique)
        try values.encode(body, forKey: .body)
        let trigger = steps.count == 2 ? steps[1].opening : nil
        if steps == Self.steps(answerTrigger: trigger) {
            try values.encodeIfPresent(trigger, forKey: .answerTrigger)
        } else {
            try values.encode(steps, forKey: .steps)
        }
        try values.encode(layoutStops, forKey: .layoutStops)
        try values.encode(answerSentence, forKey: .answerSentence)
        if !chat.isEmpty { try values.encode(chat, forKey: .chat) }
    }

    private static func steps(answerTrigger: String?) -> [Step] {
        [.first] + (answerTrigger.map { [Step(opening: $0, limit: .answerTokens, isAnswer: true)] } ?? [])
    }
}
