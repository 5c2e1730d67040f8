import Evaluation
import Foundation
import History
import Sampling

/// An evaluation as CSV, with a record for each output of each lane. Every record names what was evaluated; the prompt's
/// text stands in the first one only.
struct EvaluationTable {
    private let outcome: EvaluationOutcome

    init(_ outcome: EvaluationOutcome) {
        self.outcome = outcome
    }

    var text: String {
        let (record, report) = (outcome.record, outcome.report)
        let names = Set(report.rows.flatMap { $0.one.variables.keys }).sorted()
        var text = CSV.row(heading(names))
        let lanes = record.lanes.map { lane in
            [
                lane.name, lane.technique.rawValue, lane.layout.rawValue, "\(lane.samples)", lane.model.name,
                lane.model.quantization, lane.model.sha256 ?? "", lane.model.build, lane.model.server?.url ?? "",
            ] + SettingsKey.allCases.map { EvaluationFacts.setting($0, of: lane) }
        }
        let constant = [
            outcome.number.map { "\($0)" } ?? "", HistoryJSON.text(of: record.date),
            record.ended.map { HistoryJSON.text(of: $0) } ?? "", record.prompt.name, record.prompt.file ?? "",
            record.promptVersion.map { "\($0)" } ?? "", record.promptHash, record.data.name, record.data.sha256 ?? "",
            record.data.casesHash, record.answer, record.mode.rawValue, record.machine.lathe,
        ]
        var prompt = record.prompt.text
        func add(_ cells: [String], lane: Int) {
            text += CSV.row(cells + (lanes.indices.contains(lane) ? lanes[lane] : []) + constant + [prompt])
            prompt = ""
        }
        for row in report.rows {
            let values = names.map { row.one.variables[$0] ?? "" }
            for (lane, scored) in row.lanes.enumerated() {
                guard let scored else { continue }
                for (index, sample) in scored.output.samples.enumerated() {
                    let own = [row.one.id, row.one.expected.joined(separator: " | "), "\(index + 1)"]
                    add(own + values + Self.cells(scored, sample, index) + labelCells(of: scored), lane: lane)
                }
            }
        }
        for failure in report.failures {
            let cells = [failure.id, "", ""] + names.map { _ in "" } + Self.cells(failure)
            add(cells + labelCells(of: nil), lane: report.lanes.firstIndex { $0.name == failure.lane } ?? lanes.count)
        }
        return text
    }

    private func heading(_ names: [String]) -> [String] {
        let own =
            ["case", "expected", "output"] + names.map { "{{\($0)}}" }
            + [
                "text", "thoughts", "toolCalls", "read", "why", "correct", "finish", "error", "tokens", "promptTokens",
                "seconds", "cost",
            ]
        let lane = ["lane", "technique", "layout", "samples", "model", "quantization", "sha256", "llamaCpp", "server"]
        return own + labelHeading + lane + SettingsKey.allCases.map(\.rawValue)
            + [
                "evaluation", "date", "ended", "prompt", "promptFile", "promptVersion", "promptSHA256", "data",
                "dataSHA256", "casesSHA256", "answer", "mode", "lathe", "promptText",
            ]
    }

    /// The columns about the likelihoods of possible answers; empty if lanes generated.
    private var labelHeading: [String] {
        guard let labels = outcome.labels else { return [] }
        return ["correctByCharacter"] + labels.flatMap { ["logProbability[\($0.name)]", "share[\($0.name)]"] }
    }

    /// Returns the cells of ``labelHeading`` for a case; empty ones for nil.
    private func labelCells(of scored: ScoredCase?) -> [String] {
        guard let scored, let labels = outcome.labels else { return labelHeading.map { _ in "" } }
        let scores = scored.output.labels
        let figures = zip(scores, scores.shares).map { ($0.label, [$0.logProbability, $1]) }
        let known = Dictionary(figures, uniquingKeysWith: { first, _ in first })
        let cells = labels.flatMap { label -> [String] in
            known[label.name]?.map { Figures.decimal($0, 6) } ?? ["", ""]
        }
        return [scored.isCorrectByCharacter ? "1" : "0"] + cells
    }

    /// Returns what is known of an output. Figures are those of all its samples.
    private static func cells(_ scored: ScoredCase, _ sample: CaseOutput.Sample, _ index: Int) -> [String] {
        let output = scored.output
        return [
            sample.text, sample.thoughts, calls(sample), scored.answers[index] ?? "", scored.why.joined(separator: " "),
            scored.isCorrect ? "1" : "0", output.finish ?? "", "",
        ] + figures(output)
    }

    private static func cells(_ failure: CaseOutput) -> [String] {
        ["", "", "", "", "", "", "", failure.failure.map(commandLineText(of:)) ?? ""] + figures(failure)
    }

    /// Returns the calls of tools as the list that JSON has of them; empty if there are none.
    private static func calls(_ sample: CaseOutput.Sample) -> String {
        sample.calls.isEmpty ? "" : (try? json(sample.calls, pretty: false)) ?? ""
    }

    private static func figures(_ output: CaseOutput) -> [String] {
        [
            "\(output.tokens)", "\(output.promptTokens)", Figures.decimal(output.seconds, 3),
            output.cost.map { Figures.decimal($0, 9) } ?? "",
        ]
    }
}

extension EvaluationOutcome {
    /// All outputs as comma-separated values.
    package var csv: String { EvaluationTable(self).text }
}
