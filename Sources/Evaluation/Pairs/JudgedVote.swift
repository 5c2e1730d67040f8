/// Two outputs on which both people and a judge gave verdicts.
package struct JudgedVote: Sendable, Hashable {
    /// How far people and the judge are of one mind.
    package enum Relation: String, Sendable, Hashable, CaseIterable {
        /// They prefer the same output.
        case same
        /// They prefer different outputs.
        case parted
        /// One side prefers none: people's votes are even, or the judge turns with the order, sees a tie or said nothing.
        case open
    }

    /// The judge's verdicts on the outputs, in both orders.
    package let judged: JudgeTrial.Comparison
    /// The number of votes for the judge's first output, for the other one, and for neither.
    package let votes: (one: Int, other: Int, neither: Int)

    /// The output that most votes prefer; nil if as many prefer the other.
    package var preferred: PairOutput? {
        votes.one == votes.other ? nil : votes.one > votes.other ? judged.one : judged.other
    }

    /// Whether both prefer the same.
    package var relation: Relation {
        guard let preferred, let winner = judged.winner else { return .open }
        return preferred == winner ? .same : .parted
    }

    /// Finds the outputs with verdicts of both.
    ///
    /// - Parameters:
    ///   - trial: The judge's verdicts.
    ///   - votes: People's verdicts; those on other outputs are left out.
    /// - Returns: Those on which they part, then those on which one side prefers none, then the others; each in the order
    ///   of the judge's verdicts.
    package static func all(_ trial: JudgeTrial, votes: [Pair]) -> [JudgedVote] {
        let groups = Dictionary(grouping: votes.filter { $0.verdict != .unscored }, by: \.key)
        let both = trial.comparisons.compactMap { one -> JudgedVote? in
            guard let own = groups[PairKey(caseID: one.caseID, one.one, one.other)] else { return nil }
            return JudgedVote(judged: one, votes: count(own, for: one.one))
        }
        return [Relation.parted, .open, .same].flatMap { relation in both.filter { $0.relation == relation } }
    }

    /// Counts votes on the same two outputs: for one of them, for the other, and for neither.
    static func count(_ votes: [Pair], for one: PairOutput) -> (one: Int, other: Int, neither: Int) {
        let chosen = votes.map { $0.chosen.map { $0.text == one.text } }
        return (chosen.count { $0 == true }, chosen.count { $0 == false }, chosen.count { $0 == nil })
    }

    /// Returns whether both are the same outputs with the same verdicts.
    package static func == (one: JudgedVote, other: JudgedVote) -> Bool {
        one.judged == other.judged && one.votes == other.votes
    }

    /// Hashes the outputs with their verdicts.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(judged)
        hasher.combine(votes.one)
        hasher.combine(votes.other)
    }
}
