import Foundation
import History
import Lanes
import Prompting
import Sampling
import TextLayout

/// The result of a run as one page of HTML. It loads nothing from elsewhere and runs no script.
package struct ReportPage {
    private let report: RunReport
    /// The run in the history; nil if it isn't from there.
    private let recorded: RecordedRun?

    /// Creates the page of a run. `recorded` is the run in the history, if it is from there.
    package init(_ report: RunReport, of recorded: RecordedRun? = nil) {
        self.report = report
        self.recorded = recorded
    }

    /// The whole page.
    package var html: String {
        let title = Page.escaped(report.prompt.isEmpty ? "A run" : report.prompt)
        let notices = report.notices + [report.build.trimmingCharacters(in: [" ", "|"])]
        return Page.document(
            title: title, facts: facts,
            note: recorded.map { $0.note.isEmpty ? "" : "<p dir=\"auto\">\(Page.escaped($0.note))</p>" } ?? "",
            main: """
                <section class="lanes" aria-label="Outputs">
                \(report.lanes.map(card).joined(separator: "\n"))
                </section>
                \(differences)
                \(figures)
                \(common)
                """, notices: notices)
    }

    private var facts: [String] {
        let count = report.lanes.count
        var facts: [String] = []
        if let recorded {
            facts += ["run \(recorded.id)", recorded.run.date.inShort]
            if let rating = recorded.rating { facts.append("rated \(rating) of 5") }
            facts += recorded.tags
        }
        if Set(places).count > 1 {
            facts += Set(places).sorted()
        } else if let model = report.model {
            facts += [model.name, model.architecture, model.quantization, "\(model.contextLength) tokens of context"]
        } else {
            facts += places.prefix(1)
        }
        return facts.filter { !$0.isEmpty }
            + ["\(report.mode.rawValue) mode", "\(count) \(count == 1 ? "lane" : "lanes")"]
    }

    /// The model or server of each lane; empty texts if that isn't shown.
    private var places: [String] { report.lanes.map { $0.place ?? "" } }

    // MARK: lanes

    private func card(_ lane: RunReport.Lane) -> String {
        var parts = [
            "<article>", "<h2 dir=\"auto\">\(Page.escaped(lane.name))</h2>",
            "<p class=\"way\">\(Page.escaped(([lane.way, lane.layout.rawValue] + [lane.place].compactMap(\.self)).joined(separator: " · ")))</p>",
            "<p class=\"knobs\">\(knobs(lane))</p>",
        ]
        if !lane.images.isEmpty {
            parts.append("<p class=\"way\">\(Page.escaped(lane.images.joined(separator: " · ")))</p>")
        }
        if let error = lane.error { parts.append("<p class=\"error\" role=\"alert\">\(Page.escaped(error))</p>") }
        if lane.samples.count > 1 {
            if lane.samples[0].beam == nil {
                let (answer, votes) = vote(among: lane.samples.map(\.answer))
                let strong = votes > 0 ? " <strong dir=\"auto\">\(Page.escaped(answer))</strong>" : ""
                parts.append("<p class=\"answer\">\(LaneText.votes(votes, of: lane.samples.count))\(strong)</p>")
            }
            parts.append("<ol class=\"samples\">")
            parts += lane.samples.map { sample in
                let score = sample.beam.map { "<p class=\"figures\">\(LaneText.score($0))</p>" } ?? ""
                return "<li>\(output(sample))\(score)</li>"
            }
            parts.append("</ol>")
        } else if let sample = lane.samples.first, lane.error == nil || !sample.shown.isEmpty {
            parts.append(output(sample))
            let isPart =
                sample.calls.isEmpty && !lane.answer.isEmpty
                && lane.answer != lane.text.trimmingCharacters(in: .whitespacesAndNewlines)
            if isPart {
                parts.append(
                    "<p class=\"answer\">answer <strong dir=\"auto\">\(Page.escaped(lane.answer))</strong></p>")
            }
        }
        parts.append("<p class=\"figures\">\(Page.escaped(lane.footer))</p>")
        parts += sent(lane)
        return (parts + ["</article>"]).joined(separator: "\n")
    }

    /// Returns an output below the model's thoughts, which are folded at first.
    private func output(_ sample: SampleResult) -> String {
        guard let fold = ThoughtFold(sample) else { return answer(sample) }
        let thoughts = "<pre dir=\"auto\">\(Page.escaped(fold.text))</pre>"
        return "<details>\n<summary>\(fold.line)</summary>\n\(thoughts)\n</details>\n\(answer(sample))"
    }

    /// Returns an answer, with calls of tools as trees, and below them, folded at first, as the model wrote them.
    private func answer(_ sample: SampleResult) -> String {
        guard !sample.shown.isEmpty else { return "<p class=\"output empty\">(empty)</p>" }
        let shown = "<pre class=\"output\" dir=\"auto\">\(Page.escaped(sample.shown))</pre>"
        guard !sample.calls.isEmpty, !sample.text.isEmpty else { return shown }
        let written = "<pre dir=\"auto\">\(Page.escaped(sample.text))</pre>"
        return "\(shown)\n<details>\n<summary>as the model wrote it</summary>\n\(written)\n</details>"
    }

    private func knobs(_ lane: RunReport.Lane) -> String {
        let words = LaneText.knobs(lane.settings, without: lane.lacking).split(separator: " ").map(String.init)
        var knobs = stride(from: 0, to: words.count - 1, by: 2).map { "\(words[$0]) \(words[$0 + 1])" }
        if !lane.lacking.contains(.seed) { knobs.append("seed \(lane.settings.seed)") }
        return knobs.map { "<span>\($0)</span>" }.joined(separator: " ")
    }

    /// Returns a section, folded at first, with the text that the model was sent.
    private func sent(_ lane: RunReport.Lane) -> [String] {
        guard let first = lane.stages.first, !first.prompt.isEmpty else { return [] }
        let stages = lane.stages.enumerated().map { index, stage in
            let head = lane.stages.count > 1 ? "<h3>Stage \(index + 1)</h3>\n" : ""
            return "\(head)<pre dir=\"auto\">\(Page.escaped(stage.prompt))</pre>"
        }
        return ["<details>", "<summary>what was sent</summary>"] + stages + ["</details>"]
    }

    // MARK: tables

    private var differences: String {
        let rows = report.differences.map { ($0.name, $0.values) }
        guard !rows.isEmpty else { return "" }
        return "<section>\n<h2>What differs</h2>\n\(table(rows, label: "What differs", isNumeric: false))\n</section>"
    }

    private var figures: String {
        func row(_ name: String, _ value: (RunReport.Lane) -> String) -> (String, [String]) {
            (name, report.lanes.map(value))
        }
        var rows = [
            row("tokens sent") { "\($0.usage.promptTokens)" },
            row("of them shared or kept") { "\($0.usage.cachedTokens)" },
            row("tokens generated") { "\($0.usage.generatedTokens)" },
            row("of them replayed") { "\($0.usage.replayedTokens)" },
            row("first token, s") { Figures.decimal($0.timings.firstTokenSeconds, 2) },
            row("tokens a second") { $0.tokensPerSecond.map { Figures.decimal($0, 1) } ?? "–" },
            row("ended by") { $0.stages.last?.finish.rawValue ?? "–" },
        ]
        if report.lanes.contains(where: { $0.usage.cost != nil }) {
            rows.append(row("cost") { $0.usage.cost.map { Dollars.text($0) } ?? "–" })
        }
        return "<section>\n<h2>Figures</h2>\n\(table(rows, label: "Figures", isNumeric: true))\n</section>"
    }

    /// Returns a table. A wide one scrolls sideways, also with the keyboard.
    private func table(_ rows: [(String, [String])], label: String, isNumeric: Bool) -> String {
        let head = report.lanes.map { "<th scope=\"col\" dir=\"auto\"><span>\(Page.escaped($0.name))</span></th>" }
            .joined()
        let body = rows.map { name, values in
            "<tr><th scope=\"row\">\(name)</th>\(values.map { "<td>\(Page.escaped($0))</td>" }.joined())</tr>"
        }
        return """
            <div class="wide" role="region" tabindex="0" aria-label="\(label)"><table\(isNumeric ? " class=\"numbers\"" : "")>
            <thead><tr><td></td>\(head)</tr></thead>
            <tbody>
            \(body.joined(separator: "\n"))
            </tbody>
            </table></div>
            """
    }

    /// A section, folded at first, with the settings that all lanes share.
    private var common: String {
        guard let first = report.lanes.first else { return "" }
        let keys = SettingsKey.allCases.filter { key in
            report.lanes.allSatisfy { $0.text(of: key) == first.text(of: key) }
        }
        let rows = keys.map { key in
            "<div><dt>\(key.rawValue)</dt><dd>\(Page.escaped(first.text(of: key)))</dd></div>"
        }
        let title = report.lanes.count == 1 ? "settings" : "settings that all lanes share"
        return
            "<details class=\"common\">\n<summary>\(title)</summary>\n<dl>\n\(rows.joined(separator: "\n"))\n</dl>\n</details>"
    }
}
