import Evaluation
import Foundation
import History

/// An evaluation as a Markdown document: results, what was evaluated, and each case.
struct EvaluationMarkdown {
    private let outcome: EvaluationOutcome
    private var report: EvaluationReport { outcome.report }

    init(_ outcome: EvaluationOutcome) {
        self.outcome = outcome
    }

    var text: String { (results + evaluated + cases).joined(separator: "\n") + "\n" }

    private var results: [String] {
        var lines = ["# \(Markdown.cell(outcome.record.prompt.name)): \(report.total) cases", ""]
        lines.append("| " + outcome.headings.joined(separator: " | ") + " |")
        lines.append("| --- |" + String(repeating: " ---: |", count: outcome.headings.count - 1))
        lines += outcome.rows.map { "| " + $0.map(Markdown.cell).joined(separator: " | ") + " |" }
        lines += outcome.correctedMarkdown
        let sentences = outcome.sentences.map(commandLineText(of:)) + [outcome.promptShare].compactMap(\.self)
        lines += [""] + (outcome.accuracyByCount + sentences).map { "- " + Markdown.cell($0) }
        let differing = Disagreements(report)
        guard !differing.rows.isEmpty else { return lines }
        lines += ["", "## Cases on which lanes differ", ""]
        lines.append(
            "| case | expected | " + report.lanes.map { Markdown.cell($0.name) }.joined(separator: " | ") + " |")
        lines.append("| --- | --- |" + String(repeating: " --- |", count: report.lanes.count))
        lines += differing.rows.map { row in
            "| \(Markdown.cell(row.id)) | \(Markdown.cell(row.expected)) | "
                + row.answers.map { ($0.isCorrect ? "✓ " : "✗ ") + Markdown.cell($0.text) }.joined(separator: " | ")
                + " |"
        }
        return lines
    }

    private var evaluated: [String] {
        let facts = EvaluationFacts(outcome)
        var lines = ["", "## What was evaluated", "", "| | |", "| --- | --- |"]
        lines += facts.all.map { "| \($0.name) | \(Markdown.cell($0.value)) |" }
        lines += ["", "| | " + report.lanes.map { Markdown.cell($0.name) }.joined(separator: " | ") + " |"]
        lines.append("| --- |" + String(repeating: " --- |", count: report.lanes.count))
        lines += facts.lanes.map { "| \($0.name) | " + $0.values.map(Markdown.cell).joined(separator: " | ") + " |" }
        return lines + ["", "The prompt:", "", Markdown.fenced(outcome.record.prompt.text)]
    }

    private var cases: [String] {
        var lines = ["", "## Cases"]
        let supports = outcome.supports
        for row in report.rows {
            lines += ["", "### Case \(Markdown.line(row.one.id))", ""]
            for (name, value) in row.one.variables.sorted(by: { $0.key < $1.key }) {
                lines.append("- \(Markdown.line(name)):" + Markdown.value(value))
            }
            if !row.one.expected.isEmpty {
                lines.append("- right answer: \(Markdown.line(row.one.expected.joined(separator: " or ")))")
            }
            for (name, scored) in zip(report.lanes.map(\.name), row.lanes) {
                lines += Self.lines(scored, of: name)
                lines += Self.lines(supports[EvaluationRun.Key(lane: name, id: row.one.id)])
            }
        }
        for failure in report.failures {
            let error = failure.failure.map(commandLineText(of:)) ?? ""
            lines += ["", "### Case \(Markdown.line(failure.id)): \(Markdown.line(failure.lane)) failed", ""]
            lines.append(Markdown.line(error))
        }
        return lines
    }

    /// Returns the sentences of an output with their support.
    private static func lines(_ support: OutputSupport?) -> [String] {
        guard let support else { return [] }
        return ["", "Sentences, \(support.heading):", ""]
            + support.sentences.map { "- `\($0.figure)` \(Markdown.line($0.text))" }
    }

    private static func lines(_ scored: ScoredCase?, of name: String) -> [String] {
        guard let scored else { return ["", "**\(Markdown.line(name))**: no output"] }
        let answer = scored.answerWithVotes.map { "read as \(Markdown.line($0))" } ?? "no answer read"
        let why = scored.why.map { " " + Markdown.line($0) }.joined()
        var lines = ["", "**\(Markdown.line(name))** \(scored.isCorrect ? "✓" : "✗") \(answer).\(why)", ""]
        for sample in scored.output.samples {
            if !sample.thoughts.isEmpty { lines += ["Thoughts:", "", Markdown.fenced(sample.thoughts), ""] }
            lines.append(Markdown.fenced(sample.shown()))
        }
        return lines
    }
}

extension EvaluationOutcome {
    /// A Markdown document with results, what was evaluated, and each case with its outputs.
    package var markdown: String { EvaluationMarkdown(self).text }
}
