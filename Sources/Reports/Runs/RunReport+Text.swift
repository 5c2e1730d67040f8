import Foundation
import History
import Sampling
import TextLayout

/// The format in which a run's result is written.
package enum ReportFormat: String, CaseIterable, Sendable {
    case html, markdown, csv, json

    /// Finds the format of files with an ending; nil if there is none.
    package init?(ending: String) {
        switch ending.lowercased() {
        case "html", "htm": self = .html
        case "md", "markdown": self = .markdown
        case "csv": self = .csv
        case "json": self = .json
        default: return nil
        }
    }
}

extension RunReport {
    /// Reads a result: what `--format json` printed, a line of `lathe batch`, or one run exported from the history.
    package init(json text: String, name: String) throws(RunReportError) {
        let data = Data(text.utf8)
        let runs =
            (try? HistoryJSON.decoder().decode([RecordedRun].self, from: data))
            ?? (try? HistoryJSON.decoder().decode(RecordedRun.self, from: data)).map { [$0] }
        if let run = runs?.first, let runs {
            guard runs.count == 1 else {
                throw .severalRuns(name: name, count: runs.count)
            }
            self.init(run)
            return
        }
        do {
            self = try JSONDecoder().decode(RunReport.self, from: data)
        } catch {
            throw .noResult(name: name, reason: (error as? DecodingError).map(Self.reason) ?? "\(error)")
        }
    }

    /// Returns the result in a format.
    package func text(_ format: ReportFormat) throws -> String {
        switch format {
        case .html: ReportPage(self).html
        case .markdown: markdown
        case .csv: csv
        case .json: try json(self, pretty: true) + "\n"
        }
    }

    private static func reason(_ error: DecodingError) -> String {
        func path(_ context: DecodingError.Context) -> String {
            var path = ""
            for key in context.codingPath {
                path += key.intValue.map { "[\($0)]" } ?? (path.isEmpty ? key.stringValue : ".\(key.stringValue)")
            }
            return path.isEmpty ? "the file" : "`\(path)`"
        }
        switch error {
        case .keyNotFound(let key, let context): return "\(path(context)) has no `\(key.stringValue)`."
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "\(path(context)) has a value of the wrong kind."
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty ? "it is not JSON." : "\(path(context)): \(context.debugDescription)"
        @unknown default: return "it has a different structure."
        }
    }

}

extension RunReport.Lane {
    /// The technique and the number of samples: `cot, 5 samples`.
    var way: String { LaneText.technique(technique, samples: samples.count) }

    /// The server or model that the lane ran on, if lanes differ in that; else nil.
    var place: String? { server ?? model }

    /// The text, and below it the error if there is one. A text that a server sent before it failed is kept.
    package var body: String {
        withError(LaneText.body(samples.map { ($0.shown, $0.answer) }, beams: samples.map(\.beam)))
    }

    /// Returns ``body`` with the model's thoughts above each output: a line that counts them, or all of them if `isOpen`.
    package func body(thoughtsAreOpen isOpen: Bool, glyphs: Glyphs) -> String {
        withError(LaneText.body(samples, thoughtsAreOpen: isOpen, glyphs: glyphs))
    }

    private func withError(_ text: String) -> String {
        guard let error else { return text }
        return text.isEmpty ? error : "\(text)\n\n\(error)"
    }

    /// The lane's figures: tokens, times, and why it ended.
    package var footer: String {
        LaneText.footer(
            tokens: usage.generatedTokens, firstTokenSeconds: timings.firstTokenSeconds,
            decodeSeconds: timings.decodeSeconds, cost: usage.cost, finish: stages.last?.finish.rawValue ?? "")
            + (samples.count == 1 ? samples[0].beam.map { " · " + LaneText.score($0) } ?? "" : "")
    }

    /// The speed after the first token, in tokens a second; nil if there are too few tokens to tell.
    var tokensPerSecond: Double? {
        LaneText.rate(tokens: usage.generatedTokens, decodeSeconds: timings.decodeSeconds)
    }
}

// MARK: Markdown and tables

extension RunReport {
    /// A Markdown document: the prompt, then a heading and a fenced text for each lane.
    package var markdown: String {
        // If lanes are on several models, their sections say it.
        let one = lanes.contains { $0.place != nil } ? nil : model
        let model = one.map { "\(harmless($0.name)) · \(harmless($0.quantization)) · " } ?? ""
        return "# \(Markdown.line(prompt))\n\n\(model)\(mode.rawValue) mode\n"
            + markdownPrompt
            + lanes.map { lane in
                LaneText.markdown(
                    name: lane.name, place: lane.place, technique: lane.technique, samples: lane.samples.count,
                    settings: lane.settings, without: lane.lacking, images: lane.images,
                    thoughts: lane.samples.map(\.thoughts), body: lane.body, footer: lane.footer)
            }.joined() + markdownDifferences
    }

    /// The prompt as a section of a Markdown document; empty if it isn't known.
    var markdownPrompt: String { asked?.markdown(for: Set(lanes.map(\.technique))) ?? "" }

    /// The result as CSV (RFC 4180): a row for each sample, with a column for each setting.
    package var csv: String {
        var rows = [
            ["prompt", "model", "mode", "lane", "technique", "layout", "sample", "text", "answer", "finish", "error"]
                + SettingsKey.allCases.map(\.rawValue)
                + [
                    "promptTokens", "cachedTokens", "generatedTokens", "prefillSeconds", "firstTokenSeconds",
                    "decodeSeconds", "cost", "thoughts", "logProbability", "score",
                ]
        ]
        for lane in lanes {
            let settings = SettingsKey.allCases.map { key in
                lane.lacking.contains(key) ? "" : lane.settings[key].description
            }
            let numbers =
                [lane.usage.promptTokens, lane.usage.cachedTokens, lane.usage.generatedTokens].map(String.init)
                + [lane.timings.prefillSeconds, lane.timings.firstTokenSeconds, lane.timings.decodeSeconds].map {
                    Figures.decimal($0, 4)
                }
            let cost = lane.usage.cost.map { Figures.decimal($0, 9) } ?? ""
            // A lane that failed has a row too.
            for index in 0..<max(1, lane.samples.count) {
                let sample = index < lane.samples.count ? lane.samples[index] : nil
                let own = [
                    String(index + 1), sample?.text ?? "", sample?.answer ?? "",
                    sample?.stages.last?.finish.rawValue ?? "", lane.error ?? "",
                ]
                rows.append(
                    [
                        prompt, lane.place ?? model?.name ?? "", mode.rawValue, lane.name, lane.technique.rawValue,
                        lane.layout.rawValue,
                    ] + own
                        + settings + numbers + [cost, sample?.thoughts ?? ""]
                        + [sample?.beam?.logProbability, sample?.beam?.score].map {
                            $0.map { Figures.decimal($0, 6) } ?? ""
                        })
            }
        }
        return rows.map(CSV.row).joined()
    }
}
