import Synchronization

/// Counts the tokens that a search spends, and says when no more may be spent. Outputs that are there already are free: they
/// aren't given to it.
package final class TokenMeter: Sendable {
    private let most: Int?
    private let spent = Mutex((outputs: 0, tokens: 0))

    /// Creates a meter. `most` is the largest number of tokens; nil for any.
    package init(most: Int?) { self.most = most }

    /// Counts an output that was made. Returns false if the tokens that are left are only enough for `reserve` more outputs like
    /// those so far.
    package func take(_ output: CaseOutput, reserve: Int) -> Bool {
        spent.withLock { spent in
            spent.outputs += 1
            spent.tokens += output.promptTokens + output.tokens
            guard let most else { return true }
            return spent.tokens + reserve * spent.tokens / spent.outputs < most
        }
    }
}
