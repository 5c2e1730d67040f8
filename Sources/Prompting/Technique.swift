import Sampling

/// A technique of asking (Brown et al. 2020, Wei et al. 2022, Kojima et al. 2022).
package enum Technique: String, Sendable, Codable, CaseIterable {
    /// Only the instruction and the input.
    case zeroShot = "zero-shot"
    /// Examples of input and output come first.
    case fewShot = "few-shot"
    /// Chain of thought: examples with their reasoning come first.
    case chainOfThought = "cot"
    /// Zero-shot chain of thought: a sentence asks for reasoning, and a second step for the answer.
    case zeroShotChainOfThought = "zero-shot-cot"
}

/// The way in which a prompt becomes text.
package enum Layout: String, Sendable, Codable, CaseIterable {
    /// The model's chat template.
    case chat
    /// Text with `Q: …` and `A: …`, for base models.
    case completion
}

/// The properties of a technique: all that the rest of Lathe knows of it.
package struct TechniqueTraits: Sendable {
    /// A step after the first: the part of the wording that opens it, and the other properties of a ``Step``.
    package struct Following: Sendable {
        /// The part of the wording that opens it. If that is empty, the step is left out.
        package var opening: KeyPath<Wording, String> & Sendable
        /// The setting that limits its tokens.
        package var limit = SettingsKey.maxTokens
        /// True if its text is the answer.
        package var isAnswer = false
    }

    /// Its name on the screen.
    package var title: String
    /// True if examples come first.
    package var sendsExamples = false
    /// True if the examples' reasoning is sent with them.
    package var sendsReasoning = false
    /// The part of the wording that opens the answer; if nil, the prompt's own opening does.
    package var opening: (KeyPath<Wording, String> & Sendable)?
    /// The steps after the first.
    package var following: [Following] = []
}

extension Technique {
    /// Its name on the screen.
    package var title: String { traits.title }

    /// The properties of the technique.
    package var traits: TechniqueTraits {
        switch self {
        case .zeroShot: TechniqueTraits(title: "zero-shot")
        case .fewShot: TechniqueTraits(title: "few-shot", sendsExamples: true)
        case .chainOfThought: TechniqueTraits(title: "CoT", sendsExamples: true, sendsReasoning: true)
        case .zeroShotChainOfThought:
            TechniqueTraits(
                title: "zero-shot CoT", opening: \Wording.reasoningTrigger,
                following: [.init(opening: \Wording.answerTrigger, limit: .answerTokens, isAnswer: true)])
        }
    }
}
