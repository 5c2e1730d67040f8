import Foundation

/// The rounds of successive halving (Karnin, Koren and Somekh 2013; Jamieson and Talwalkar 2016): all candidates on few
/// cases, the better half on more, and the last two on all.
package struct RaceSchedule: Sendable, Hashable {
    /// One round.
    package struct Round: Sendable, Hashable {
        /// Number of candidates in it.
        package var candidates: Int
        /// Number of cases that each of them has at its end.
        package var cases: Int
    }

    /// The largest part of the evaluations of all candidates on all cases that a race takes, where it has enough
    /// candidates for that.
    package static let share = 0.25

    /// The rounds in their order; in the last one there are two candidates, or the only one.
    package let rounds: [Round]
    /// Number of evaluations of all candidates on all cases.
    package let allEvaluations: Int

    /// Plans the race of so many candidates over so many cases.
    package init(candidates: Int, cases: Int) {
        var counts = [max(1, candidates)]
        while let last = counts.last, last > 2 { counts.append((last + 1) / 2) }
        allEvaluations = candidates * cases
        let limit = Double(allEvaluations) * Self.share
        // As many cases in the first round as the limit allows, but at least as many as doubling gives.
        let doubled = max(1, Int((Double(cases) / pow(2, Double(counts.count - 1))).rounded()))
        let first = (doubled...max(doubled, cases)).last { start in
            Double(Self.evaluations(Self.rounds(counts, from: start, to: cases))) <= limit
        }
        rounds = Self.rounds(counts, from: first ?? min(doubled, cases), to: cases)
    }

    /// Number of evaluations of the race.
    package var evaluations: Int { Self.evaluations(rounds) }

    private static func evaluations(_ rounds: [Round]) -> Int {
        zip(rounds, [0] + rounds.map(\.cases)).reduce(0) { $0 + $1.0.candidates * ($1.0.cases - $1.1) }
    }

    /// Returns rounds whose numbers of cases grow by the same factor.
    private static func rounds(_ counts: [Int], from first: Int, to last: Int) -> [Round] {
        let steps = counts.count - 1
        let growth = steps == 0 ? 1 : pow(Double(last) / Double(max(1, first)), 1 / Double(steps))
        return counts.enumerated().map { index, count in
            let cases = index == steps ? last : Int((Double(first) * pow(growth, Double(index))).rounded())
            return Round(candidates: count, cases: min(last, cases))
        }
    }
}
