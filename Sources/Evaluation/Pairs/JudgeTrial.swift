/// A judge's verdicts on pairs in both orders, measured before they are believed.
package struct JudgeTrial: Sendable, Hashable {
    /// Two outputs with the judge's verdicts in both orders.
    package struct Comparison: Sendable, Hashable {
        /// The id of the case.
        package var caseID: String
        /// One output, which stood first in the first verdict.
        package var one: PairOutput
        /// The other output.
        package var other: PairOutput
        /// The verdict with `one` first.
        package var ahead: Verdict
        /// The verdict with `other` first, as it was given.
        package var behind: Verdict
        /// Mean over both orders of the probability that `one` is better; nil if it wasn't read.
        package var probability: Double?

        /// True if something was read in both orders.
        package var isScored: Bool { ahead != .unscored && behind != .unscored }
        /// True if both orders say the same of the outputs.
        package var holds: Bool { isScored && ahead == behind.mirrored }
        /// The share of the point of `one`: 1 or 0 if both orders name a winner, else 0.5; nil if it isn't scored.
        package var score: Double? {
            guard isScored else { return nil }
            return holds ? ahead.score ?? 0.5 : 0.5
        }
        /// The output that both orders prefer; nil if there is none.
        package var winner: PairOutput? {
            guard holds else { return nil }
            return ahead == .first ? one : ahead == .second ? other : nil
        }
    }

    /// The share of pairs that must hold in both orders before a result is told.
    package static let leastHolding = 0.6

    /// The pairs of outputs with verdicts in both orders, read or not.
    package private(set) var comparisons: [Comparison] = []
    /// The number of verdicts of which nothing was read.
    package private(set) var unscored = 0
    /// The number of all verdicts.
    package private(set) var verdicts = 0
    /// The number of verdicts for one of both, and of those for the one that stood first.
    package private(set) var decided = (all: 0, first: 0)
    /// Agreement with people's votes on the same outputs, where the judge names the same winner in both orders.
    package private(set) var agreement: Kappa
    /// Agreement of "the longer text wins" with the same votes.
    package private(set) var lengthAgreement: Kappa
    /// The number of pairs of outputs on which people's votes prefer one.
    package private(set) var voted = 0

    /// Measures a judge.
    ///
    /// - Parameters:
    ///   - pairs: The judge's verdicts, each on one order.
    ///   - votes: People's verdicts on the same outputs, if there are any.
    package init(_ pairs: [Pair], votes: [Pair] = []) {
        var groups: [PairKey: [Pair]] = [:]
        var order: [PairKey] = []
        for pair in pairs {
            if groups[pair.key] == nil { order.append(pair.key) }
            groups[pair.key, default: []].append(pair)
            verdicts += 1
            switch pair.verdict {
            case .unscored: unscored += 1
            case .first:
                decided.all += 1
                decided.first += 1
            case .second: decided.all += 1
            case .tie, .bothBad: break
            }
        }
        var keys: [PairKey] = []
        for key in order {
            guard let group = groups[key], let ahead = group.first,
                let behind = group.first(where: { $0.first == ahead.second && $0.second == ahead.first })
            else { continue }
            keys.append(key)
            var probability: Double?
            if let one = ahead.probability, let other = behind.probability { probability = (one + 1 - other) / 2 }
            comparisons.append(
                Comparison(
                    caseID: ahead.caseID, one: ahead.first, other: ahead.second, ahead: ahead.verdict,
                    behind: behind.verdict, probability: probability))
        }
        var preferred: [PairKey: String] = [:]
        for one in PreferenceSet(votes).preferences {
            preferred[PairKey(caseID: one.caseID, one.chosen, one.rejected)] = one.chosen.text
        }
        var (judged, longer) = ([(first: String, second: String)](), [(first: String, second: String)]())
        for (key, one) in zip(keys, comparisons) {
            guard let text = preferred[key] else { continue }
            voted += 1
            func lane(_ text: String) -> String { text == one.one.text ? one.one.lane : one.other.lane }
            if let winner = one.winner { judged.append((lane(text), winner.lane)) }
            let (mine, its) = (one.one.text.count, one.other.text.count)
            if mine != its { longer.append((lane(text), mine > its ? one.one.lane : one.other.lane)) }
        }
        agreement = Kappa(judged)
        lengthAgreement = Kappa(longer)
    }

    /// The pairs that are scored in both orders.
    package var scored: Int { comparisons.count(where: \.isScored) }
    /// The pairs on which both orders say the same.
    package var holding: Int { comparisons.count(where: \.holds) }
    /// The share of scored pairs that hold in both orders; nil if none is scored.
    package var holdingShare: Double? { scored == 0 ? nil : Double(holding) / Double(scored) }
    /// Of the pairs that turn, those whose first place won in both orders.
    package var primacy: Int {
        comparisons.count { $0.isScored && $0.ahead == .first && $0.behind == .first }
    }
    /// Of the pairs that turn, those whose second place won in both orders.
    package var recency: Int {
        comparisons.count { $0.isScored && $0.ahead == .second && $0.behind == .second }
    }
    /// Of the pairs with one winner and texts of different lengths, how many the longer text won.
    package var longerWins: (count: Int, all: Int) {
        let won = comparisons.filter { $0.winner != nil && $0.one.text.count != $0.other.text.count }
        let longer = won.count { one in
            one.winner?.lane == (one.one.text.count > one.other.text.count ? one.one.lane : one.other.lane)
        }
        return (longer, won.count)
    }
    /// True if enough pairs hold in both orders for a result to be told.
    package var isBelievable: Bool { (holdingShare ?? 0) >= Self.leastHolding }

    /// Returns whether two trials are the same.
    package static func == (one: JudgeTrial, other: JudgeTrial) -> Bool {
        one.comparisons == other.comparisons && one.verdicts == other.verdicts && one.voted == other.voted
    }

    /// Hashes what makes trials equal.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(comparisons)
        hasher.combine(verdicts)
        hasher.combine(voted)
    }
}
