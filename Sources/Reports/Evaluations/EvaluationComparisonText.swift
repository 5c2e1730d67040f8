import Evaluation
import History
import TextLayout

/// Two evaluations side by side, for a terminal.
package struct EvaluationComparisonText {
    private let comparison: EvaluationComparison

    /// Creates the text of a comparison.
    package init(_ comparison: EvaluationComparison) {
        self.comparison = comparison
    }

    /// Returns what differs in what was asked, the lanes' results on the shared cases, the verdicts, and the cases on which
    /// they differ.
    package func text(width: Int, glyphs: Glyphs) -> String {
        var lines = table(differences, width, glyphs) + prompt + [""] + comparison.caseSentences
        guard comparison.cases.shared > 0 else { return lines.joined(separator: "\n") + "\n" }
        lines += [""] + table(scores, width, glyphs) + [""] + comparison.verdicts
        let disputed = Disagreements(comparison.changed)
        if !disputed.rows.isEmpty {
            let names = comparison.report.lanes.map(\.name)
            let rows = disputed.rows.map { row in
                [row.id, row.expected] + row.answers.map { ($0.isCorrect ? "+ " : "- ") + $0.text }
            }
            lines += ["", "Cases that a lane has right in one and wrong in the other (+ right, - wrong):"]
            lines += table([["case", "expected"] + names] + rows, width, glyphs)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func table(_ rows: [[String]], _ width: Int, _ glyphs: Glyphs) -> [String] {
        TextTable(rows: rows).lines(width: width, glyphs: glyphs)
    }

    private var differences: [[String]] {
        let (old, new) = comparison.records
        var rows = [["", "evaluation \(comparison.first)", "evaluation \(comparison.second)"]]
        rows.append(["date", old.date.inShort, new.date.inShort])
        rows += comparison.differences.map { [$0.name, $0.first ?? "-", $0.second ?? "-"] }
        for pair in comparison.lanes {
            let name = pair.first ?? pair.second ?? ""
            guard pair.first != nil, pair.second != nil else {
                rows.append(["\(name): lane", pair.first ?? "-", pair.second ?? "-"])
                continue
            }
            rows += pair.differences.map { ["\(name): \($0.name)", $0.first ?? "-", $0.second ?? "-"] }
        }
        return rows
    }

    /// The words in which the prompts differ.
    private var prompt: [String] {
        let (old, new) = (comparison.records.first.prompt.text, comparison.records.second.prompt.text)
        guard old != new else { return ["", "prompt: the same"] }
        guard let parts = comparison.prompt else {
            return ["", "prompt:", WordDifference(old, new).marked(old, new)]
        }
        guard !parts.isEmpty else { return ["", "prompt: the same but for its lanes, test data or name"] }
        return [""]
            + parts.map { part in
                let (old, new) = (part.first ?? "", part.second ?? "")
                return "prompt, \(part.name): " + WordDifference(old, new).marked(old, new)
            }
    }

    private var scores: [[String]] {
        [["lane", "right", "accuracy", "95 % interval", "unread"]]
            + comparison.report.lanes.map { lane in
                [
                    lane.name, "\(lane.correct) of \(lane.count)", Figures.percent(lane.accuracy),
                    "\(Figures.percent(lane.interval.low)) to \(Figures.percent(lane.interval.high))",
                    "\(lane.unparsed)",
                ]
            }
    }
}

/// A comparison of two evaluations as JSON.
package struct EvaluationComparisonJSON: Encodable {
    struct OneCase: Encodable {
        var id: String
        var expected: [String]
        /// The lanes with the answer that was read, in the order of the lanes.
        var answers: [Answer]
    }

    struct Answer: Encodable {
        var lane: String
        var extracted: String?
        var correct: Bool
    }

    var first: Int64
    var second: Int64
    var differences: [RunComparison.Difference]
    var isSamePrompt: Bool
    var promptParts: [String]?
    var lanes: [EvaluationComparison.LanePair]
    var cases: EvaluationComparison.Cases
    var comparisons: [EvaluationJSON.Pair]
    var changed: [OneCase]
    var sentences: [String]

    /// Creates the JSON of a comparison.
    package init(_ comparison: EvaluationComparison) {
        (first, second) = (comparison.first, comparison.second)
        (differences, lanes, cases) = (comparison.differences, comparison.lanes, comparison.cases)
        isSamePrompt = comparison.records.first.prompt.text == comparison.records.second.prompt.text
        promptParts = comparison.prompt?.map(\.name)
        comparisons = comparison.report.comparisons.map { EvaluationJSON.Pair($0) }
        let names = comparison.report.lanes.map(\.name)
        changed = comparison.changed.map { row in
            OneCase(
                id: row.one.id, expected: row.one.expected,
                answers: zip(names, row.lanes).compactMap { name, scored in
                    scored.map { Answer(lane: name, extracted: $0.extracted, correct: $0.isCorrect) }
                })
        }
        sentences = comparison.caseSentences + comparison.differenceSentences + comparison.verdicts
    }
}
