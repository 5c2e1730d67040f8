extension Ladder {
    /// The findings in plain words: for each family from which size on the gain is certain, or that its sizes don't show one.
    package var sentences: [String] {
        var sentences = lines.map { lines.count > 1 ? "\($0.family): \(sentence(of: $0))" : sentence(of: $0) }
        if lines.count > 1 {
            sentences.append(
                "Families are lines of their own: they differ in more than their size, so nothing is read from one to another."
            )
        }
        if let formal = steps.first(where: { $0.gain > 0 && $0.unread.first - $0.unread.second > $0.gain / 2 }) {
            sentences.append(
                "With \(formal.model), \(first) leaves \(Self.percent(formal.unread.first)) % unread and \(second) \(Self.percent(formal.unread.second)) %: part of the gain may only be the form of the answer."
            )
        }
        if let chance, !steps.isEmpty, steps.allSatisfy({ max($0.accuracies.first, $0.accuracies.second) <= chance }) {
            sentences.append("No model is better than guessing (\(Self.percent(chance)) %), so gains mean little.")
        }
        if !unsized.isEmpty {
            sentences.append("Of unknown size, and so not drawn: \(unsized.joined(separator: ", ")).")
        }
        return sentences
    }

    private func sentence(of line: Line) -> String {
        let sizes = line.steps.map { ModelSize.text(of: $0.size.parameters) }
        guard let smallest = sizes.first, let largest = sizes.last, line.steps.count > 1 else {
            return line.steps.first.map { "\(second) \(Self.change($0)) at \(sizes[0]), the only size." } ?? ""
        }
        guard let from = line.certainFrom else {
            let worse = line.steps.count(where: \.isCertainLoss)
            let losses =
                worse == 0
                ? ""
                : worse == sizes.count
                    ? " It is shown to be worse at every one of them."
                    : " It is shown to be worse at \(worse) of \(sizes.count)."
            return
                "The \(sizes.count) sizes at hand, \(smallest) to \(largest), show none from which on \(second) is better than \(first).\(losses)"
        }
        let at = line.steps[from]
        var sentence =
            from == 0
            ? "\(second) is better than \(first) at every size, from \(smallest) on"
            : "From \(sizes[from]) on \(second) is better than \(first), and \(line.steps[from - 1].isCertainLoss ? "worse" : "not shown to be") at \(sizes[from - 1])"
        sentence += ": at \(sizes[from]) it \(Self.change(at))"
        if from < sizes.count - 1, let last = line.steps.last { sentence += ", at \(largest) it \(Self.change(last))" }
        sentence += "."
        if let crossing = line.crossing, crossing.after < from {
            sentence +=
                " The gain crosses zero between \(sizes[crossing.after]) and \(sizes[crossing.after + 1])."
        }
        return sentence
    }

    private static func change(_ step: Step) -> String {
        let (gain, low, high) = (step.gain, step.interval.low, step.interval.high)
        return
            "\(gain < 0 ? "loses" : "gains") \(Wording.points(abs(gain))) (95 % interval \(percent(low)) to \(percent(high)), p \(Wording.pValue(step.pValue)))"
    }

    private static func percent(_ share: Double) -> String { Wording.number(share * 100) }
}
