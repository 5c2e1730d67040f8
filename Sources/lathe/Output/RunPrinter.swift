import Foundation
import Prompting
import Runtime
import Sampling
import TextLayout

/// Prints a run: columns that stream on a terminal, or one of the other formats at the end.
struct RunPrinter {
    enum Format: String, CaseIterable {
        case columns, json, jsonl, markdown
    }

    let format: Format
    let plan: RunPlan
    let terminal: TerminalSize

    private var texts: [String]
    private var drawnLines = 0
    private var lastDraw = ContinuousClock.now
    private let progress = ProgressLine()

    init(format: Format, plan: RunPlan) {
        self.format = format
        self.plan = plan
        terminal = TerminalSize.current
        texts = plan.request.lanes.map { _ in "" }
    }

    /// Takes an event while the run goes on.
    mutating func take(_ event: RunEvent) throws {
        switch event {
        case .prefill(let lane, let done, let total):
            progress.show("Reading the prompt of \(plan.request.lanes[lane].name): \(done) of \(total) tokens")
        case .stageStarted(let lane, let sample, let stage, let prompt, _) where sample == 0 && stage > 0:
            texts[lane] += prompt
        case .text(let lane, let sample, _, let text, _) where sample == 0:
            progress.clear()
            texts[lane] += text
            guard format == .columns, terminal.isTerminal, lastDraw.duration(to: .now) > .milliseconds(33) else {
                return
            }
            lastDraw = .now
            try redraw(texts.map { ($0, "…") })
        default: break
        }
    }

    /// Prints the result.
    mutating func finish(_ summary: RunSummary) throws {
        progress.clear()
        switch format {
        case .columns:
            let bodies = summary.lanes.map { (body(of: $0), footer(of: $0)) }
            try redraw(bodies)
            for notice in plan.notices + summary.lanes.flatMap(\.notices) { printError(harmless(notice)) }
        case .json:
            try printJSON(RunReport(plan: plan, summary: summary), pretty: true)
        case .jsonl:
            for lane in RunReport(plan: plan, summary: summary).lanes {
                try printJSON(lane, pretty: false)
            }
        case .markdown:
            try printMarkdown(summary)
        }
    }

    // MARK: columns

    private mutating func redraw(_ bodies: [(text: String, footer: String)]) throws {
        let columns = plan.request.lanes.indices.map { index in
            let lane = plan.request.lanes[index]
            let technique = LaneText.technique(lane.prompt.technique, samples: lane.samples)
            let place = plan.place(of: index).map { " · \($0)" } ?? ""
            return Column(
                title: [lane.name, technique + place, LaneText.knobs(lane.settings)], body: bodies[index].text,
                footer: bodies[index].footer)
        }
        var lines = Columns.lines(columns, width: terminal.columns, glyphs: terminal.glyphs)
        let isFinal = !bodies.contains { $0.footer == "…" }
        // What has scrolled off can't be drawn again: until the end, only as much as fits is shown.
        if terminal.isTerminal, !isFinal { lines = Array(lines.suffix(max(4, terminal.rows - 2))) }
        var output = ""
        if drawnLines > 0 { output += "\u{1B}[\(drawnLines)A\u{1B}[J" }
        output += lines.map { $0 + "\n" }.joined()
        drawnLines = terminal.isTerminal && !isFinal ? lines.count : 0
        try printOutput(output)
    }

    /// The text, and below it what went wrong: what a server sent before it broke off is worth something.
    private func body(of lane: LaneResult) -> String {
        guard let error = lane.error else { return text(of: lane) }
        let text = text(of: lane)
        return text.isEmpty ? error.description : "\(text)\n\n\(error)"
    }

    private func text(of lane: LaneResult) -> String {
        LaneText.body(lane.samples.map(\.text), answer: lane.answer)
    }

    private func footer(of lane: LaneResult) -> String {
        LaneText.footer(
            tokens: lane.usage.generatedTokens, firstTokenSeconds: lane.timings.firstTokenSeconds,
            decodeSeconds: lane.timings.decodeSeconds, cost: lane.usage.cost,
            finish: lane.samples.first?.stages.last?.finish.rawValue ?? "")
    }

    // MARK: markdown

    private func printMarkdown(_ summary: RunSummary) throws {
        var output = "# \(harmless(plan.promptName))\n\n"
        let model = plan.model.map { "\($0.description.name) · \($0.description.quantization) · " } ?? ""
        output += "\(model)\(summary.mode.rawValue) mode\n"
        for (index, (request, lane)) in zip(plan.request.lanes, summary.lanes).enumerated() {
            output += LaneText.markdown(
                name: lane.name, place: plan.place(of: index), technique: request.prompt.technique,
                samples: request.samples, settings: request.settings, body: body(of: lane), footer: footer(of: lane))
        }
        try printOutput(output)
    }
}
