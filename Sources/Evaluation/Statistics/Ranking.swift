/// Which competitors can be ranked with each other: those between which wins lead both ways, directly or through others
/// (Ford 1957). Only their strengths have a finite estimate.
struct Ranking: Sendable {
    /// The competitors that can be ranked with each other: the largest such group, the first of several.
    let core: [Int]
    /// Why the others have no finite estimate; nil for those of the core, if it has at least two.
    let obstacles: [BradleyTerry.Obstacle?]

    init(_ duels: [Duel], competitors: Int) {
        // From each competitor to those it won a point against.
        var beats = (0..<competitors).map { index in (0..<competitors).map { $0 == index } }
        for duel in duels where duel.weight > 0 && duel.first != duel.second {
            if duel.score > 0 { beats[duel.first][duel.second] = true }
            if duel.score < 1 { beats[duel.second][duel.first] = true }
        }
        for middle in 0..<competitors {
            for first in 0..<competitors where beats[first][middle] {
                for second in 0..<competitors where beats[middle][second] { beats[first][second] = true }
            }
        }
        let groups = (0..<competitors).map { one in
            (0..<competitors).filter { beats[one][$0] && beats[$0][one] }
        }
        let largest = groups.map(\.count).max() ?? 0
        let core = groups.first { $0.count == largest } ?? []
        self.core = core
        obstacles = (0..<competitors).map { one in
            let others = core.filter { $0 != one }
            if core.count > 1, core.contains(one) { return nil }
            let against = core.count > 1 ? others : (0..<competitors).filter { $0 != one }
            let (wins, losses) = (against.contains { beats[one][$0] }, against.contains { beats[$0][one] })
            switch (wins, losses) {
            case (true, false): return .neverLost
            case (false, true): return .neverWon
            default: return .notLinked
            }
        }
    }
}
