import Lanes

extension Scheduler {
    /// The lanes that follow beams.
    var searches: [BeamLane] {
        var searches: [BeamLane] = []
        for (generation, _) in generations {
            if let search = generation.search, !searches.contains(where: { $0 === search }) { searches.append(search) }
        }
        return searches
    }

    /// The number of generations that run, or will as beams.
    var load: Int { generations.count { $0.generation.search == nil } + searches.reduce(0) { $0 + $1.width } }

    /// Lets the beams of a lane go on as far as the rows after them are there or kept.
    func advance(_ search: BeamLane) {
        while !search.isFinished {
            var isReplayed = false
            for beam in search.beams where beam.offers == nil && !beam.isFinished && beam.key.mode == .fast {
                guard let row = rows[beam.key] else { continue }
                isReplayed = beam.takeOffers(from: row, most: search.reach) || isReplayed
            }
            guard search.canStep else { return }
            let freed = search.step(isReplayed: isReplayed).compactMap { replace($0, with: $1) }
            add(search.beams, of: search)
            // The branches of beams that fell are freed. Of the last ones one is kept, for its prompt.
            let isLast = !search.beams.contains { $0.branch != nil }
            for (index, branch) in freed.enumerated() {
                if isLast, index == 0 { tree.retire(branch) } else { tree.remove(branch) }
            }
        }
        settle(search)
    }

    /// Puts the beams that go on from another one in its place on its branch. Returns the branch if nobody rides it then.
    private func replace(_ beam: Generation, with next: [Generation]) -> Branch? {
        guard let branch = beam.branch else { return nil }
        branch.riders.removeAll { $0 === beam }
        beam.branch = nil
        branch.riders += next
        for generation in next { generation.branch = branch }
        return branch.riders.isEmpty ? branch : nil
    }
}
