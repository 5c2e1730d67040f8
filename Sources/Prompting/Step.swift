import Sampling

/// One generation of a technique: what it begins with, how long it may get, and whether it is the answer.
package struct Step: Sendable, Hashable, Codable {
    /// Appended to all that was sent and generated before it; empty in a first step, which the prompt itself opens.
    package var opening: String
    /// The setting that limits its tokens: ``SettingsKey/maxTokens`` or ``SettingsKey/answerTokens``.
    package var limit: SettingsKey
    /// True if its whole text is the answer, without a sentence to look for.
    package var isAnswer: Bool

    /// A first step: it goes on from the prompt, up to `maxTokens`.
    package static let first = Step(opening: "", limit: .maxTokens, isAnswer: false)

    /// Creates a step.
    package init(opening: String, limit: SettingsKey, isAnswer: Bool) {
        self.opening = opening
        self.limit = limit
        self.isAnswer = isAnswer
    }

    /// Returns the most tokens that it may draw under some settings.
    package func limit(in settings: Settings) -> Int {
        limit == .answerTokens ? settings.answerTokens : settings.maxTokens
    }
}
