import Foundation

/// How often one of two wins, looked at after each vote: the interval and the decision hold however often one looks.
///
/// The evidence against "both win equally often" is the e-value of a mixture over all rates with the uniform weight
/// Beta(1, 1) (Robbins 1970). If both win equally often, it ever reaches 1/ε with a probability of at most ε (Ville's
/// inequality). The interval holds all rates that the same mixture doesn't reject (Ding, Gandy and Hahn 2016). Ties
/// don't count: both are about the votes that prefer one.
package struct SequentialRate: Sendable, Hashable {
    /// The number of wins.
    package var wins: Int
    /// The number of losses.
    package var losses: Int

    /// Creates a rate.
    package init(wins: Int, losses: Int) {
        self.wins = wins
        self.losses = losses
    }

    /// The error that a decision may have, however often one looks.
    package static let level = 0.05

    /// The number of votes that prefer one.
    package var count: Int { wins + losses }

    /// The share of wins; 1/2 without votes.
    package var rate: Double { count == 0 ? 0.5 : Double(wins) / Double(count) }

    /// Returns the logarithm of the bound that a rate is rejected under: (n + 1) times the binomial probability.
    package func logBound(rate: Double) -> Double {
        log(Double(count) + 1) + Binomial.logExactly(wins, of: count, probability: rate)
    }

    /// The natural logarithm of the e-value against a rate of 1/2.
    package var logEvidence: Double { -logBound(rate: 0.5) }

    /// The e-value against a rate of 1/2: how much better a bet did that one of both wins more often.
    package var evidence: Double { exp(logEvidence) }

    /// True if the votes decide which is better, with an error of at most `level`.
    package func isDecided(level: Double = level) -> Bool { isRejected(rate: 0.5, level: level) }

    /// Returns whether the votes rule out a rate, with an error of at most `level`.
    package func isRejected(rate: Double, level: Double = level) -> Bool { logBound(rate: rate) <= log(level) }

    /// Returns the interval of the rate that is valid however often one looks.
    package func interval(level: Double = level) -> Interval {
        guard count > 0 else { return Interval(low: 0, high: 1) }
        // The bound is largest at the rate itself, and falls to both sides.
        func end(_ outside: Double) -> Double {
            if isInside(outside, level) { return outside }
            var (inside, outside) = (rate, outside)
            while abs(outside - inside) > 1e-9 {
                let middle = (inside + outside) / 2
                if isInside(middle, level) { inside = middle } else { outside = middle }
            }
            return outside
        }
        return Interval(low: end(0), high: end(1))
    }

    private func isInside(_ rate: Double, _ level: Double) -> Bool { !isRejected(rate: rate, level: level) }

    /// Returns the number of further votes after which it is decided with a probability of at least `power`, if the one
    /// that is ahead truly wins the share `rate` of them; 0 if it is decided already, nil if `limit` don't suffice.
    package func votesLeft(rate: Double, power: Double = 0.8, level: Double = level, limit: Int = 1500) -> Int? {
        if isDecided(level: level) { return 0 }
        let (ahead, behind) = (max(wins, losses), min(wins, losses))
        // The probability of each number of further wins, among the runs that are undecided so far.
        var open = [1.0]
        var decided = 0.0
        let edges = Edges(level: level, upTo: count + limit)
        for more in 1...limit {
            var next = [Double](repeating: 0, count: more + 1)
            for (won, probability) in open.enumerated() where probability > 0 {
                next[won] += probability * (1 - rate)
                next[won + 1] += probability * rate
            }
            let total = count + more
            for won in next.indices where next[won] > 0 {
                if min(ahead + won, behind + more - won) > edges.fewest[total] { continue }
                if ahead + won > behind + more - won { decided += next[won] }
                next[won] = 0
            }
            if decided >= power { return more }
            open = next
        }
        return nil
    }
}

/// The largest number of the rarer outcome that still decides, for each number of votes; -1 if none does.
private struct Edges {
    private(set) var fewest: [Int]

    init(level: Double, upTo count: Int) {
        fewest = [-1]
        for total in 1...max(1, count) {
            var rarer = fewest[total - 1]
            while SequentialRate(wins: total - rarer - 1, losses: rarer + 1).isDecided(level: level),
                rarer + 1 <= total / 2
            {
                rarer += 1
            }
            fewest.append(rarer)
        }
    }
}
