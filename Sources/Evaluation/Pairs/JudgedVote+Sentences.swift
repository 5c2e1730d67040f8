extension JudgedVote {
    /// What people said: `warm 2 : 1`.
    package var people: String { Self.people(votes, one: judged.one.lane, other: judged.other.lane) }

    /// What the judge said.
    package var judge: String { judged.said }

    /// Returns what people said of the outputs of two lanes: `warm 2 : 1`.
    static func people(_ votes: (one: Int, other: Int, neither: Int), one: String, other: String) -> String {
        if votes.one == votes.other { return votes.neither > 0 && votes.one == 0 ? "none" : "even" }
        let preferred = votes.one > votes.other ? one : other
        if votes.one + votes.other + votes.neither == 1 { return preferred }
        return "\(preferred) \(max(votes.one, votes.other)) : \(min(votes.one, votes.other) + votes.neither)"
    }

    /// Returns the finding about all outputs with verdicts of both.
    package static func sentence(_ votes: [JudgedVote], judge: String) -> String {
        func count(_ relation: Relation) -> Int { votes.count { $0.relation == relation } }
        guard !votes.isEmpty else { return "People and \(judge) have no outputs in common." }
        return "People and \(judge) prefer the same in \(count(.same)) of \(votes.count) pairs, part in "
            + "\(count(.parted)), and in \(count(.open)) one side prefers none."
    }
}

extension JudgeTrial.Comparison {
    /// The verdicts in a few words: the winner's lane, or why there is none.
    package var said: String {
        if let winner { return winner.lane }
        if !isScored { return "unscored" }
        return holds ? "tie" : "turns with the order"
    }
}
