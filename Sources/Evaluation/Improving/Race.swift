/// A race of candidates over the same cases in the same order. After each round the worse half falls out.
///
/// Candidates are compared on the same cases with the same noise of draws, so that what all have right or wrong says nothing.
package struct Race: Sendable {
    /// What a candidate made of a case.
    package struct Result: Sendable, Hashable {
        /// True if its answer was right.
        package var isRight: Bool
        /// The share of the right answers' probability, from 0 to 1, which decides between candidates with equally many right;
        /// 0 if it isn't known.
        package var share: Double

        /// Creates a result.
        package init(isRight: Bool, share: Double = 0) {
            (self.isRight, self.share) = (isRight, share)
        }
    }

    /// A candidate in the race.
    package struct Entrant: Sendable, Hashable {
        /// Its number, from 0.
        package let number: Int
        /// Its results for the first cases, in their order; nil for one that failed, which is neither right nor wrong.
        package internal(set) var results: [Result?] = []
        /// The round after which it fell out, from 0; nil while it is in the race.
        package internal(set) var fell: Int?

        /// Number of cases that it has right.
        package var right: Int { results.count { $0?.isRight == true } }
        /// Number of cases that it has an answer for.
        package var count: Int { results.count { $0 != nil } }
        /// The share of answered cases that it has right; 0 without any.
        package var accuracy: Double { count == 0 ? 0 : Double(right) / Double(count) }
    }

    /// The rounds.
    package let schedule: RaceSchedule
    /// All candidates, by their numbers.
    package private(set) var entrants: [Entrant]
    /// The index of the round that runs; the number of rounds if the race is over.
    package private(set) var round = 0
    /// The places of cases of which no candidate may lead with fewer right than the first one has.
    private let kept: Set<Int>

    /// Starts a race. Candidates come in the order in which they are preferred where nothing else decides.
    ///
    /// A candidate that has fewer of the `kept` cases right than the first one comes behind it, whatever else it has right.
    package init(candidates: Int, cases: Int, keeping kept: Set<Int> = []) {
        self.kept = kept
        schedule = RaceSchedule(candidates: candidates, cases: cases)
        entrants = (0..<candidates).map { Entrant(number: $0) }
    }

    /// The round that runs; nil if the race is over.
    package var current: RaceSchedule.Round? {
        schedule.rounds.indices.contains(round) ? schedule.rounds[round] : nil
    }

    /// The numbers of the candidates in the race.
    package var running: [Int] { entrants.filter { $0.fell == nil }.map(\.number) }

    /// The candidates, best first: those that stayed longer come before those that fell out earlier.
    package var standing: [Entrant] {
        Dictionary(grouping: entrants) { $0.fell ?? .max }.sorted { $0.key > $1.key }.flatMap { ranked($0.value) }
    }

    /// The best candidate; nil if no case was run.
    package var leader: Entrant? { standing.first.flatMap { $0.count == 0 ? nil : $0 } }

    /// Takes results of those that are in the race, from their first case on, without ending the round. Fewer than an earlier
    /// round gave replace nothing.
    package mutating func take(_ results: [Int: [Result?]]) {
        for (number, found) in results where found.count >= entrants[number].results.count {
            entrants[number].results = found
        }
    }

    /// Ends the round with the results of those that are in it, from their first case on. Returns the numbers of those that
    /// fall out, none in the last round.
    @discardableResult
    package mutating func end(with results: [Int: [Result?]]) -> [Int] {
        take(results)
        defer { round += 1 }
        guard schedule.rounds.indices.contains(round + 1) else { return [] }
        let count = schedule.rounds[round + 1].candidates
        // The first stays to be compared with, where others mustn't fall behind it.
        let fallen = ranked(running.map { entrants[$0] }).dropFirst(count).map(\.number)
            .filter { $0 != 0 || kept.isEmpty }
        for number in fallen { entrants[number].fell = round }
        return fallen.sorted()
    }

    /// Returns the outcomes of two candidates on the cases that both have an answer for.
    package func outcomes(_ first: Int, _ second: Int) -> PairedOutcomes {
        let pairs = zip(entrants[first].results, entrants[second].results).compactMap { one, other in
            one.flatMap { one in other.map { (one.isRight, $0.isRight) } }
        }
        return PairedOutcomes(pairs.map(\.0), pairs.map(\.1))
    }

    /// Returns entrants, best first: before the others those that have no fewer of the kept cases right than the first one.
    private func ranked(_ entrants: [Entrant]) -> [Entrant] {
        let ranked = Self.ranked(entrants, among: self.entrants)
        guard !kept.isEmpty else { return ranked }
        return ranked.filter { !fallsBehind($0) } + ranked.filter(fallsBehind)
    }

    /// Returns whether a candidate has fewer of the kept cases right than the first one, of those that both have.
    private func fallsBehind(_ one: Entrant) -> Bool {
        guard let first = entrants.first, one.number != first.number else { return false }
        var lead = 0
        for place in kept where place < min(first.results.count, one.results.count) {
            guard let its = first.results[place], let own = one.results[place] else { continue }
            lead += (own.isRight ? 1 : 0) - (its.isRight ? 1 : 0)
        }
        return lead < 0
    }
}

extension Race {
    /// How a candidate fell out.
    package struct Fall: Sendable, Hashable {
        /// The round after which it did, from 0.
        package let round: Int
        /// Why.
        package let reason: Reason
    }

    /// Why one candidate comes behind another one on the same cases.
    package enum Reason: Sendable, Hashable {
        /// It failed on more than half of the cases.
        case failed
        /// It had fewer of the kept cases right than the first one.
        case kept
        /// It had fewer right than the other one, which had this many.
        case fewer(than: Int)
        /// It had as many right, and gave the right answers a smaller share of the probability.
        case share
        /// It was as good; the one that comes first goes on.
        case order
    }

    /// Returns how a candidate fell out, against the last one that went on; nil for one that is in the race.
    package func fall(of number: Int) -> Fall? {
        guard let round = entrants[number].fell else { return nil }
        // As it was when the round ended.
        let cases = entrants[number].results.count
        var past = self
        for index in entrants.indices { past.entrants[index].results = Array(entrants[index].results.prefix(cases)) }
        let own = past.entrants[number]
        let others = past.entrants.filter { $0.number != number && ($0.fell ?? .max) > round }
        // The first one goes on whatever it has right, where others mustn't fall behind it.
        let measured = others.filter { $0.number != 0 || kept.isEmpty }
        guard let last = past.ranked(measured.isEmpty ? others : measured).last else { return nil }
        if past.fallsBehind(own), !past.fallsBehind(last) { return Fall(round: round, reason: .kept) }
        return Fall(round: round, reason: Self.reason(own, behind: last, among: past.entrants))
    }
}
