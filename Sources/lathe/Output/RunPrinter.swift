import Foundation
import Lanes
import Operations
import Reports
import TextLayout

/// Prints a run: as columns that stream on a terminal, or in another format at the end.
struct RunPrinter {
    enum Format: String, CaseIterable {
        case columns, json, jsonl, markdown, html, csv
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

    /// Takes an event of the run.
    mutating func take(_ event: RunEvent) throws {
        switch event {
        case .prefill(let lane, let done, let total):
            progress.show("Reading the prompt of \(plan.request.lanes[lane].name): \(done) of \(total) tokens")
        case .waiting(let lane, let seconds, let reason):
            progress.show("\(plan.request.lanes[lane].name): \(reason); asks again in \(seconds) s")
        case .stageStarted(let lane, let sample, let stage, let prompt, _) where sample == 0 && stage > 0:
            texts[lane] += prompt
        case .text(let lane, let sample, _, let text, _) where sample == 0:
            progress.clear()
            texts[lane] += text
            guard format == .columns, terminal.isTerminal, lastDraw.duration(to: .now) > .milliseconds(33) else {
                return
            }
            lastDraw = .now
            try redraw(texts.map { ($0, "…", []) })
        default: break
        }
    }

    /// Prints the result.
    mutating func finish(_ summary: RunSummary) throws {
        progress.clear()
        let report = RunReport(plan: plan, summary: summary)
        switch format {
        case .columns:
            try redraw(report.lanes.map { ($0.body, $0.footer, $0.images) })
            for notice in report.notices { printError(harmless(notice)) }
        case .json: try printJSON(report, pretty: true)
        case .jsonl: for lane in report.lanes { try printJSON(lane, pretty: false) }
        case .markdown: try printOutput(report.markdown)
        case .html: try printOutput(ReportPage(report).html)
        case .csv: try printForeign(report.csv)
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
