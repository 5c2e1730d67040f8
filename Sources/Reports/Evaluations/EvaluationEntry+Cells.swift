import History

extension EvaluationEntry {
    /// The headings of a list of evaluations.
    package static let heading = ["number", "date", "prompt", "data", "cases", "made by", "right"]

    /// The evaluation as a row of a list.
    package var cells: [String] {
        ["\(id)", date.inShort, prompt, data, "\(cases)", origin.rawValue, right]
    }

    /// The share of right cases of each lane, and whether outputs are missing.
    private var right: String {
        let missing = isFinished ? "" : "unfinished, \(outputs) of \(cases * lanes.count) outputs; "
        return missing
            + lanes.map { lane in
                "\(lane.name) \(lane.count == 0 ? "-" : Figures.percent(Double(lane.correct) / Double(lane.count)))"
            }.joined(separator: ", ")
    }
}

extension EvaluationOutcome {
    /// A line that says which evaluation it is: number, date, data, and whether it was finished.
    package var heading: String {
        [
            number.map { "Evaluation \($0)" }, record.date.inShort, "on \(record.data.name)",
            record.isFinished ? nil : "unfinished",
        ].compactMap(\.self).joined(separator: ", ") + "."
    }
}
