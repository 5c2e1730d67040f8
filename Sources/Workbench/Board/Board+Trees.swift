import Lanes
import Sampling

extension Board {
    /// The trees of the focused lane, by stage of the technique: of its beams, or of its samples and those of the lanes that it
    /// shares a branch with.
    var trees: [LaneTree] {
        if let searches = lane.newest.searches { return searches.map { LaneTree(tree: $0) } }
        let family = family
        return (0..<(family.map(\.newest.stagesWithTokens).max() ?? 0)).map { stage in
            var (samples, names): ([[BeamTree.Drawn]], [String]) = ([], [])
            for member in family {
                let drawn = member.newest.drawn(inStage: stage)
                samples += drawn
                names += drawn.indices.map { drawn.count == 1 ? member.lane.name : "\(member.lane.name) #\($0 + 1)" }
            }
            return LaneTree(samples: samples, names: family.count > 1 ? names : [])
        }
    }

    /// What made these trees, in words.
    var treeOrigin: String {
        let family = lane.newest.isSearched ? [] : family
        guard family.count > 1 else { return lane.newest.treeOrigin }
        let count = family.reduce(0) { $0 + $1.newest.samples.count }
        return "\(count) samples of \(family.count) lanes; their common beginnings are one branch"
    }

    /// The focused lane, and those that branched off it, that it branched off, and so on, in the order of the screen.
    private var family: [LaneState] {
        var members = [lane]
        var others = lanes.filter { $0.id != lane.id }
        while let index = others.firstIndex(where: { other in members.contains { isRelated($0, other) } }) {
            members.append(others.remove(at: index))
        }
        return lanes.filter { lane in members.contains { $0.id == lane.id } }
    }

    /// Returns whether one lane branched off the other, or both off a third one, and both made tokens of the same prompt.
    private func isRelated(_ one: LaneState, _ other: LaneState) -> Bool {
        let (first, second) = (one.newest, other.newest)
        guard !first.isSearched, !second.isSearched, first.stagesWithTokens > 0, second.stagesWithTokens > 0,
            first.model == second.model, first.asked?.prompt == second.asked?.prompt
        else { return false }
        let areSiblings = one.parent != nil && one.parent == other.parent
        return isBranch(one, of: other) || isBranch(other, of: one)
            || (areSiblings && one.showsBranch && other.showsBranch)
    }

    /// Returns whether a lane branched off another one. Of lanes from the history only their tokens tell that.
    private func isBranch(_ child: LaneState, of parent: LaneState) -> Bool {
        guard child.showsBranch else { return false }
        if let known = child.parent { return known == parent.id }
        return parent.newest.samples.contains { sample in
            child.openings.enumerated().allSatisfy { stage, opening in
                let isLast = stage == child.openings.count - 1
                return sample.tokens(ofStage: stage).map(\.id).starts(with: isLast ? opening.dropLast() : opening[...])
            }
        }
    }
}

extension LaneState {
    /// The output of the latest run, also before it has something to show.
    var newest: Output { incoming ?? output }

    /// True if its tokens are those of a branch. Before it runs, the lane has the output of the one that it branched off.
    fileprivate var showsBranch: Bool { !openings.isEmpty && newest.asked?.openings == openings }
}

extension Output {
    /// The request that made it.
    fileprivate var asked: LaneRequest? { request ?? recordedRequest }
}
