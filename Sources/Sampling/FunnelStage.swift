/// A step of the funnel.
package enum FunnelStage: String, Sendable, Hashable, Codable, CaseIterable {
    /// Keeps the candidates that a grammar allows. No setting moves it: it comes before all others, in every order.
    case grammar
    /// Adds the biases. It comes next.
    case logitBias = "logit-bias"
    /// Changes the logits of the tokens in the penalty window.
    case penalties
    /// Lowers the logits of tokens that would go on with a repetition.
    case dry
    /// Keeps the candidates whose logits are within some standard deviations of the largest.
    case topNSigma = "top-n-sigma"
    /// Keeps the K likeliest candidates.
    case topK = "top-k"
    /// Keeps the candidates whose surprise is nearest to the entropy.
    case typicalP = "typical-p"
    /// Keeps the smallest set of likeliest candidates that holds a probability.
    case topP = "top-p"
    /// Keeps candidates that are at least a fraction as likely as the likeliest.
    case minP = "min-p"
    /// Drops the likely candidates but the last of them, in some of the draws.
    case xtc
    /// Divides the logits; 0 keeps only the likeliest.
    case temperature
    /// Prefers candidates near a probability, so that those that are drawn have it on average.
    case adaptiveP = "adaptive-p"
    /// Drops candidates with more surprise than a limit that follows the draws. It takes the place of the others.
    case mirostat

    /// False if the stage may cut the likeliest candidate, or may make another one the likeliest.
    var keepsLikeliest: Bool { ![.grammar, .typicalP, .xtc, .adaptiveP].contains(self) }

    /// True if the stage only changes logits of some tokens.
    var isAdjusting: Bool { self == .logitBias || self == .penalties || self == .dry }

    /// The stages that have the same effect before and after this one, whatever their values.
    private var commuting: Set<FunnelStage> {
        switch self {
        case .topK: [.minP]
        default: []
        }
    }

    /// Returns whether two stages have the same effect in either order under their settings; with nil, under any.
    static func commute(_ a: FunnelStage, _ b: FunnelStage, settings: Settings?) -> Bool {
        if a.commuting.contains(b) || b.commuting.contains(a) { return true }
        guard a == .temperature || b == .temperature, settings?.dynatempRange ?? 0 == 0 else { return false }
        let other = a == .temperature ? b : a
        // Temperature keeps the order of candidates, and scales the standard deviation too.
        if other == .topK || other == .topNSigma { return true }
        // The likeliest candidate, which temperature 0 keeps, is cut by none of these.
        return settings?.temperature == 0 && (other == .topP || other == .minP)
    }
}
