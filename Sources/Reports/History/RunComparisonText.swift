import History
import TextLayout

/// Two runs of the history side by side.
package struct RunComparisonText {
    private let first: RecordedRun
    private let second: RecordedRun
    private let comparison: RunComparison

    /// Compares two runs.
    package init(_ first: RecordedRun, _ second: RecordedRun) {
        self.first = first
        self.second = second
        comparison = RunComparison(first.run, second.run)
    }

    /// The comparison as JSON.
    package var json: RunComparisonJSON { RunComparisonJSON(first, second, comparison) }

    /// Returns a table of the differences, and the words in which prompt and outputs differ.
    package func text(width: Int, glyphs: Glyphs) -> String {
        var rows = [["", "run \(first.id)", "run \(second.id)"]]
        rows.append(["date", first.run.date.inShort, second.run.date.inShort])
        func add(_ differences: [RunComparison.Difference], of lane: String? = nil) {
            for difference in differences {
                rows.append([
                    (lane.map { "\($0): " } ?? "") + difference.name, difference.first ?? "-",
                    difference.second ?? "-",
                ])
            }
        }
        add(comparison.differences)
        for lane in comparison.lanes { add(lane.differences, of: name(of: lane)) }
        var text = TextTable(rows: rows).lines(width: width, glyphs: glyphs)
            .map { $0 + "\n" }.joined()
        text += "\nprompt: "
        let (old, new) = (first.run.prompt.text, second.run.prompt.text)
        text +=
            old == new
            ? "the same\(comparison.isSamePrompt ? "" : ", with other values")\n"
            : "\n" + WordDifference(old, new).marked(old, new) + "\n"
        for lane in comparison.lanes {
            text += "\n\(name(of: lane)): "
            guard let first = lane.first, let second = lane.second else {
                text += "only in run \(lane.first == nil ? second.id : first.id)\n"
                continue
            }
            let (old, new) = (RecordedRunText.body(first), RecordedRunText.body(second))
            text += lane.isSameText ? "the same text\n" : "\n" + WordDifference(old, new).marked(old, new) + "\n"
        }
        return text
    }

    private func name(of pair: RunComparison.LanePair) -> String {
        guard let first = pair.first?.name else { return pair.second?.name ?? "" }
        guard let second = pair.second?.name, second != first else { return first }
        return "\(first) / \(second)"
    }
}
