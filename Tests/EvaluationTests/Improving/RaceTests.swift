import Testing

@testable import Evaluation

struct RaceTests {
    /// Results of a candidate that is right on the first `right` of `count` cases.
    private func results(_ right: Int, of count: Int) -> [Race.Result?] {
        (0..<count).map { Race.Result(isRight: $0 < right) }
    }

    @Test func `each round has half of the candidates and more cases, and the last one two on all cases`() {
        let rounds = RaceSchedule(candidates: 32, cases: 64).rounds
        #expect(rounds.map(\.candidates) == [32, 16, 8, 4, 2])
        #expect(rounds.last?.cases == 64)
        #expect(zip(rounds, rounds.dropFirst()).allSatisfy { $0.cases < $1.cases })
    }

    @Test(arguments: [24, 32, 33, 64], [24, 36, 60, 200, 1000])
    func `a race of 24 and more takes at most a quarter of all evaluations, and nearly that`(
        candidates: Int, cases: Int
    ) {
        let schedule = RaceSchedule(candidates: candidates, cases: cases)
        #expect(schedule.evaluations <= schedule.allEvaluations / 4)
        #expect(schedule.evaluations * 100 >= schedule.allEvaluations * 15)
    }

    @Test(arguments: 1...8, [1, 2, 5, 40])
    func `few candidates or cases make a race that ends with all cases`(candidates: Int, cases: Int) {
        let schedule = RaceSchedule(candidates: candidates, cases: cases)
        #expect(schedule.rounds.last?.cases == cases)
        #expect(schedule.rounds.allSatisfy { (1...cases).contains($0.cases) })
        #expect(schedule.evaluations <= schedule.allEvaluations)
    }

    @Test func `the worse half falls out, and of equals the one that comes first stays`() {
        var race = Race(candidates: 4, cases: 10)
        let cases = race.current?.cases ?? 0
        let fallen = race.end(with: [
            0: results(1, of: cases), 1: results(0, of: cases), 2: results(1, of: cases), 3: results(1, of: cases),
        ])
        #expect(fallen == [1, 3])
        #expect(race.running == [0, 2])
        race.end(with: [0: results(5, of: 10), 2: results(6, of: 10)])
        #expect(race.current == nil)
        #expect(race.standing.map(\.number) == [2, 0, 3, 1])
        #expect(race.leader?.number == 2)
    }

    @Test func `a round that ends early takes nothing back from the rounds before it`() {
        var race = Race(candidates: 4, cases: 16)
        let cases = race.current?.cases ?? 0
        race.end(with: [
            0: results(0, of: cases), 1: results(0, of: cases), 2: results(1, of: cases), 3: results(2, of: cases),
        ])
        race.take([2: [], 3: []])
        #expect(race.leader?.number == 3 && race.leader?.results.count == cases)
        race.take([2: results(3, of: cases + 1), 3: results(0, of: cases + 1)])
        #expect(race.leader?.number == 2 && race.leader?.results.count == cases + 1)
    }

    @Test func `a candidate that has fewer of the kept cases right comes behind the first, whatever else it has right`()
    {
        var race = Race(candidates: 3, cases: 4, keeping: [1, 3])
        func right(_ values: [Bool]) -> [Race.Result?] { values.map { Race.Result(isRight: $0) } }
        while let round = race.current {
            let all = [
                0: [false, true, false, true], 1: [true, false, true, true], 2: [false, true, true, true],
            ]
            race.end(
                with: all.filter { race.running.contains($0.key) }.mapValues { right(Array($0.prefix(round.cases))) })
        }
        #expect(race.leader?.number != 1)
        #expect(race.entrants[0].fell == nil)
        var alone = Race(candidates: 2, cases: 4, keeping: [1, 3])
        alone.end(with: [0: right([false, true, false, true]), 1: right([true, false, true, true])])
        #expect(alone.leader?.number == 0)
        var free = Race(candidates: 2, cases: 4)
        free.end(with: [0: right([false, true, false, true]), 1: right([true, false, true, true])])
        #expect(free.leader?.number == 1)
    }

    @Test func `the probability of the right answer decides between candidates with equally many right`() {
        var race = Race(candidates: 3, cases: 8)
        let shares = [0.6, 0.9, 0.7]
        let fallen = race.end(
            with: Dictionary(
                uniqueKeysWithValues: shares.enumerated().map { ($0, [Race.Result(isRight: true, share: $1)]) }))
        #expect(fallen == [0])
        #expect(race.leader?.number == 1)
    }

    @Test func `an output that failed is neither right nor wrong`() {
        var race = Race(candidates: 2, cases: 3)
        race.end(with: [
            0: [Race.Result(isRight: true), nil, Race.Result(isRight: true)],
            1: [Race.Result(isRight: true), Race.Result(isRight: true), Race.Result(isRight: false)],
        ])
        #expect(race.leader?.number == 0)
        #expect(race.entrants[0].accuracy == 1)
        #expect(race.outcomes(0, 1) == PairedOutcomes(both: 1, onlyFirst: 1, onlySecond: 0, neither: 0))
    }

