import Evaluation
import History

/// An evaluation as one page of HTML: results, what was evaluated, and each case, which opens on a click. It loads nothing
/// from elsewhere. Its own script filters and sorts the cases; without it, all else works.
package struct EvaluationPage {
    private let output: EvaluationOutcome
    /// A section before the others, with its style.
    private let lead, leadStyle: String

    /// Creates the page of an evaluation.
    package init(_ output: EvaluationOutcome) {
        self.init(output, lead: "", style: "")
    }

    init(_ output: EvaluationOutcome, lead: String, style: String) {
        (self.output, self.lead, leadStyle) = (output, lead, style)
    }

    /// The whole page.
    package var html: String {
        let record = output.record
        return Page.document(
            title: Page.escaped(record.prompt.name),
            facts: [
                output.number.map { "evaluation \($0)" }, record.date.inShort, record.isFinished ? nil : "unfinished",
                "\(output.report.total) cases of \(record.data.name)", output.way,
                "\(record.mode.rawValue) mode", output.labels == nil ? "\(record.parallel) at once" : nil,
            ].compactMap(\.self),
            style: Self.style + EvaluationCases.style + (output.labels == nil ? "" : Calibration.pictureStyle)
                + leadStyle,
            main: """
                \(lead)
                <section>
                <h2>Lanes</h2>
                \(lanes)
                <ul>
                \(sentences.map { "<li>\(Page.escaped($0))</li>" }.joined(separator: "\n"))
                </ul>
                </section>
                \(calibration)
                \(evaluated)
                \(EvaluationCases(output.report, output.supports).html)
                """, notices: record.notices.map(commandLineText(of:)), script: EvaluationCases.script)
    }

    /// The style of bars: the interval is a line, and the accuracy is a stroke on it.
    private static let style = """

        .bar { position: relative; width: 12rem; height: .9rem; border-inline: 1px solid; opacity: .9; }
        .bar i { position: absolute; top: 35%; height: 30%; background: currentColor; opacity: .45; }
        .bar b { position: absolute; top: 10%; height: 80%; width: 3px; margin-left: -1px; background: currentColor; }
        .evaluated td { white-space: pre-wrap; overflow-wrap: anywhere; min-width: 7rem; }
        .evaluated td:first-of-type { min-width: 9rem; }
        details.block { margin-top: 1rem; }
        details.block > summary { font-size: 1.1rem; font-weight: 700; color: var(--ink); }
        """

    private var sentences: [String] {
        output.sentences.map(commandLineText(of:)) + [output.promptShare].compactMap(\.self)
    }

    private var lanes: String {
        let head = output.headings + ["0 to 100 %"]
        let rows = zip(output.rows, output.report.lanes).map { row, lane in
            let cells = row.dropFirst().map { "<td>\(Page.escaped($0))</td>" }.joined()
            return
                "<tr><th scope=\"row\" dir=\"auto\">\(Page.escaped(row[0]))</th>\(cells)<td>\(bar(lane))</td></tr>"
        }
        return table(head.map { "<th scope=\"col\">\($0)</th>" }.joined(), rows, label: "Lanes", style: "numbers")
    }

    private func bar(_ lane: EvaluationReport.Lane) -> String {
        func percent(_ share: Double) -> String { Figures.decimal(share * 100, 1) + "%" }
        let width = percent(lane.interval.high - lane.interval.low)
        return
            "<div class=\"bar\" role=\"img\" aria-label=\"\(percent(lane.accuracy))\"><i style=\"left:\(percent(lane.interval.low));width:\(width)\"></i><b style=\"left:\(percent(lane.accuracy))\"></b></div>"
    }

    /// The figures before and after corrections, and the reliability diagrams of all lanes.
    private var calibration: String {
        let diagrams = output.report.lanes.flatMap { lane -> [(String, Calibration)] in
            guard let likelihood = lane.likelihood, let plain = likelihood.plain else { return [] }
            let after = output.corrections.compactMap { method in
                likelihood.calibration(after: method).map { ("\(lane.name), \(method.rawValue)", $0) }
            }
            return [(lane.name, plain)] + after
        }
        guard !diagrams.isEmpty else { return "" }
        let figures = diagrams.map { name, calibration in
            "<figure>\(calibration.picture)<figcaption dir=\"auto\">\(Page.escaped(name))</figcaption></figure>"
        }
        let head = output.correctedHeadings.map { "<th scope=\"col\">\($0)</th>" }.joined()
        let rows = output.corrected.map { row in
            "<tr><th scope=\"row\" dir=\"auto\">\(Page.escaped(row[0]))</th>"
                + row.dropFirst().map { "<td>\(Page.escaped($0))</td>" }.joined() + "</tr>"
        }
        return """
            <section>
            <h2>How often the likeliest answer is right, by its share</h2>
            <div class="diagrams">
            \(figures.joined(separator: "\n"))
            </div>
            \(rows.isEmpty ? "" : table(head, rows, label: "Before and after corrections", style: "numbers"))
            </section>

            """
    }

    private var evaluated: String {
        let facts = EvaluationFacts(output)
        let all = facts.all.map {
            "<tr><th scope=\"row\">\(Page.escaped($0.name))</th><td dir=\"auto\">\(Page.escaped($0.value))</td></tr>"
        }
        let settings = facts.lanes.map { row in
            let cells = row.values.map { "<td dir=\"auto\">\(Page.escaped($0))</td>" }.joined()
            return "<tr><th scope=\"row\">\(Page.escaped(row.name))</th>\(cells)</tr>"
        }
        let names = output.report.lanes.map { "<th scope=\"col\" dir=\"auto\">\(Page.escaped($0.name))</th>" }.joined()
        return """
            <details class="block" open><summary>What was evaluated</summary>
            \(table("", all, label: "What was evaluated", style: "evaluated"))
            <details><summary>The prompt</summary><pre dir="auto">\(Page.escaped(output.record.prompt.text))</pre></details>
            </details>
            <details class="block"><summary>Settings and models of the lanes</summary>
            \(table("<th scope=\"col\"></th>" + names, settings, label: "Settings and models", style: "evaluated"))
            </details>
            """
    }

    private func table(_ head: String, _ rows: [String], label: String, style: String) -> String {
        """
        <div class="wide" role="region" tabindex="0" aria-label="\(label)"><table class="\(style)">
        \(head.isEmpty ? "" : "<thead><tr>\(head)</tr></thead>")
        <tbody>
        \(rows.joined(separator: "\n"))
        </tbody>
        </table></div>
        """
    }
}
