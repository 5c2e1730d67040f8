/// The outcome of the funnel for a row.
package enum FunnelOutcome: Sendable {
    /// These candidates survive, the same as from the complete row.
    case kept(Survivors)
    /// What is kept of the row doesn't prove which candidates survive; the complete row is needed.
    case unproven(UnprovenReason)
}

/// Why what is kept of a row doesn't prove which candidates survive the funnel.
package enum UnprovenReason: Error, Sendable, Hashable, CustomStringConvertible {
    /// A bias or penalty changes a token whose logit wasn't kept.
    case missingToken(Int32)
    /// No stage cuts within the given number of kept logits.
    case tooFewKept(Int)
    /// Biases and penalties push every kept candidate below the smallest kept logit.
    case allLowered(Int)
    /// A grammar allows none of the kept candidates.
    case allRuledOut(Int)
    /// A stage's cut depends on the exact sum over logits that weren't kept.
    case tooClose(FunnelStage)
    /// A stage needs sums over logits that weren't kept.
    case unknownSum(FunnelStage)

    /// A sentence for the screen.
    package var description: String {
        switch self {
        case .missingToken(let token):
            "The logit of token \(token), which a bias or penalty changes, wasn't kept."
        case .tooFewKept(let count):
            "These settings may keep more candidates than the \(count) whose logits were kept."
        case .allLowered(let count):
            "Biases and penalties push all of the \(count) kept candidates below others."
        case .allRuledOut(let count):
            "The grammar allows none of the \(count) kept candidates."
        case .tooClose(let stage):
            "The kept logits don't show where \(stage.rawValue) cuts."
        case .unknownSum(let stage):
            "The candidates that \(stage.rawValue) keeps depend on logits that weren't kept."
        }
    }
}
