/// An output that a judge scored by a rubric.
package struct ScoredOutput: Sendable, Hashable {
    /// The id of the case.
    package var caseID: String
    /// The output.
    package var output: PairOutput
    /// The outputs of one group answer the same, at most one of each lane.
    package var group: Int
    /// The score, 1 to 5; nil if nothing was read.
    package var value: Double?
    /// The reason that the judge gave; nil if it gave none.
    package var reason: String?
    /// The scores when it was asked again, nil in place of one that wasn't read; empty if it wasn't asked again.
    package var again: [Double?]

    /// Creates a scored output.
    package init(
        caseID: String, output: PairOutput, group: Int, value: Double?, reason: String? = nil, again: [Double?] = []
    ) {
        (self.caseID, self.output, self.group) = (caseID, output, group)
        (self.value, self.reason, self.again) = (value, reason, again)
    }

    /// Returns the indices of each two outputs of a group that have a score and different texts, in the order of the outputs.
    package static func pairs(of outputs: [ScoredOutput]) -> [(one: Int, other: Int)] {
        let groups = Dictionary(grouping: outputs.indices.filter { outputs[$0].value != nil }) { outputs[$0].group }
        var pairs: [(one: Int, other: Int)] = []
        for (_, members) in groups.sorted(by: { $0.key < $1.key }) {
            for (place, one) in members.enumerated() {
                for other in members[(place + 1)...]
                where !VoteRound.isSame(outputs[one].output.text, outputs[other].output.text) {
                    pairs.append((one: one, other: other))
                }
            }
        }
        return pairs
    }
}
