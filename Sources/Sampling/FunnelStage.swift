/// A step of the funnel.
package enum FunnelStage: String, Sendable, Hashable, Codable, CaseIterable {
    /// Keeps the candidates that a grammar allows. No setting moves it: it comes before all others, in every order.
    case grammar
    /// Adds the biases.
    case logitBias = "logit-bias"
    /// Changes the logits of the tokens in the penalty window.
    case penalties
    /// Keeps the K likeliest candidates.
    case topK = "top-k"
    /// Keeps the candidates whose surprise is nearest to the entropy.
    case typicalP = "typical-p"
    /// Keeps the smallest set of likeliest candidates that holds a probability.
    case topP = "top-p"
    /// Keeps candidates that are at least a fraction as likely as the likeliest.
    case minP = "min-p"
    /// Divides the logits; 0 keeps only the likeliest.
    case temperature

    /// False if the stage may cut the likeliest candidate.
    var keepsLikeliest: Bool { self != .typicalP && self != .grammar }

    /// The stages that have the same effect before and after this one, whatever their values.
    private var commuting: Set<FunnelStage> {
        switch self {
        // Temperature keeps the order of candidates, and min-P looks only at ratios to the likeliest.
        case .topK: [.temperature, .minP]
        default: []
        }
    }

    /// Returns whether two stages have the same effect in either order.
    static func commute(_ a: FunnelStage, _ b: FunnelStage, temperature: Double) -> Bool {
        if a.commuting.contains(b) || b.commuting.contains(a) { return true }
        // The likeliest candidate, which temperature 0 keeps, is cut by none of these.
        return temperature == 0 && [a, b].contains(.temperature)
            && [a, b].contains { $0 == .topP || $0 == .minP }
    }
}

/// The order in which the stages of the funnel are applied.
package enum StageOrder: String, Sendable, Codable, CaseIterable {
    /// The order of llama.cpp (`common/sampling.cpp`).
    case llamaCpp = "llama.cpp"
    /// The order of Hugging Face's transformers (`_get_logits_processor`).
    case huggingFace = "hugging-face"

    /// All stages that settings control, in this order.
    package var stages: [FunnelStage] {
        switch self {
        case .llamaCpp: [.logitBias, .penalties, .topK, .typicalP, .topP, .minP, .temperature]
        case .huggingFace: [.logitBias, .penalties, .temperature, .topK, .topP, .minP, .typicalP]
        }
    }
}