    @Test func `failing on the hard cases is no advantage`() {
        let right = Race.Result(isRight: true)
        let wrong = Race.Result(isRight: false)
        var race = Race(candidates: 3, cases: 4)
        // On the answered cases alone the first would be best: 2 of 2, beside 3 of 4 and 2 of 4.
        let fallen = race.end(with: [
            0: [right, right, nil, nil], 1: [right, right, right, wrong], 2: [right, right, wrong, wrong],
        ])
        #expect(race.standing.map(\.number) == [1, 0, 2] && fallen == [2])
    }

    @Test func `a candidate that failed on most cases comes last, and is neither right nor wrong on them`() {
        let right = Race.Result(isRight: true)
        let wrong = Race.Result(isRight: false)
        var race = Race(candidates: 3, cases: 3)
        let fallen = race.end(with: [0: [right, nil, nil], 1: [right, wrong, wrong], 2: [nil, nil, nil]])
        #expect(race.standing.map(\.number) == [1, 0, 2] && fallen == [2])
        #expect(race.entrants[0].count == 1 && race.entrants[0].accuracy == 1)
    }

    /// Which of `cases` each candidate of known accuracy has right. All candidates have the same noise: half of what decides
    /// is how hard the case is.
    private func outcomes(_ accuracies: [Double], cases: Int, seed: UInt64) -> [[Bool]] {
        var random = SplitMix64(seed: seed)
        let hard = (0..<cases).map { _ in random.unit() }
        return accuracies.map { accuracy in
            hard.map { (random.unit() < 0.5 ? $0 : random.unit()) < accuracy }
        }
    }

    @Test
    func `of 32 candidates the race finds the best, or one not shown to be worse, with a quarter of the evaluations`() {
        var (same, worse, lost) = (0, 0, 0.0)
        let searches = 200
        for seed in 0..<searches {
            var random = SplitMix64(seed: UInt64(seed))
            let accuracies = (0..<32).map { _ in 0.45 + 0.4 * random.unit() }
            let outcomes = outcomes(accuracies, cases: 120, seed: UInt64(seed) + 1000)
            var race = Race(candidates: 32, cases: 120)
            var evaluations = 0
            while let round = race.current {
                for number in race.running { evaluations += round.cases - race.entrants[number].results.count }
                race.end(
                    with: Dictionary(
                        uniqueKeysWithValues: race.running.map { number in
                            (number, outcomes[number].prefix(round.cases).map { Race.Result(isRight: $0) })
                        }))
            }
            #expect(evaluations == race.schedule.evaluations && evaluations <= 32 * 120 / 4)
            let rights = outcomes.map { $0.count { $0 } }
            let best = rights.indices.reduce(0) { rights[$1] > rights[$0] ? $1 : $0 }
            let winner = race.leader?.number ?? 0
            if winner == best { same += 1 }
            let pair = PairedOutcomes(outcomes[winner], outcomes[best])
            if McNemar.pValue(onlyFirst: pair.onlyFirst, onlySecond: pair.onlySecond) < 0.05 { worse += 1 }
            lost += pair.difference
        }
        #expect(worse * 20 <= searches, "shown to be worse: \(worse) of \(searches)")
        #expect(same * 3 >= searches, "the same winner: \(same) of \(searches)")
        #expect(lost / Double(searches) < 0.03, "points lost: \(100 * lost / Double(searches))")
    }

    @Test func `a candidate that fell is told with its round and how many the last to go on had right`() {
        var race = Race(candidates: 5, cases: 20)
        let rounds = race.schedule.rounds.map(\.cases)
        func end(_ right: [Int: Int]) {
            race.end(with: right.mapValues { results($0, of: race.current?.cases ?? 0) })
        }
        end([0: 1, 1: 0, 2: 1, 3: 1, 4: 1])
        #expect(race.fall(of: 1) == Race.Fall(round: 0, reason: .fewer(than: 1)))
        #expect(race.fall(of: 4) == Race.Fall(round: 0, reason: .order))
        end([0: rounds[1], 2: 1, 3: rounds[1]])
        // What the others have right later doesn't count.
        end([0: 20, 3: 19])
        #expect(race.fall(of: 2) == Race.Fall(round: 1, reason: .fewer(than: rounds[1])))
        #expect(race.fall(of: 1) == Race.Fall(round: 0, reason: .fewer(than: 1)))
        #expect(race.fall(of: 0) == nil && race.fall(of: 3) == nil)
    }

    @Test func `failures, likelihood and cases that must stay right are told as reasons`() {
        var race = Race(candidates: 3, cases: 4)
        let cases = race.current?.cases ?? 0
        func all(_ result: Race.Result?) -> [Race.Result?] { (0..<cases).map { _ in result } }
        race.end(with: [
            0: all(Race.Result(isRight: true, share: 0.9)), 1: all(Race.Result(isRight: true, share: 0.5)),
            2: all(Race.Result(isRight: true, share: 0.8)),
        ])
        #expect(race.fall(of: 1)?.reason == .share)
        race = Race(candidates: 3, cases: 4)
        race.end(with: [0: all(Race.Result(isRight: false)), 1: all(nil), 2: all(Race.Result(isRight: false))])
        #expect(race.fall(of: 1)?.reason == .failed)
        race = Race(candidates: 4, cases: 4, keeping: [0])
        let right = all(Race.Result(isRight: true))
        var wrong = right
        wrong[0] = Race.Result(isRight: false)
        race.end(with: [0: right, 1: wrong, 2: right, 3: right])
        #expect(race.fall(of: 1)?.reason == .kept)
    }
}
