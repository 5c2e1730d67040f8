import Evaluation
import Prompting

/// What is asked of a search for a better prompt.
package struct ImprovementOrder: Sendable {
    /// Number of candidates besides the prompt as it is.
    package var tries = 32
    /// The largest number of examples of a candidate; 0 leaves the prompt's own.
    package var mostExamples = 8
    /// The share of the data that is held out, where no data of their own are.
    package var heldOutShare = 0.5
    /// The seed of the split and the draws.
    package var seed: UInt64 = 1
    /// Instructions of the user's.
    package var instructions: [String] = []
    /// True if the texts of the list and of the model follow the prompt's instruction instead of replacing it.
    package var addsInstructions = false
    /// Cases that are compared apart; none if all are of one kind.
    package var groups: [CaseGroup] = []
    /// The number of instructions that a model is asked for, and the lane that it is asked with; nil if none is asked.
    package var proposals: (count: Int, lane: PlannedLane, prompt: Prompt)?
    /// The largest number of tokens of the whole search; nil for no limit.
    package var mostTokens: Int?
    /// The most that the whole search may cost on servers, in US dollars; nil for no limit.
    package var mostCost: Double?

    /// An order with the defaults.
    package init() {}
}
