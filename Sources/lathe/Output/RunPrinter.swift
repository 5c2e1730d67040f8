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
    mutating func finish(_ summary: RunSummary, model: LoadedModel?) throws {
        progress.clear()
        switch format {
        case .columns:
            let bodies = summary.lanes.map { (body(of: $0), footer(of: $0)) }
            try redraw(bodies)
            for notice in plan.notices + summary.lanes.flatMap(\.notices) { printError(harmless(notice)) }
        case .json:
            try printJSON(RunReport(plan: plan, model: model, summary: summary), pretty: true)
        case .jsonl:
            for lane in RunReport(plan: plan, model: model, summary: summary).lanes {
                try printJSON(lane, pretty: false)
            }
        case .markdown:
            try printMarkdown(summary, model: model)
        }
    }

    // MARK: columns

    private mutating func redraw(_ bodies: [(text: String, footer: String)]) throws {
        let columns = plan.request.lanes.indices.map { index in
            let lane = plan.request.lanes[index]
            let place = plan.engines[index].map { " · \($0.name)" } ?? ""
            return Column(
                title: [lane.name, Self.technique(lane) + place, Self.knobs(lane)], body: bodies[index].text,
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
        guard lane.samples.count > 1 else { return lane.samples.first?.text ?? "" }
        let texts = lane.samples.enumerated().map { "\($0 + 1). \($1.text)" }
        return texts.joined(separator: "\n") + "\n\nmajority: \(lane.answer)"
    }

    private func footer(of lane: LaneResult) -> String {
        let finish = lane.samples.first?.stages.last?.finish.rawValue ?? ""
        let seconds = lane.timings.decodeSeconds
        let drawn = lane.usage.generatedTokens
        let rate = seconds > 0.001 && drawn > 1 ? " · \(Int((Double(drawn - 1) / seconds).rounded())) t/s" : ""
        let cost = lane.usage.cost.map { " · $\(Self.price($0))" } ?? ""
        return "\(drawn) tok · \(Self.decimal(lane.timings.firstTokenSeconds, 2)) s first\(rate)\(cost) · \(finish)"
    }

    private static func knobs(_ lane: LaneRequest) -> String {
        let settings = lane.settings
        var parts = ["T \(decimal(settings.temperature, 2))"]
        if settings.temperature > 0 {
            parts.append("K \(settings.topK == 0 ? "off" : String(settings.topK))")
            parts.append("P \(settings.topP == 1 ? "off" : decimal(settings.topP, 2))")
        }
        return parts.joined(separator: "  ")
    }

    private static func technique(_ lane: LaneRequest) -> String {
        lane.prompt.technique.rawValue + (lane.samples > 1 ? ", \(lane.samples) samples" : "")
    }

    /// Two digits that say something: 0.000031, 0.12, 3.40.
    private static func price(_ dollars: Double) -> String {
        guard dollars > 0 else { return "0" }
        return decimal(dollars, min(9, max(2, 1 - Int(log10(dollars).rounded(.down)))))
    }

    private static func decimal(_ value: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", value)
    }

    // MARK: markdown

    private func printMarkdown(_ summary: RunSummary, model: LoadedModel?) throws {
        var output = "# \(harmless(plan.promptName))\n\n"
        let place = model.map { "\($0.description.name) · \($0.description.quantization) · " } ?? ""
        output += "\(place)\(summary.mode.rawValue) mode\n"
        for (index, (request, lane)) in zip(plan.request.lanes, summary.lanes).enumerated() {
            let server = plan.engines[index].map { "\(harmless($0.name)) · " } ?? ""
            output +=
                "\n## \(harmless(lane.name))\n\n\(server)\(Self.technique(request)) · \(Self.knobs(request)) · seed \(request.settings.seed)\n\n"
            let body = harmless(body(of: lane))
            // A fence longer than any run of backticks in the text.
            let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: body) + 1))
            output += "\(fence)text\n\(body)\n\(fence)\n\n\(footer(of: lane))\n"
        }
        try printOutput(output)
    }

    private func longestRun(of character: Character, in text: String) -> Int {
        var longest = 0
        var run = 0
        for next in text {
            run = next == character ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}
