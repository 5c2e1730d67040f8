import Evaluation

/// Scores by a rubric with how far the judge can be believed above them, as text, Markdown and JSON.
package struct RubricReport: Encodable {
    private let promptName: String
    private let judge: String
    private let kinship: String?
    private let isUnfair: Bool
    private let outputs: [ScoredOutput]
    private let cost: (requests: Int, seconds: Double)
    private let result: RubricResult
    /// The judge, measured.
    package let trial: RubricTrial

    /// Collects a report.
    ///
    /// - Parameters:
    ///   - outputs: The outputs with their scores.
    ///   - lanes: The lanes' names.
    ///   - isReworded: Whether the judge was asked again in other wordings, or the same again.
    ///   - votes: People's verdicts on the same outputs.
    ///   - promptName: The prompt's name.
    ///   - judge: The judge's name.
    ///   - kinship: A sentence about the judge's kinship with the lanes' models; nil if there is none.
    ///   - isUnfair: Whether it isn't fair to all lanes.
    ///   - cost: The number of requests, and the seconds that they took.
    package init(
        _ outputs: [ScoredOutput], lanes: [String], isReworded: Bool, votes: [Pair], promptName: String, judge: String,
        kinship: String?, isUnfair: Bool, cost: (requests: Int, seconds: Double)
    ) {
        (self.outputs, self.promptName, self.judge) = (outputs, promptName, judge)
        (self.kinship, self.isUnfair, self.cost) = (kinship, isUnfair, cost)
        result = RubricResult(outputs, lanes: lanes, seed: 1)
        trial = RubricTrial(outputs, isReworded: isReworded, votes: votes)
    }

    private var rows: [[String]] {
        [["lane", "mean", "95 % interval", "1", "2", "3", "4", "5", "unscored"]]
            + result.lanes.map { lane in
                [
                    lane.name, lane.mean.map { Figures.decimal($0, 2) } ?? "-",
                    lane.mean == nil
                        ? "-" : "\(Figures.decimal(lane.interval.low, 2)) to \(Figures.decimal(lane.interval.high, 2))",
                ] + lane.histogram.map(String.init) + ["\(lane.unscored)"]
            }
    }

    /// Sentences about the judge itself.
    private var measurements: [String] {
        var sentences = trial.measurements
        if let kinship { sentences.append(kinship) }
        if cost.requests > 0 {
            sentences.append("\(cost.requests) requests took \(Figures.decimal(cost.seconds, 1)) s.")
        }
        return sentences
    }

    /// The result in sentences, or why none is told.
    private var findings: [String] {
        if let obstacle = trial.obstacle { return [obstacle] }
        return result.differences.map { one in
            let size =
                "\(Figures.decimal(abs(one.value), 2)) on \(one.cases) cases, 95 % interval of the difference "
                + "\(Figures.decimal(one.interval.low, 2)) to \(Figures.decimal(one.interval.high, 2))"
            let (ahead, behind) = one.value >= 0 ? (one.second, one.first) : (one.first, one.second)
            return one.interval.low > 0 || one.interval.high < 0
                ? "\(ahead) scores higher than \(behind): by \(size)."
                : "\(ahead) isn't shown to score higher than \(behind): by \(size)."
        } + ["Scores say how one judge uses a scale; which output is better, pairs in both orders say more surely."]
    }

    /// The reasons that the judge gave, each with its case, lane and score.
    private var reasons: [String] {
        outputs.compactMap { one in
            one.reason.map { reason in
                let score = one.value.map { Figures.decimal($0, 0) } ?? "unscored"
                return "case \(one.caseID), \(one.output.lane), \(score): \(reason)"
            }
        }
    }

    /// The sentence about a judge that isn't fair to all lanes; nil if it is.
    package var alarm: String? { isUnfair ? kinship : nil }

    /// True if the judge was measured and can't be believed, so that another one or a person's votes are needed.
    package var isAdvised: Bool { trial.repeated > 0 && !trial.isBelievable }

    /// The report for a terminal.
    package var text: String {
        var lines = ["\(promptName): scored by \(judge)", "", "How far the judge can be believed"]
        lines += measurements.map { "- " + $0 } + [""]
        if trial.isBelievable { lines += TextTable.aligned(rows) + [""] }
        lines += findings
        if !reasons.isEmpty { lines += ["", "The judge's reasons"] + reasons.map { "- " + $0 } }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The report as Markdown.
    package var markdown: String {
        func list(_ sentences: [String]) -> [String] { sentences.map { "- " + Markdown.cell($0) } }
        var lines = ["# \(Markdown.cell(promptName)): scored by \(Markdown.cell(judge))", ""]
        lines += ["## How far the judge can be believed", ""] + list(measurements) + ["", "## Result", ""]
        if trial.isBelievable { lines += Markdown.table(rows) + [""] }
        lines += list(findings)
        if !reasons.isEmpty { lines += ["", "## The judge's reasons", ""] + list(reasons) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Writes an object. The lanes' results are left out if the judge can't be believed.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: RubricJSON.Key.self)
        try values.encode(promptName, forKey: .prompt)
        try values.encode(judge, forKey: .judge)
        try values.encodeIfPresent(kinship, forKey: .kinship)
        try values.encode(isUnfair, forKey: .isUnfair)
        try values.encode(RubricJSON.Trial(trial), forKey: .trial)
        try values.encode(outputs.map(RubricJSON.Score.init), forKey: .scores)
        try values.encode(findings, forKey: .findings)
        try values.encode(cost.requests, forKey: .requests)
        try values.encode(cost.seconds, forKey: .seconds)
        if trial.isBelievable { try values.encode(result.lanes.map(RubricJSON.Lane.init), forKey: .lanes) }
    }
}
