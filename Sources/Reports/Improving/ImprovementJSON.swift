import Evaluation
import Prompting

/// A search for a better prompt as JSON.
package struct ImprovementJSON: Encodable {
    struct Candidate: Encodable {
        var name: String
        var instruction: String
        var instructionFrom: PromptCandidate.Origin
        var examples: [ShownExample]
        var examplesFrom: PromptCandidate.Origin
        var cases: Int
        var correct: Int
        var failed: Int
        var interval: [Double]?
        var lastRound: Int
        var fellAfterRound: Int?
        var reason: String
        var outputs: Int
        var tokens: Int
    }

    struct ShownExample: Encodable {
        var input: String
        var reasoning: String?
        var output: String
    }

    struct Round: Encodable {
        var candidates: Int
        var cases: Int
    }

    struct Parts: Encodable {
        var examples: Int
        var race: Int
        var heldOut: Int
    }

    struct Lane: Encodable {
        var name: String
        var n: Int
        var correct: Int
        var accuracy: Double
        var interval: [Double]
        var unparsed: Int
        var failed: Int
    }

    struct HeldOut: Encodable {
        var lanes: [Lane]
        var comparison: EvaluationJSON.Pair
        var groups: [Group]?
    }

    struct Group: Encodable {
        var name: String
        var comparison: EvaluationJSON.Pair
    }

    struct Cost: Encodable {
        var outputs: Int
        var outputsOfAll: Int
        var tokens: Int
        var tokensOfAll: Int
        var totalTokens: Int
        var keptTokens: Int
        var dollars: Double?
    }

    var prompt: String
    var model: String
    var answer: String
    var seed: UInt64
    var parts: Parts
    var rounds: [Round]
    var candidates: [Candidate]
    var winner: String?
    var heldOut: HeldOut?
    var race: Cost
    var isFinished: Bool
    var sentences: [String]
    var notices: [String]
    var results: String
    var written: String?

    /// Creates the JSON of a whole search.
    package init(_ report: ImprovementReport) {
        let outcome = report.outcome
        (prompt, model, answer, seed) = (outcome.prompt, outcome.model, outcome.answer, outcome.seed)
        parts = Parts(examples: outcome.parts[0], race: outcome.parts[1], heldOut: outcome.parts[2])
        rounds = outcome.race.schedule.rounds.map { Round(candidates: $0.candidates, cases: $0.cases) }
        let trials = ImprovementTrials(outcome)
        candidates = outcome.race.standing.map { entrant in
            let one = outcome.candidates[entrant.number]
            let interval = ImprovementTrials.interval(of: entrant)
            return Candidate(
                name: one.name, instruction: one.instruction, instructionFrom: one.wording,
                examples: one.examples.map {
                    ShownExample(input: $0.input, reasoning: $0.reasoning, output: $0.output)
                }, examplesFrom: one.drawing, cases: entrant.results.count, correct: entrant.right,
                failed: entrant.results.count - entrant.count,
                interval: entrant.count == 0 ? nil : [interval.low, interval.high],
                lastRound: trials.lastRound(of: entrant), fellAfterRound: entrant.fell.map { $0 + 1 },
                reason: trials.reason(of: entrant),
                outputs: outcome.racing[entrant.number].outputs, tokens: outcome.racing[entrant.number].tokens)
        }
        winner = outcome.winner?.name
        let groups = outcome.groupComparisons.map {
            Group(name: $0.group.name, comparison: EvaluationJSON.Pair($0.comparison))
        }
        if let held = outcome.heldOut, let comparison = outcome.comparison {
            heldOut = HeldOut(
                lanes: held.lanes.map {
                    Lane(
                        name: $0.name, n: $0.count, correct: $0.correct, accuracy: $0.accuracy,
                        interval: [$0.interval.low, $0.interval.high],
                        unparsed: $0.unparsed, failed: $0.failed)
                }, comparison: EvaluationJSON.Pair(comparison), groups: groups.isEmpty ? nil : groups)
        }
        race = Cost(
            outputs: outcome.raced.outputs, outputsOfAll: outcome.race.schedule.allEvaluations,
            tokens: outcome.raced.tokens, tokensOfAll: outcome.tokensOfAll, totalTokens: outcome.tokens,
            keptTokens: outcome.keptTokens, dollars: outcome.cost > 0 ? outcome.cost : nil)
        isFinished = outcome.interruption == nil
        (sentences, notices, results) = (outcome.sentences, outcome.notices, outcome.results)
        written = report.written
    }
}
