import Evaluation
import Lanes

/// What is asked for when candidates are made.
package struct MakingOrder: Sendable {
    /// What is made.
    package var kind: Candidate.Kind
    /// The number of candidates that shall wait for a person.
    package var number: Int
    /// The seed of all draws.
    package var seed: UInt64
    /// The mode of the engine.
    package var mode: RunMode
    /// The number of outputs that are generated at once.
    package var parallel: Int
    /// The largest number of tokens that may be drawn; nil for any.
    package var mostTokens: Int?
    /// Counts what all requests cost, and limits it.
    package let cost: CostMeter
    /// The filters that are switched off.
    package var off: Set<CandidateFilter>
    /// True if the output comes first and an input is made for it; nil to decide by the form of the answers.
    package var isOutputFirst: Bool?
    /// The number of tries for each reasoning.
    package var tries: Int
    /// The number of phrasings that shall be formats.
    package var formats = 0
    /// The number of phrasings that shall be other orders of the examples.
    package var orders = 0
    /// The least rating that is kept.
    package var leastRating: Double

    /// Creates an order of this many candidates of a kind. `mostCost` is the most that requests to servers may cost, in US
    /// dollars; nil for any.
    package init(
        _ kind: Candidate.Kind, number: Int, seed: UInt64, mode: RunMode = .fast,
        parallel: Int = EvaluationRun.defaultParallel, mostTokens: Int? = nil, mostCost: Double? = nil,
        off: Set<CandidateFilter> = [],
        isOutputFirst: Bool? = nil, tries: Int = 4, leastRating: Double = Rater.usualThreshold
    ) {
        (self.kind, self.number, self.seed, self.mode, self.parallel) = (kind, number, seed, mode, parallel)
        (self.mostTokens, self.off, self.isOutputFirst) = (mostTokens, off, isOutputFirst)
        (self.tries, self.leastRating) = (tries, leastRating)
        cost = CostMeter(most: mostCost)
    }

    /// Returns the least rating that is kept; nil if nothing is rated.
    package func threshold(of rater: Rater?) -> Double? {
        rater == nil ? nil : off.contains(.rating) ? 0 : leastRating
    }
}

/// Why making has ended.
package enum MakingEnd: Sendable, Hashable {
    /// As many candidates wait as were asked for.
    case enough
    /// The limit of tokens is reached.
    case spent
    /// What is left of the limit of cost isn't enough for another request.
    case unpaid
    /// Somebody interrupted it.
    case interrupted
    /// This many rounds one after another brought nothing that was kept.
    case dry(rounds: Int)
    /// There is nothing more that candidates could be made of.
    case noneLeft
    /// The model can't be asked; the reason.
    case failed(String)

    /// A sentence about it; nil if all that was asked for is there.
    package var sentence: String? {
        switch self {
        case .enough: nil
        case .spent: "The limit of tokens is reached."
        case .unpaid: "What is left of the limit of cost isn't enough for another request."
        case .interrupted: "Interrupted; what was made is kept."
        case .dry(let rounds):
            "Nothing of the last \(rounds) rounds was kept, so making has ended. The filters that dropped most stand above."
        case .noneLeft: "There is nothing more to make candidates of."
        case .failed(let reason): "Requests failed: \(reason)"
        }
    }
}

/// A run that makes candidates.
package protocol CandidateMaking: Sendable {
    /// The file that keeps all candidates.
    var file: CandidatesFile { get }
    /// The tokens so far, of the model that writes.
    var usage: Usage { get }
    /// The filters that the run has, switched off or not.
    var filters: [CandidateFilter] { get }
    /// Filters that are off because they would drop inputs of the user's, with the number of these.
    var unfit: [CandidateFilter: Int] { get }
    /// Ends the run; what was made is kept.
    func cancel()
    /// Makes candidates until as many wait as were asked for. `tell` gets the progress.
    func run(telling tell: @escaping ProgressTeller) async throws -> MakingEnd
}
