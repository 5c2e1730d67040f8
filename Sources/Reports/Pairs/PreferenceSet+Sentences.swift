import Evaluation

extension PreferenceSet {
    /// What the set holds, what was left out, which judges can't be believed, and how lengths differ.
    package var sentences: [String] {
        let count = preferences.count
        var sentences = ["\(count) \(count == 1 ? "preference" : "preferences"), each by the majority of its verdicts."]
        let left = Omission.allCases.compactMap { reason in omitted[reason].map { "\($0) \(reason.sentence)" } }
        if !left.isEmpty { sentences.append("Left out: \(left.joined(separator: ", ")).") }
        let without = preferences.count { $0.probability == nil }
        if without > 0, without < count {
            sentences.append("\(without) of them have no probability, so that column is left out.")
        }
        sentences += doubts
        if let gap = lengthGap {
            let share = Figures.percent(gap.longerShare)
            let mean = Figures.decimal(abs(gap.mean), 0)
            sentences.append(
                "The preferred text is longer in \(share), and \(mean) characters \(gap.mean < 0 ? "shorter" : "longer") on average: "
                    + "a model that is trained on this learns the length too.")
        }
        return sentences
    }
}

extension PreferenceSet.Omission {
    /// What is so of the pairs, as part of a sentence.
    fileprivate var sentence: String {
        switch self {
        case .unscored: "unscored"
        case .identical: "with the same text twice"
        case .identicalWhenCut: "with texts that are the same where they are cut"
        case .bothBad: "both bad"
        case .tie: "tied"
        case .calls: "with calls of tools"
        }
    }
}
