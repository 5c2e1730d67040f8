/// How a prompt asks (Brown et al. 2020, Wei et al. 2022, Kojima et al. 2022).
public enum Technique: String, Sendable, Codable, CaseIterable {
    /// The instruction and the input alone.
    case zeroShot = "zero-shot"
    /// Examples of input and output come first.
    case fewShot = "few-shot"
    /// Chain of thought: examples with their reasoning come first.
    case chainOfThought = "cot"
    /// Zero-shot chain of thought: a trigger sentence asks for reasoning, a second stage for the answer.
    case zeroShotChainOfThought = "zero-shot-cot"
}

/// How a prompt becomes text.
public enum Layout: String, Sendable, Codable, CaseIterable {
    /// The model's chat template.
    case chat
    /// `Q: …`, `A: …` text, for base models.
    case completion
}
