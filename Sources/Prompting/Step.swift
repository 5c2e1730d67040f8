import Sampling

/// One generation of a technique: its beginning, its limit, and whether it is the answer.
package struct Step: Sendable, Hashable, Codable {
    /// The text that is appended to all text before it. It is empty in a first step, which the prompt itself opens.
    package var opening: String
    /// The setting that limits its tokens: ``SettingsKey/maxTokens`` or ``SettingsKey/answerTokens``.
    package var limit: SettingsKey
    /// True if its whole text is the answer, without a sentence to look for.
    package var isAnswer: Bool
    /// What its output has to be; nil if the model is free.
    package var constraint: OutputConstraint?

    /// A first step, which continues the prompt with up to `maxTokens` tokens.
    package static let first = Step(opening: "", limit: .maxTokens, isAnswer: false)

    /// Creates a step.
    package init(opening: String, limit: SettingsKey, isAnswer: Bool) {
        self.opening = opening
        self.limit = limit
        self.isAnswer = isAnswer
    }

    /// Returns the largest number of tokens that it may draw under these settings.
    package func limit(in settings: Settings) -> Int {
        limit == .answerTokens ? settings.answerTokens : settings.maxTokens
    }
}
