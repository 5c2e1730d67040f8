import Sampling

/// The tree of a stage: of the beams of a lane, or of samples.
struct LaneTree: Sendable {
    var tree: BeamTree
    /// The name of each result's lane; empty if all are of one lane.
    var names: [String] = []
    /// The tokens that no sample drew, because a branch was given them.
    var given: Set<BeamTree.ID> = []
}

extension LaneTree {
    /// Joins samples. A token that one of them was given has the probability with which another one drew it there. A score is
    /// the mean of the log-probabilities that are known.
    init(samples: [[BeamTree.Drawn]], names: [String] = []) {
        let samples = Self.completed(samples)
        var tree = BeamTree(samples: samples)
        var given: Set<BeamTree.ID> = []
        var scores: [Double] = []
        let told = samples.indices.filter { !samples[$0].isEmpty }
        for (result, sample) in zip(tree.results, told) {
            let tokens = samples[sample]
            for (id, token) in zip(tree.path(to: result), tokens) where token.probability == nil { given.insert(id) }
            let known = tokens.count { $0.probability != nil }
            scores.append(tree.candidates[result].total / Double(max(1, known)))
        }
        tree.scores = scores
        self.init(tree: tree, names: names.isEmpty ? [] : told.map { names[$0] }, given: given)
    }

    /// A token behind a place of the tree.
    private struct Step: Hashable {
        var place: Int
        var token: Int32
    }

    /// Returns samples with the probabilities that others of them tell.
    private static func completed(_ samples: [[BeamTree.Drawn]]) -> [[BeamTree.Drawn]] {
        guard samples.contains(where: { $0.contains { $0.probability == nil } }) else { return samples }
        var places: [Step: Int] = [:]
        var probabilities: [Int: Float] = [:]
        let paths = samples.map { sample -> [Int] in
            var place = 0
            return sample.map { drawn in
                let step = Step(place: place, token: drawn.token)
                place = places[step] ?? (places.count + 1)
                places[step] = place
                if let probability = drawn.probability { probabilities[place] = probability }
                return place
            }
        }
        return zip(samples, paths).map { sample, path in
            zip(sample, path).map { drawn, place in
                BeamTree.Drawn(
                    token: drawn.token, text: drawn.text, probability: drawn.probability ?? probabilities[place])
            }
        }
    }
}
