extension BeamTree {
    /// A token that was drawn, with its probability at temperature 1.
    package struct Drawn: Sendable, Hashable {
        /// The token.
        package var token: Int32
        /// Its text.
        package var text: String
        /// Its probability; nil if it was given.
        package var probability: Float?

        /// Creates a token.
        package init(token: Int32, text: String, probability: Float?) {
            self.token = token
            self.text = text
            self.probability = probability
        }
    }

    /// Makes the trees of samples, one for each stage. `samples` has the tokens of each sample, stage by stage; a sample that
    /// ended before a stage has none of it.
    package static func stages(of samples: [[[Drawn]]]) -> [BeamTree] {
        (0..<(samples.map(\.count).max() ?? 0)).map { stage in
            BeamTree(samples: samples.map { $0.indices.contains(stage) ? $0[stage] : [] })
        }
    }

    /// Makes the tree of samples: common beginnings are one branch, and each sample is a result, in their order.
    package init(samples: [[Drawn]]) {
        self.init()
        var ends: [ID?] = samples.map { _ in nil }
        var totals = samples.map { _ in 0.0 }
        for index in 0..<(samples.map(\.count).max() ?? 0) {
            var step: [Candidate] = []
            var riders: [[Int]] = []
            for (sample, tokens) in samples.enumerated() where index < tokens.count {
                let drawn = tokens[index]
                let isLast = index == tokens.count - 1
                if let known = step.firstIndex(where: { $0.parent == ends[sample] && $0.token == drawn.token }) {
                    riders[known].append(sample)
                    if !isLast { step[known].fate = .kept }
                    continue
                }
                let own = naturalLogarithm(Double(max(drawn.probability ?? 1, .leastNormalMagnitude)))
                step.append(
                    Candidate(
                        parent: ends[sample], token: drawn.token, text: drawn.text, logProbability: own,
                        total: totals[sample] + own, fate: isLast ? .ended : .kept))
                riders.append([sample])
            }
            let order = step.indices.sorted { (step[$1].total, $0) < (step[$0].total, $1) }
            for (place, old) in order.enumerated() {
                for sample in riders[old] {
                    ends[sample] = candidates.count + place
                    totals[sample] = step[old].total
                }
            }
            append(order.map { step[$0] })
        }
        results = ends.compactMap(\.self)
        scores = zip(ends, zip(totals, samples)).filter { $0.0 != nil }.map { $1.0 / Double(max(1, $1.1.count)) }
    }
}
