/// What a search for a better prompt found.
package struct ImprovementOutcome: Sendable {
    /// How many tokens and outputs a part of the work took.
    package struct Spending: Sendable, Hashable {
        /// Number of outputs.
        package var outputs = 0
        /// Number of tokens, those of prompts and outputs.
        package var tokens = 0
        /// The part of the tokens that an earlier search has spent, since its outputs were kept.
        package var keptTokens = 0
        /// What this search's outputs of servers have cost, in US dollars, as far as that is known.
        package var cost = 0.0

        /// Nothing so far.
        package init() {}

        /// Adds an output; `isKept` if an earlier search has made it.
        package mutating func add(_ output: CaseOutput, isKept: Bool) {
            outputs += 1
            tokens += output.promptTokens + output.tokens
            if isKept { keptTokens += output.promptTokens + output.tokens } else { cost += output.cost ?? 0 }
        }
    }

    /// Why the search ended before its end.
    package enum Interruption: Sendable, Hashable {
        /// It was cancelled.
        case cancelled
        /// It would have taken more tokens than it may.
        case tokens
        /// It would have cost more than it may.
        case cost
        /// Its cost is limited, and a server didn't count the tokens of an output.
        case uncounted
    }

    /// The prompt's name.
    package var prompt: String
    /// The name of the model.
    package var model: String
    /// The form of answers.
    package var answer: String
    /// The seed of the split and the draws.
    package var seed: UInt64
    /// The candidates, with the prompt as it is first.
    package var candidates: [PromptCandidate]
    /// The race.
    package var race: Race
    /// Number of cases in each part of the data, in the parts' order.
    package var parts: [Int]
    /// What was spent before the race, on reasoning and proposals.
    package var preparing = Spending()
    /// What each candidate spent in the race.
    package var racing: [Spending]
    /// What the comparison on held-out cases took.
    package var proving = Spending()
    /// The comparison of the prompt as it is with the best candidate on held-out cases; nil if it wasn't made.
    package var heldOut: EvaluationReport?
    /// Cases that are compared apart; none if all are of one kind.
    package var groups: [CaseGroup] = []
    /// True if an earlier search in the same file has outputs of other prompts for held-out cases.
    package var isHeldOutKnown = false
    /// The first output that failed, as a sentence; nil if none did.
    package var failure: String?
    /// Why the search ended before its end; nil if it didn't.
    package var interruption: Interruption?
    /// Sentences about what was assumed or left out.
    package var notices: [String] = []
    /// The file with all outputs.
    package var results: String

    /// Creates the outcome before the race.
    package init(
        prompt: String, model: String, answer: String, seed: UInt64, candidates: [PromptCandidate], race: Race,
        parts: [Int], results: String
    ) {
        (self.prompt, self.model, self.answer, self.seed) = (prompt, model, answer, seed)
        (self.candidates, self.race, self.parts, self.results) = (candidates, race, parts, results)
        racing = candidates.map { _ in Spending() }
    }

    /// The best candidate; nil if the prompt as it is is best, or nothing was run.
    package var winner: PromptCandidate? {
        race.leader.flatMap { $0.number == 0 ? nil : candidates[$0.number] }
    }

    /// What the race took.
    package var raced: Spending {
        racing.reduce(into: Spending()) { sum, one in
            sum.outputs += one.outputs
            sum.tokens += one.tokens
            sum.keptTokens += one.keptTokens
            sum.cost += one.cost
        }
    }

    /// The tokens that all candidates would take on all cases of the race, from what they took on some.
    package var tokensOfAll: Int {
        let cases = race.schedule.rounds.last?.cases ?? 0
        return racing.reduce(0) { $0 + ($1.outputs == 0 ? 0 : $1.tokens * cases / $1.outputs) }
    }

    /// The tokens of all outputs.
    package var tokens: Int { preparing.tokens + raced.tokens + proving.tokens }

    /// The part of them that an earlier search has spent.
    package var keptTokens: Int { preparing.keptTokens + raced.keptTokens + proving.keptTokens }

    /// What this search's outputs of servers have cost, in US dollars, as far as that is known.
    package var cost: Double { preparing.cost + raced.cost + proving.cost }

    /// The comparisons of groups of held-out cases, with Holm's correction over them.
    package var groupComparisons: [(group: CaseGroup, comparison: Comparison)] {
        guard let heldOut, heldOut.lanes.count == 2 else { return [] }
        let outcomes = groups.map { group in
            let rows = heldOut.rows.filter { group.ids.contains($0.one.id) }.compactMap { row -> (Bool, Bool)? in
                guard let old = row.lanes[0], let new = row.lanes[1] else { return nil }
                return (old.isCorrect, new.isCorrect)
            }
            return (group, PairedOutcomes(rows.map(\.0), rows.map(\.1)))
        }.filter { $1.count > 0 }
        let compared = Comparisons.of(
            outcomes.map { (heldOut.lanes[0].name, heldOut.lanes[1].name, $0.1) }, seed: 1)
        return zip(outcomes, compared).map { ($0.0, $1) }
    }

    /// True if the winner has as many held-out cases of each group right as the prompt as it is, or more.
    package var isNowhereWorse: Bool { groupComparisons.allSatisfy { $0.comparison.difference >= 0 } }

    /// The comparison on held-out cases; nil if it wasn't made.
    package var comparison: Comparison? { heldOut?.comparisons.first }
}
