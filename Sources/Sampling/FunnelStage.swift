/// A step of the funnel.
public enum FunnelStage: String, Sendable, Hashable, Codable, CaseIterable {
    /// Adds the biases.
    case logitBias = "logit-bias"
    /// Changes the logits of the tokens in the penalty window.
    case penalties
    /// Keeps the K likeliest.
    case topK = "top-k"
    /// Keeps those whose surprise is nearest to the entropy.
    case typicalP = "typical-p"
    /// Keeps the smallest set of likeliest candidates that holds a probability.
    case topP = "top-p"
    /// Keeps those at least a fraction as likely as the likeliest.
    case minP = "min-p"
    /// Divides the logits; at 0 keeps only the likeliest.
    case temperature
}

extension StageOrder {
    /// All stages in this order.
    public var stages: [FunnelStage] {
        switch self {
        case .llamaCpp: [.logitBias, .penalties, .topK, .typicalP, .topP, .minP, .temperature]
        case .huggingFace: [.logitBias, .penalties, .temperature, .topK, .topP, .minP, .typicalP]
        }
    }
}
