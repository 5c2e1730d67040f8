import ArgumentParser
import Evaluation
import Foundation
import Library
import Prompting
import Runtime
import Sampling
import TextLayout

/// How an evaluation is printed.
enum EvaluationFormat: String, CaseIterable, ExpressibleByArgument {
    case table, json, markdown, html
}

/// What an evaluation found, and all that is said beside it.
struct EvaluationOutput {
    let plan: EvaluationPlan
    let report: EvaluationReport
    /// What was asked for besides.
    let metrics: [MetricScores]
    /// The file that keeps the outputs.
    let results: String
    let strictCheck: StrictCheck?

    func print(as format: EvaluationFormat) throws {
        switch format {
        case .table:
            try printOutput(harmless(table))
            for notice in plan.notices { printError(harmless(notice)) }
        case .json: try printJSON(EvaluationJSON(self), pretty: true)
        case .markdown: try printOutput(markdown)
        case .html: try printOutput(EvaluationPage(self).html)
        }
    }

    /// That outputs weren't compared by `similar`, which happens where measuring was ended.
    private var unmeasured: String? {
        guard plan.texts.isCancelled, var scorer = try? plan.scorer else { return nil }
        scorer.measures = plan.texts.measures
        let count = scorer.unmeasured(in: report)
        guard count > 0 else { return nil }
        return
            "\(count == 1 ? "1 output wasn't" : "\(count) outputs weren't") checked with `similar`, because measuring was "
            + "ended before: as far as that goes, \(count == 1 ? "it counts" : "they count") as right. --resume checks them."
    }

    /// What is said about lanes and certainty, a sentence each.
    var sentences: [String] {
        var sentences = report.comparisons.map(\.sentence)
        if report.lanes.allSatisfy({ $0.count > 0 && $0.correct == 0 }) {
            sentences.append(
                report.lanes.contains { $0.unparsed * 2 > $0.count }
                    ? "No lane has a single case right, and most outputs have no answer that can be read: look at some outputs first."
                    : "No lane has a single case right: the task may be beyond this model, or answers be read wrongly. Look at some outputs."
            )
        }
        for lane in report.lanes {
            let shares = [(lane.winnerShare.right, "right"), (lane.winnerShare.wrong, "wrong")].compactMap {
                share, word in
                share.map { "\(Self.percent($0)) where it is \(word)" }
            }
            if !shares.isEmpty {
                sentences.append(
                    "\(lane.name): the answer that wins has, on average, this share of the votes: \(shares.joined(separator: ", "))."
                )
            }
        }
        for lane in report.lanes where lane.count > 0 && lane.unparsed > 0 {
            sentences.append(
                "\(lane.name): in \(lane.unparsed) of \(lane.count) outputs no answer of type `\(plan.answer)` was found."
            )
        }
        if let failure = report.failures.first {
            sentences.append(
                "\(report.failures.count) failed and count nowhere; the first: case \(failure.id), \(failure.lane): \(failure.error ?? "")"
            )
        }
        if !plan.data.badRows.isEmpty {
            let count = plan.data.badRows.count
            sentences.append(
                "\(count == 1 ? "1 row of the data was" : "\(count) rows of the data were") left out; the first: \(plan.data.badRows[0].sentence)"
            )
        }
        for scores in metrics {
            for pair in scores.pairs {
                let cases = pair.count < plan.data.cases.count ? ", on the \(pair.count) that have a value" : ""
                // One case has no spread.
                let interval =
                    pair.count < 2
                    ? "" : ", 95 % interval \(Self.number(pair.interval.low)) to \(Self.number(pair.interval.high))"
                sentences.append(
                    "\(scores.metric.rawValue): \(pair.second) less \(pair.first) is \(Self.number(pair.difference)) a case\(cases)\(interval)."
                )
            }
        }
        sentences += [unmeasured].compactMap(\.self) + plan.texts.used.map(\.sentence)
        if let strictCheck { sentences.append(strictCheck.sentence) }
        return sentences
    }

    /// Where the lanes' prompts went.
    var promptShare: String? {
        let all = report.lanes.reduce(0) { $0 + $1.promptTokens.all }
        let evaluated = report.lanes.reduce(0) { $0 + $1.promptTokens.evaluated }
        guard all > 0, evaluated < all else { return nil }
        return "Of \(all) prompt tokens \(evaluated) were evaluated; the rest was shared."
    }

