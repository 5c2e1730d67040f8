import Evaluation
import History
import Remedies

extension EvaluationComparison {
    /// Sentences about the cases that both evaluations have: whether they are the same ones, and which are left out.
    package var caseSentences: [String] {
        guard cases.shared > 0 else {
            return [
                "No case is the same in both, so they can't be compared case by case: \(first) has \(cases.onlyFirst) cases, \(second) has \(cases.onlySecond)."
            ]
        }
        var sentences: [String] = []
        if cases.onlyFirst == 0, cases.onlySecond == 0 {
            sentences.append("Both have the same \(cases.shared) cases.")
        } else {
            sentences.append(
                "The cases aren't the same: \(cases.shared) are in both and compared, \(cases.onlyFirst) are only in \(first), \(cases.onlySecond) only in \(second)."
            )
        }
        if cases.otherAnswers > 0 {
            sentences.append(
                "\(cases.otherAnswers) of the shared cases have other right answers now; each output counts as it did in its own evaluation."
            )
        }
        return sentences
    }

    /// Sentences about what differs besides: the prompt's parts, and each lane's settings.
    package var differenceSentences: [String] {
        var sentences: [String] = []
        switch prompt {
        case nil: sentences.append("The prompts' texts differ.")
        case let parts? where !parts.isEmpty:
            sentences.append("The prompts differ in: \(parts.map(\.name).joined(separator: ", ")).")
        default: break
        }
        let told = ["mode", "answers", "checks", "lathe", "processor"]
        for difference in differences where told.contains(difference.name) {
            sentences.append(Self.sentence(difference, of: difference.name))
        }
        for pair in lanes {
            guard let one = pair.first, let other = pair.second else {
                sentences.append("\(pair.first ?? pair.second ?? "") is only in \(pair.first == nil ? second : first).")
                continue
            }
            let name = one == other ? one : "\(one) and \(other)"
            for difference in pair.differences where difference.name != "name" {
                sentences.append("\(name), " + Self.sentence(difference, of: difference.name))
            }
        }
        return sentences.isEmpty ? ["Prompt, settings and models are the same."] : sentences
    }

    private static func sentence(_ difference: RunComparison.Difference, of name: String) -> String {
        func said(_ value: String?) -> String { value.map { $0.isEmpty ? "none" : $0 } ?? "none" }
        return "\(name): \(said(difference.first)), then \(said(difference.second))."
    }

    /// Sentences about which lane is better.
    package var verdicts: [String] { report.comparisons.map(\.sentence) }
}
