extension VoteRound {
    /// A sentence about the pairs whose texts are the same; nil if there are none.
    package var identicalRemark: String? {
        guard identical > 0 else { return nil }
        return
            "\(identical) \(identical == 1 ? "pair has" : "pairs have") the same text twice; nobody is asked about those."
    }
}