    static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }

    // MARK: tables

    static let lastHeadings = ["unread", "tokens", "s a case"]

    var headings: [String] {
        ["lane", "right", "accuracy", "95 % interval"] + metrics.map(\.metric.rawValue) + Self.lastHeadings
    }

    static func number(_ value: Double) -> String { String(format: "%.3g", value) }

    /// A row for each lane.
    var rows: [[String]] {
        report.lanes.enumerated().map { index, lane in
            [
                lane.name, "\(lane.correct) of \(lane.count)", Self.percent(lane.accuracy),
                "\(Self.percent(lane.interval.low)) to \(Self.percent(lane.interval.high))",
            ] + metrics.map { $0.lanes[index].value.map(Self.number) ?? "-" } + [
                "\(lane.unparsed)",
                "\(lane.tokens)", String(format: "%.2f", lane.seconds / Double(max(1, lane.count))),
            ]
        }
    }

    private var table: String {
        let rows = [headings] + rows
        let widths = headings.indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
        var lines = ["\(plan.promptName): \(plan.data.cases.count) cases, answers read as \(plan.answer)", ""]
        let glyphs = TerminalSize.current.glyphs
        for (index, row) in rows.enumerated() {
            let cells = row.indices.map { column in
                row[column].padded(toWidth: widths[column], on: column == 0 ? .right : .left)
            }
            var line = cells.joined(separator: "  ")
            if index > 0 { line += "  " + Self.bar(report.lanes[index - 1], glyphs) }
            lines.append(line)
        }
        lines += accuracyByCount
        lines += [""] + sentences + [promptShare, "Outputs: \(results)"].compactMap(\.self)
        return lines.joined(separator: "\n") + "\n"
    }

    /// 0 to 100 % in some cells: the interval as a line, the accuracy a dot on it.
    static func bar(_ lane: EvaluationReport.Lane, _ glyphs: Glyphs, cells: Int = 20) -> String {
        let (interval, dot) = lane.bar(cells: cells)
        let isPlain = glyphs == .ascii
        return (0..<cells).map { index in
            if index == dot { return isPlain ? "o" : "●" }
            return interval.contains(index) ? (isPlain ? "=" : "━") : (isPlain ? "." : "┄")
        }.joined()
    }

    /// Accuracy as the number of samples grows.
    private var accuracyByCount: [String] {
        report.lanes.filter { !$0.accuracyByCount.isEmpty }.map { lane in
            let counts = lane.accuracyByCount.indices.filter { index in
                let count = index + 1
                return count & (count - 1) == 0 || count == lane.accuracyByCount.count
            }
            let steps = counts.map { "\($0 + 1): \(Self.percent(lane.accuracyByCount[$0]))" }
            return "\(lane.name), by number of samples: " + steps.joined(separator: ", ")
        }
    }

    static func escapedForMarkdown(_ text: String) -> String {
        harmless(text).replacing("|", with: "\\|").replacing("\n", with: " ")
    }

    var markdown: String {
        func escaped(_ text: String) -> String { Self.escapedForMarkdown(text) }
        var lines = ["# \(escaped(plan.promptName)): \(plan.data.cases.count) cases", ""]
        lines.append("| " + headings.joined(separator: " | ") + " |")
        lines.append("| --- |" + String(repeating: " ---: |", count: headings.count - 1))
        lines += rows.map { "| " + $0.map(escaped).joined(separator: " | ") + " |" }
        lines += [""] + (accuracyByCount + sentences + [promptShare].compactMap(\.self)).map { "- " + escaped($0) }
        let differing = Disagreements(report)
        if !differing.rows.isEmpty {
            lines += ["", "## Cases on which lanes differ", ""]
            lines.append("| case | expected | " + report.lanes.map { escaped($0.name) }.joined(separator: " | ") + " |")
            lines.append("| --- | --- |" + String(repeating: " --- |", count: report.lanes.count))
            lines += differing.rows.map { row in
                "| \(escaped(row.id)) | \(escaped(row.expected)) | "
                    + row.answers.map { ($0.isCorrect ? "✓ " : "✗ ") + escaped($0.text) }.joined(separator: " | ")
                    + " |"
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// The cases that some lanes have right and others wrong.
struct Disagreements {
    struct Row {
        var id: String
        var expected: String
        var answers: [(isCorrect: Bool, text: String)]
    }

    var rows: [Row] = []

    init(_ report: EvaluationReport) {
        rows = report.rows.filter { $0.isDisputed && !$0.lanes.contains { $0 == nil } }.map { row in
            Row(
                id: row.one.id, expected: row.one.expected.joined(separator: " or "),
                answers: row.lanes.compactMap(\.self).map { ($0.isCorrect, $0.answerWithVotes ?? "(none)") })
        }
    }
}
