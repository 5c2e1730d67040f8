import Foundation
import Lanes
import Operations
import Reports
import TextLayout

/// Prints a run: as columns that stream on a terminal, or in another format at the end.
package struct RunPrinter {
    /// The formats of a run.
    package enum Format: String, CaseIterable, Sendable {
        case columns, json, jsonl, markdown, html, csv, tree
    }

    /// The first output of a lane so far.
    private struct Output {
        var text = ""
        var thoughts = ""
        var thoughtTokens = 0
    }

    private let format: Format
    private let plan: RunPlan
    /// True if columns show a model's thoughts whole, false if a line counts them.
    private let showsThoughts: Bool
    private let terminal: TerminalSize

    private var outputs: [Output]
    /// The number of steps that the search of each lane has taken.
    private var steps: [Int]
    private var drawnLines = 0
    private var lastDraw = ContinuousClock.now
    private let progress = ProgressLine()

    /// Creates a printer for a run of `plan`; `showsThoughts` is whether columns show thoughts whole.
    package init(format: Format, plan: RunPlan, showsThoughts: Bool) {
        self.format = format
        self.plan = plan
        self.showsThoughts = showsThoughts
        terminal = TerminalSize.current
        outputs = plan.request.lanes.map { _ in Output() }
        steps = plan.request.lanes.map { _ in 0 }
    }

    /// Takes an event of the run.
    package mutating func take(_ event: RunEvent) throws {
        switch event {
        case .prefill(let lane, let done, let total):
            progress.show("Reading the prompt of \(plan.request.lanes[lane].name): \(done) of \(total) tokens")
        case .searched(let lane, _, _):
            steps[lane] += 1
            progress.show("Beams of \(plan.request.lanes[lane].name): step \(steps[lane])")
        case .waiting(let lane, let seconds, let reason):
            progress.show("\(plan.request.lanes[lane].name): \(reason); asks again in \(seconds) s")
        case .stageStarted(let lane, let sample, let stage, let prompt, _) where sample == 0 && stage > 0:
            outputs[lane].text += prompt
        case .text(let lane, let sample, _, let text, _) where sample == 0:
            outputs[lane].text += text
            try redrawSoon()
        case .thoughts(let lane, let sample, _, let text, let drawn) where sample == 0:
            outputs[lane].thoughts += text
            outputs[lane].thoughtTokens += drawn.count
            try redrawSoon()
        default: break
        }
    }

    private mutating func redrawSoon() throws {
        progress.clear()
        guard format == .columns, terminal.isTerminal, lastDraw.duration(to: .now) > .milliseconds(33) else { return }
        lastDraw = .now
        try redraw(outputs.map { (body(of: $0), "…", []) })
    }

    private func body(of output: Output) -> String {
        guard output.thoughtTokens > 0 || !output.thoughts.isEmpty else { return output.text }
        let fold = ThoughtFold(output.thoughts, tokens: output.thoughtTokens, isUnderWay: output.text.isEmpty)
        return fold.shown(isOpen: showsThoughts, mark: terminal.glyphs.fold(isOpen: showsThoughts)) + output.text
    }

    /// Prints the result.
    package mutating func finish(_ summary: RunSummary) throws {
        progress.clear()
        let report = RunReport(plan: plan, summary: summary)
        switch format {
        case .columns:
            try redraw(
                report.lanes.map {
                    ($0.body(thoughtsAreOpen: showsThoughts, glyphs: terminal.glyphs), $0.footer, $0.images)
                })
            for notice in report.notices { printError(harmless(notice)) }
        case .json: try printJSON(report, pretty: true)
        case .jsonl: for lane in report.lanes { try printJSON(lane, pretty: false) }
        case .markdown: try printOutput(report.markdown)
        case .html: try printOutput(ReportPage(report).html)
        case .csv: try printForeign(report.csv)
        case .tree: try printOutput(report.trees(terminal.glyphs))
        }
    }

    // MARK: columns

    private mutating func redraw(_ bodies: [(text: String, footer: String, images: [String])]) throws {
        let columns = plan.request.lanes.indices.map { index in
            let lane = plan.request.lanes[index]
            let technique = LaneText.technique(lane.prompt.technique, samples: lane.samples)
            let place = plan.place(of: index).map { " · \($0)" } ?? ""
            return Column(
                title: [lane.name, technique + place, LaneText.knobs(lane.settings, without: plan.lacking(of: index))]
                    + (bodies[index].images.isEmpty ? lane.prompt.images.map(\.summary) : bodies[index].images),
                body: bodies[index].text,
                footer: bodies[index].footer)
        }
        var lines = Columns.lines(columns, width: terminal.columns, glyphs: terminal.glyphs)
        let isFinal = !bodies.contains { $0.footer == "…" }
        // Lines that have scrolled away can't be drawn again, so before the end only as many as fit are shown.
        if terminal.isTerminal, !isFinal { lines = Array(lines.suffix(max(4, terminal.rows - 2))) }
        var output = ""
        // If the terminal shows a Ctrl-C, the cursor has moved to the right.
        if drawnLines > 0 { output += "\r\u{1B}[\(drawnLines)A\u{1B}[J" }
        output += lines.map { $0 + "\n" }.joined()
        drawnLines = terminal.isTerminal && !isFinal ? lines.count : 0
        try printOutput(output)
    }
}
