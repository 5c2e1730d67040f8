import History
import Lanes
import Prompting
import Sampling

/// Writes runs of the history as CSV, with a column for each setting.
package enum RunTable {
    /// The record with the names of the columns.
    package static let header = CSV.row(
        [
            "run", "date", "prompt", "file", "origin", "mode", "rating", "tags", "note", "lane", "output",
            "technique",
            "layout", "model", "quantization", "sha256",
        ] + SettingsKey.allCases.map(\.rawValue) + [
            "text", "answer", "finish", "error", "promptTokens", "generatedTokens", "firstTokenSeconds",
            "decodeSeconds", "cost", "thoughts", "logProbability", "score",
        ])

    /// Returns the records of a run, one for each output of each lane.
    package static func rows(_ recorded: RecordedRun) -> String {
        let run = recorded.run
        var rows = ""
        for lane in run.lanes {
            let cost = lane.cost.map { Figures.decimal($0, 9) } ?? ""
            let samples: [SampleResult?] = lane.result.samples.isEmpty ? [nil] : lane.result.samples
            for (number, sample) in samples.enumerated() {
                var cells = [
                    "\(recorded.id)", HistoryJSON.text(of: run.date), run.prompt.name, run.prompt.file ?? "",
                    run.origin.rawValue, run.mode, recorded.rating.map { "\($0)" } ?? "",
                    recorded.tags.joined(separator: ","), recorded.note, lane.name, "\(number + 1)",
                    lane.technique.rawValue, lane.layout.rawValue, lane.model.name, lane.model.quantization,
                    lane.model.sha256 ?? "",
                ]
                cells += SettingsKey.allCases.map { lane.lacking.contains($0) ? "" : "\(lane.settings[$0])" }
                let (usage, timings) = (lane.result.usage, lane.result.timings)
                cells += [
                    sample?.text ?? "", sample?.answer ?? "", sample?.stages.last?.finish.rawValue ?? "",
                    lane.error ?? "", "\(usage.promptTokens)", "\(usage.generatedTokens)",
                    "\(timings.firstTokenSeconds)", "\(timings.decodeSeconds)", cost,
                    sample?.thoughts ?? "",
                ]
                cells += [sample?.beam?.logProbability, sample?.beam?.score].map {
                    $0.map { Figures.decimal($0, 6) } ?? ""
                }
                rows += CSV.row(cells)
            }
        }
        return rows
    }
}
