import Lanes
import Sampling

/// A question for what the model expects after some tokens.
struct Question: Sendable {
    /// What is asked, with the closure that gets the answer.
    enum Wish: Sendable {
        /// The row. `place` is the place in an output under a constraint, nil if the model is free; if `isWhole` is true, a
        /// kept part of the row isn't enough.
        case row(
            at: ConstrainedPlace?, isWhole: Bool, @Sendable (Result<NextToken, EngineError>) -> Void)
        /// The likelihood of each token of some continuations.
        case likelihoods(of: [[Int32]], @Sendable (Result<[[TokenLikelihood]], EngineError>) -> Void)
    }

    var history: [Int32]
    var mode: RunMode
    var wish: Wish

    /// Answers with an error.
    func fail(_ error: EngineError) {
        switch wish {
        case .row(_, _, let reply): reply(.failure(error))
        case .likelihoods(_, let reply): reply(.failure(error))
        }
    }
}
