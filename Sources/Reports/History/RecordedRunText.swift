import Foundation
import History
import Prompting
import TextLayout

/// A run from the history as text.
package struct RecordedRunText {
    private let recorded: RecordedRun
    private var run: RunRecord { recorded.run }

    /// Creates the text of a run.
    package init(_ recorded: RecordedRun) {
        self.recorded = recorded
    }

    /// Facts about the run, each with its name.
    package var facts: [(String, String)] {
        var facts = [
            ("run", "\(recorded.id)"), ("date", run.date.inShort), ("prompt", run.prompt.name),
            ("file", run.prompt.file ?? "none"),
        ]
        for (name, value) in run.prompt.variables.sorted(by: { $0.key < $1.key }) {
            facts.append(("{{\(name)}}", preview(value)))
        }
        facts.append(("asked by", run.rerunOf.map { "rerun of \($0)" } ?? run.origin.rawValue))
        facts.append(("mode", run.mode + (run.isCancelled ? ", cancelled" : "")))
        facts.append(("took", Figures.decimal(run.seconds, 2) + " s"))
        var models: [ModelRecord] = []
        for lane in run.lanes where !models.contains(lane.model) { models.append(lane.model) }
        for model in models {
            guard !model.isRemote else {
                facts.append(("server", model.name))
                if let server = model.server {
                    facts.append(("address", server.url))
                    facts.append(("kind", server.kind))
                    if !server.lacks.isEmpty {
                        facts.append(("not sent", server.lacks.map(\.rawValue).joined(separator: ", ")))
                    }
                }
                continue
            }
            facts.append(("model", "\(model.name) · \(model.quantization) · \(model.contextLength) ctx"))
            facts.append(("path", model.path))
            facts.append(("SHA-256", model.sha256 ?? "not known"))
            facts.append(("build", model.build))
        }
        facts.append(("Lathe", run.machine.lathe))
        facts.append(
            ("processor", run.machine.processor + (run.machine.threads > 0 ? " · \(run.machine.threads) threads" : "")))
        facts.append(("rating", recorded.rating.map { "\($0)" } ?? "none"))
        facts.append(("tags", recorded.tags.isEmpty ? "none" : recorded.tags.joined(separator: ", ")))
        if !recorded.note.isEmpty { facts.append(("note", recorded.note)) }
        if let deleted = recorded.deleted { facts.append(("deleted", deleted.inShort)) }
        return facts
    }

    /// Returns the model of a lane; nil if all lanes have the same.
    private func place(of lane: LaneRecord) -> String? {
        Set(run.lanes.map(\.model)).count > 1 ? lane.model.name : nil
    }

    private func preview(_ value: String) -> String {
        let line = value.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.truncated(toWidth: 72)
    }

    /// Returns the lanes, to be printed side by side.
    package func columns(_ glyphs: Glyphs) -> [Column] {
        run.lanes.map { lane in
            Column(
                title: [
                    lane.name,
                    LaneText.technique(lane.technique, samples: lane.request.samples)
                        + (place(of: lane).map { " · \($0)" } ?? ""),
                    LaneText.knobs(lane.settings, without: lane.lacking),
                ] + lane.request.prompt.imageLines,
                body: lane.error ?? LaneText.body(lane.result.samples, thoughtsAreOpen: false, glyphs: glyphs),
                footer: Self.footer(lane))
        }
    }

    static func body(_ lane: LaneRecord) -> String {
        lane.error
            ?? LaneText.body(
                lane.result.samples.map { ($0.shown, $0.answer) }, beams: lane.result.samples.map(\.beam))
    }

    static func footer(_ lane: LaneRecord) -> String {
        LaneText.footer(
            tokens: lane.result.usage.generatedTokens, firstTokenSeconds: lane.result.timings.firstTokenSeconds,
            decodeSeconds: lane.result.timings.decodeSeconds, cost: lane.cost,
            finish: lane.result.samples.first?.stages.last?.finish.rawValue ?? "")
            + (lane.result.samples.count == 1
                ? lane.result.samples[0].beam.map { " · " + LaneText.score($0) } ?? "" : "")
    }

    /// The run as a Markdown document.
    package var markdown: String {
        var text = "# \(Markdown.line(run.prompt.name))\n\n"
        let models = Set(
            run.lanes.map { [$0.model.name, $0.model.quantization].filter { !$0.isEmpty }.joined(separator: " · ") }
        ).sorted()
        text += "Run \(recorded.id) · \(HistoryJSON.text(of: run.date)) · \(models.joined(separator: ", "))"
        text += " · \(run.mode) mode\n"
        if let rating = recorded.rating { text += "\nRating: \(rating) of 5\n" }
        if !recorded.tags.isEmpty { text += "\nTags: \(harmless(recorded.tags.joined(separator: ", ")))\n" }
        if !recorded.note.isEmpty { text += "\n\(harmless(recorded.note))\n" }
        let report = RunReport(recorded)
        text +=
            report.asked == nil
            ? "\n## Prompt\n\n" + Markdown.fenced(run.prompt.text.trimmingCharacters(in: .newlines)) + "\n"
            : report.markdownPrompt
        for lane in run.lanes {
            text += LaneText.markdown(
                name: lane.name, place: place(of: lane), technique: lane.technique, samples: lane.request.samples,
                settings: lane.settings, without: lane.lacking, images: lane.request.prompt.imageLines,
                thoughts: lane.result.samples.map(\.thoughts), body: Self.body(lane), footer: Self.footer(lane))
        }
        return text + report.markdownDifferences
    }
}
