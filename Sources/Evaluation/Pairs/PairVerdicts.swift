import Prompting

/// Two outputs with all that was said of them: people's votes, and the verdicts of one judge.
package struct PairVerdicts: Sendable {
    /// The outputs.
    package let key: PairKey
    /// The verdicts, each with the order in which the outputs stood; other judges' are left out.
    package let pairs: [Pair]
    /// The output that stood first in the first verdict that counts.
    package let one: PairOutput
    /// The other output.
    package let other: PairOutput
    /// The number of votes for the first output, for the other one, and for neither.
    private let votes: (one: Int, other: Int, neither: Int)
    /// The judge's verdicts; nil unless it was asked in both orders.
    private let judged: JudgeTrial.Comparison?

    /// The id of the case.
    package var caseID: String { pairs.first?.caseID ?? "" }
    /// What both answer.
    package var question: [Message] { pairs.first?.question ?? [] }
    /// Right answers of the case; empty if it has none.
    package var references: [String] { pairs.first?.references ?? [] }

    private var hasVotes: Bool { votes.one + votes.other + votes.neither > 0 }

    /// The verdicts of both sides; nil if one is missing.
    package var both: JudgedVote? {
        hasVotes ? judged.map { JudgedVote(judged: $0, votes: votes) } : nil
    }

    /// What people said: `warm 2 : 1`; empty if nobody voted.
    package var people: String {
        hasVotes ? JudgedVote.people(votes, one: one.lane, other: other.lane) : ""
    }

    /// What the judge said; empty if it wasn't asked.
    package var judge: String {
        judged?.said ?? (pairs.contains { $0.voter.kind == .model } ? "asked in one order" : "")
    }

    private init?(_ key: PairKey, _ pairs: [Pair]) {
        guard let first = pairs.first else { return nil }
        (self.key, self.pairs) = (key, pairs)
        judged = JudgeTrial(pairs.filter { $0.voter.kind == .model }).comparisons.first
        (one, other) = (judged?.one ?? first.first, judged?.other ?? first.second)
        votes = JudgedVote.count(pairs.filter { $0.voter.kind == .person && $0.verdict != .unscored }, for: one)
    }

    /// Returns the judges of pairs, the one that judged last first. Under another wording it is another judge.
    package static func judges(of pairs: [Pair]) -> [Voter] {
        var found: [Voter] = []
        for pair in pairs.reversed() where pair.voter.kind == .model && !found.contains(pair.voter) {
            found.append(pair.voter)
        }
        return found
    }

    /// Collects what was said of each two outputs.
    ///
    /// - Parameters:
    ///   - pairs: The verdicts.
    ///   - judge: The judge whose verdicts count; nil counts none.
    /// - Returns: Those on which people and the judge part, those on which one side prefers none, those on which they are of
    ///   one mind, and those with verdicts of one side; each in the order of their first verdicts.
    package static func all(_ pairs: [Pair], judge: Voter?) -> [PairVerdicts] {
        var order: [PairKey] = []
        var groups: [PairKey: [Pair]] = [:]
        for pair in pairs where pair.voter.kind == .person || pair.voter == judge {
            if groups[pair.key] == nil { order.append(pair.key) }
            groups[pair.key, default: []].append(pair)
        }
        let all = order.compactMap { key in PairVerdicts(key, groups[key] ?? []) }
        let relations = all.map { $0.both?.relation }
        let sorted: [JudgedVote.Relation?] = [.parted, .open, .same, nil]
        return sorted.flatMap { relation in zip(all, relations).filter { $0.1 == relation }.map(\.0) }
    }
}
