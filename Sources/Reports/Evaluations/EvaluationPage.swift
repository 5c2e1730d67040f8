import Evaluation

/// An evaluation as one page of HTML. It loads nothing from elsewhere and runs no script.
package struct EvaluationPage {
    private let output: EvaluationOutcome

    /// Creates the page of an evaluation.
    package init(_ output: EvaluationOutcome) {
        self.output = output
    }

    /// The whole page.
    package var html: String {
        Page.document(
            title: Page.escaped(output.promptName),
            facts: [
                "\(output.cases) cases", "answers read as \(output.answer)", "\(output.mode.rawValue) mode",
                "\(output.parallel) at once",
            ], style: Self.style,
            main: """
                <section>
                <h2>Lanes</h2>
                \(lanes)
                <ul>
                \(sentences.map { "<li>\(Page.escaped($0))</li>" }.joined(separator: "\n"))
                </ul>
                </section>
                \(disagreements)
                """, notices: output.notices.map(commandLineText(of:)))
    }

    /// The style of bars: the interval is a line, and the accuracy is a stroke on it.
    private static let style = """

        .bar { position: relative; width: 12rem; height: .9rem; border-inline: 1px solid; opacity: .9; }
        .bar i { position: absolute; top: 35%; height: 30%; background: currentColor; opacity: .45; }
        .bar b { position: absolute; top: 10%; height: 80%; width: 3px; margin-left: -1px; background: currentColor; }
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

    private var disagreements: String {
        let differing = Disagreements(output.report)
        guard !differing.rows.isEmpty else { return "" }
        let head = ["case", "expected"] + output.report.lanes.map(\.name)
        let rows = differing.rows.map { row in
            let answers = row.answers.map { "<td>\($0.isCorrect ? "✓" : "✗") \(Page.escaped($0.text))</td>" }
            return
                "<tr><th scope=\"row\">\(Page.escaped(row.id))</th><td>\(Page.escaped(row.expected))</td>\(answers.joined())</tr>"
        }
        let cells = head.map { "<th scope=\"col\" dir=\"auto\">\(Page.escaped($0))</th>" }.joined()
        return """
            <section>
            <h2>Cases on which lanes differ</h2>
            \(table(cells, rows, label: "Cases on which lanes differ", style: ""))
            </section>
            """
    }

    private func table(_ head: String, _ rows: [String], label: String, style: String) -> String {
        """
        <div class="wide" role="region" tabindex="0" aria-label="\(label)"><table class="\(style)">
        <thead><tr>\(head)</tr></thead>
        <tbody>
        \(rows.joined(separator: "\n"))
        </tbody>
        </table></div>
        """
    }
}
