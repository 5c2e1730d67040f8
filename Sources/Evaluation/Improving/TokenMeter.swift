import Synchronization

/// Counts the tokens and the money that a search spends, and says when no more may be spent. Outputs that are there already are
/// free: they aren't given to it.
package final class TokenMeter: Sendable {
    private struct Spent {
        var outputs = 0
        var tokens = 0
        var cost = 0.0
        var end: ImprovementOutcome.Interruption?
    }

    private let most: Int?
    private let mostCost: Double?
    private let spent = Mutex(Spent())

    /// Creates a meter. `most` is the largest number of tokens, `mostCost` the largest cost in US dollars; nil for any.
    package init(most: Int?, mostCost: Double? = nil) { (self.most, self.mostCost) = (most, mostCost) }

    /// What is used up; nil if nothing is.
    package var end: ImprovementOutcome.Interruption? { spent.withLock { $0.end } }

    /// Counts an output that was made. Returns false if what is left is only enough for `reserve` more outputs like those so far,
    /// or if the cost is limited and that of the output isn't known.
    package func take(_ output: CaseOutput, reserve: Int) -> Bool {
        spent.withLock { spent in
            spent.outputs += 1
            spent.tokens += output.promptTokens + output.tokens
            spent.cost += output.cost ?? 0
            if let most, spent.tokens + reserve * spent.tokens / spent.outputs >= most {
                spent.end = .tokens
                return false
            }
            guard let mostCost else { return true }
            if output.cost == nil, output.error == nil {
                spent.end = .uncounted
                return false
            }
            guard spent.cost * (1 + Double(reserve) / Double(spent.outputs)) >= mostCost else { return true }
            spent.end = .cost
            return false
        }
    }
}
