import Evaluation
import Prompting

/// A format of preference data, as Hugging Face's TRL reads it.
package enum PreferenceFormat: String, Sendable, CaseIterable {
    /// A prompt with the preferred and the rejected answer (DPO, CPO, ORPO).
    case dpo
    /// Both conversations whole, for a reward model.
    case reward
    /// Each answer by itself, with whether it is wanted.
    case kto
    /// All answers of a case, the best first.
    case ranking
    /// The preferred answers as instruction data.
    case sft
}

/// How texts stand in preference data.
package enum PreferenceForm: String, Sendable, CaseIterable {
    /// As lists of turns, which the trainer puts into the model's chat template.
    case conversation
    /// As texts.
    case text
}

/// Preference data as JSON Lines.
package struct PreferenceLines {
    private let set: PreferenceSet
    private let format: PreferenceFormat
    private let form: PreferenceForm

    /// Wraps a set.
    package init(_ set: PreferenceSet, as format: PreferenceFormat, form: PreferenceForm) {
        (self.set, self.format, self.form) = (set, format, form)
    }

    /// Returns the lines of the cases that `isIncluded` takes, each with a line break.
    package func lines(_ isIncluded: (_ caseID: String) -> Bool) throws -> [String] {
        try rows(isIncluded).map(\.line)
    }

    private func rows(_ isIncluded: (String) -> Bool) throws -> [PreferenceRow] {
        if format == .ranking {
            return try set.rankings.filter { isIncluded($0.caseID) }.map { ranking in
                var row = PreferenceRow(caseID: ranking.caseID)
                row.prompt = prompt(ranking.question)
                row.completions = ranking.outputs.map { answer($0.output.text) }
                row.scores = ranking.outputs.map(\.score)
                row.completionsFrom = try ranking.outputs.map { try PreferenceRow.Source($0.output) }
                return row
            }
        }
        if format == .sft { return try Self.rows(set.accepted.filter { isIncluded($0.caseID) }, form) }
        let hasProbabilities = set.hasProbabilities
        return try set.preferences.filter { isIncluded($0.caseID) }.flatMap { one -> [PreferenceRow] in
            var row = PreferenceRow(caseID: one.caseID)
            (row.margin, row.verdicts) = (one.margin, one.verdicts)
            if hasProbabilities { row.probability = one.probability }
            row.voters = one.voters.map(\.name)
            row.chosenFrom = try PreferenceRow.Source(one.chosen)
            row.rejectedFrom = try PreferenceRow.Source(one.rejected)
            switch format {
            case .dpo:
                row.prompt = prompt(one.question)
                (row.chosen, row.rejected) = (answer(one.chosen.text), answer(one.rejected.text))
                return [row]
            case .reward:
                (row.chosen, row.rejected) = (
                    whole(one.question, one.chosen.text), whole(one.question, one.rejected.text)
                )
                return [row]
            case .kto:
                return try [(one.chosen, true), (one.rejected, false)].map { output, label in
                    var single = PreferenceRow(caseID: one.caseID)
                    (single.margin, single.verdicts, single.voters) = (row.margin, row.verdicts, row.voters)
                    single.prompt = prompt(one.question)
                    (single.completion, single.label) = (answer(output.text), label)
                    single.completionFrom = try PreferenceRow.Source(output)
                    return single
                }
            case .sft, .ranking: return []
            }
        }
    }

    /// Returns instruction data: whole chats, or pairs of prompt and completion.
    private static func rows(_ answers: [AcceptedAnswer], _ form: PreferenceForm) throws -> [PreferenceRow] {
        let lines = PreferenceLines(PreferenceSet([]), as: .sft, form: form)
        return try answers.map { one in
            var row = PreferenceRow(caseID: one.caseID)
            switch form {
            case .conversation: row.messages = lines.whole(one.question, one.output.text)
            case .text:
                (row.prompt, row.completion) = (lines.prompt(one.question), lines.answer(one.output.text))
            }
            row.completionFrom = try PreferenceRow.Source(one.output)
            return row
        }
    }

    /// Returns answers as instruction data, each a line with a line break.
    package static func lines(_ answers: [AcceptedAnswer], form: PreferenceForm) throws -> [String] {
        try rows(answers, form).map(\.line)
    }

    private func prompt(_ question: [Message]) -> PreferenceRow.Text {
        switch form {
        case .conversation: .turns(question.map(PreferenceRow.Turn.init))
        case .text: .text(Self.text(of: question))
        }
    }

    private func answer(_ text: String) -> PreferenceRow.Text {
        switch form {
        case .conversation: .turns([PreferenceRow.Turn(role: .assistant, content: text)])
        // The blank between prompt and answer belongs to the answer, because tokenisers join it to its first word.
        case .text: .text(text.first?.isWhitespace == true ? text : " " + text)
        }
    }

    private func whole(_ question: [Message], _ text: String) -> PreferenceRow.Text {
        switch form {
        case .conversation:
            .turns(question.map(PreferenceRow.Turn.init) + [PreferenceRow.Turn(role: .assistant, content: text)])
        case .text: .text(Self.text(of: question) + (text.first?.isWhitespace == true ? text : " " + text))
        }
    }

    private static func text(of question: [Message]) -> String {
        var text = question.map(\.text).joined(separator: "\n\n")
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
