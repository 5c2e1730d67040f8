/// What mirostat and adaptive-P remember of the tokens that were drawn. It depends on all of them, so it is made anew from
/// the first token whenever a lane is replayed.
package enum FunnelMemory: Sendable, Hashable {
    /// No stage remembers anything.
    case none
    /// Mirostat's limit of surprise in bits, and the settings that correct it.
    case mirostat(limit: Double, tau: Double, eta: Double)
    /// Sums of the probabilities that adaptive-P drew and of their weights, with its settings.
    case adaptiveP(sum: Double, weight: Double, target: Double, decay: Double)

    /// Creates the memory of a place where nothing has been drawn yet.
    package init(_ settings: Settings) {
        if settings.isMirostat {
            self = .mirostat(limit: 2 * settings.mirostatTau, tau: settings.mirostatTau, eta: settings.mirostatEta)
        } else if settings.acts(.adaptiveP) {
            // As if what was drawn before were exactly on target.
            let weight = 1 / (1 - settings.adaptiveDecay)
            self = .adaptiveP(
                sum: settings.adaptiveTarget * weight, weight: weight, target: settings.adaptiveTarget,
                decay: settings.adaptiveDecay)
        } else {
            self = .none
        }
    }

    /// Mirostat's limit in bits, or adaptive-P's present target; nil if neither acts.
    package var steering: Double? {
        switch self {
        case .none: nil
        case .mirostat(let limit, _, _): limit
        case .adaptiveP(let sum, let weight, let target, _): min(1, max(0, 2 * target - sum / weight))
        }
    }

    /// Takes note of a token that was drawn from `survivors`.
    package mutating func note(_ token: Int32, from survivors: Survivors) {
        switch self {
        case .none: break
        case .mirostat(let limit, let tau, let eta):
            let surprise = -naturalLogarithm(survivors.steeringProbability(of: token)) / naturalLogarithm(2)
            if surprise.isFinite { self = .mirostat(limit: limit - eta * (surprise - tau), tau: tau, eta: eta) }
        case .adaptiveP(let sum, let weight, let target, let decay):
            let probability = survivors.steeringProbability(of: token)
            self = .adaptiveP(sum: probability + decay * sum, weight: 1 + decay * weight, target: target, decay: decay)
        }
    }
}
