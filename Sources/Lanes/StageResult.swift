/// Why a generation ended.
package enum Finish: String, Sendable, Codable {
    /// The model ended it.
    case end
    /// It reached a stop string.
    case stop
    /// It reached its limit of tokens.
    case length
    /// The context is full.
    case context
    /// It was cancelled.
    case cancelled
    /// It failed; the lane's error says why.
    case error
}

/// One generation that has ended: a step of a technique.
package struct StageResult: Sendable, Hashable {
    /// The prompt as it was sent, control tokens spelt out; for a later stage the text that it appended.
    package var prompt: String
    /// The generated text, without thoughts.
    package var text: String
    /// The model's thoughts before the text; empty if it had none.
    package var thoughts: String
    /// The number of tokens of the thoughts. They are the first of the tokens that were drawn, and their ends refer to
    /// `thoughts`, not to `text`.
    package var thoughtTokens: Int
    /// The calls of tools in it; nil if there are none, and none went wrong.
    package var toolUse: ToolUse?
    /// Why it ended.
    package var finish: Finish
    /// The tokens that were drawn. Engines report them only in events, so this is empty until somebody collects them.
    package var tokens: [DrawnToken]

    /// Creates a stage that has ended.
    package init(
        prompt: String, text: String, thoughts: String = "", thoughtTokens: Int = 0, toolUse: ToolUse? = nil,
        finish: Finish, tokens: [DrawnToken] = []
    ) {
        self.prompt = prompt
        self.text = text
        self.thoughts = thoughts
        self.thoughtTokens = thoughtTokens
        self.toolUse = toolUse?.isEmpty == false ? toolUse : nil
        self.finish = finish
        self.tokens = tokens
    }
}

extension StageResult: Codable {
    private enum Key: CodingKey {
        case prompt, text, thoughts, thoughtTokens, toolUse, finish, tokens
    }

    /// Reads an object. An unknown reason of the end is read as an error.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init(
            prompt: try values.decode(String.self, forKey: .prompt),
            text: try values.decode(String.self, forKey: .text),
            thoughts: try values.decodeIfPresent(String.self, forKey: .thoughts) ?? "",
            thoughtTokens: try values.decodeIfPresent(Int.self, forKey: .thoughtTokens) ?? 0,
            toolUse: try values.decodeIfPresent(ToolUse.self, forKey: .toolUse),
            finish: Finish(rawValue: try values.decode(String.self, forKey: .finish)) ?? .error,
            tokens: try values.decodeIfPresent([DrawnToken].self, forKey: .tokens) ?? [])
    }

    /// Writes an object, with thoughts, calls of tools and `tokens` if there are any.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(prompt, forKey: .prompt)
        try values.encode(text, forKey: .text)
        if !thoughts.isEmpty { try values.encode(thoughts, forKey: .thoughts) }
        if thoughtTokens > 0 { try values.encode(thoughtTokens, forKey: .thoughtTokens) }
        try values.encodeIfPresent(toolUse, forKey: .toolUse)
        try values.encode(finish, forKey: .finish)
        if !tokens.isEmpty { try values.encode(tokens, forKey: .tokens) }
    }
}
