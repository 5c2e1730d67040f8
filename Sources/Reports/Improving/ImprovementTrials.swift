import Evaluation

/// All candidates of a search, best first, with the figures of each and the reason why it fell out of the race.
struct ImprovementTrials {
    private let outcome: ImprovementOutcome
    /// True while the race runs: then those that are in it go on.
    private let isRunning: Bool

    /// Takes the outcome of a search, or what is known of one that runs.
    init(_ outcome: ImprovementOutcome, isRunning: Bool = false) {
        (self.outcome, self.isRunning) = (outcome, isRunning)
    }

    /// What stands above the columns.
    static let headings = ["candidate", "round", "right", "", "95 % interval", "why no further"]

    /// A row for each candidate.
    var rows: [[String]] { outcome.race.standing.map(row(of:)) }

    /// Returns the row of a candidate.
    func row(of entrant: Race.Entrant) -> [String] {
        let interval = Self.interval(of: entrant)
        let figures =
            entrant.count == 0
            ? ["", ""]
            : [
                Figures.percent(entrant.accuracy),
                "\(Figures.percent(interval.low)) to \(Figures.percent(interval.high))",
            ]
        return [
            outcome.candidates[entrant.number].name, "\(lastRound(of: entrant))",
            "\(entrant.right) of \(entrant.count)",
        ] + figures + [reason(of: entrant)]
    }

    /// Returns the number of the last round that a candidate was in, from 1; while the race runs, of those that have ended.
    func lastRound(of entrant: Race.Entrant) -> Int {
        if let fell = entrant.fell { return fell + 1 }
        return isRunning
            ? outcome.race.round : min(outcome.race.round, outcome.race.schedule.rounds.count - 1) + 1
    }

    /// Returns the interval of the share that a candidate has right of the cases that it has an answer for.
    static func interval(of entrant: Race.Entrant) -> Interval {
        Wilson.interval(correct: entrant.right, of: entrant.count)
    }

    /// Returns why a candidate went no further, in a few words, and how often it failed.
    func reason(of entrant: Race.Entrant) -> String {
        let failed = entrant.results.count - entrant.count
        return words(for: entrant) + (failed > 0 ? "; \(failed) failed" : "")
    }

    private func words(for entrant: Race.Entrant) -> String {
        guard let fall = outcome.race.fall(of: entrant.number) else {
            if outcome.race.leader?.number == entrant.number { return "it leads" }
            if isRunning, outcome.race.current != nil { return "goes on" }
            return outcome.race.current == nil ? "behind the leader" : "the search ended"
        }
        switch fall.reason {
        case .failed: return "failed on most cases"
        case .kept: return "worse where none may be"
        case .fewer(let right): return "\(right) right went on"
        case .share: return "as good, but less likely"
        case .order: return "as good, but comes later"
        }
    }
}
