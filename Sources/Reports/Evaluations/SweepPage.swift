import Evaluation
import History

extension SweepOutput {
    /// The sweep as one page of HTML: what it found, its ladders drawn, and below that the evaluation of all cells.
    package var html: String {
        let found = (ladders?.sentences ?? []) + (phrasings?.sentences ?? []) + [bestSentence]
        let pictures = (ladders?.parts ?? []).map { part in
            let table = LadderTable(part.ladder)
            let head = table.headings.map { "<th scope=\"col\">\(Page.escaped($0))</th>" }.joined()
            let rows = table.rows.map { row in
                "<tr><th scope=\"row\" dir=\"auto\">\(Page.escaped(row[0]))</th>"
                    + row.dropFirst().map { "<td>\(Page.escaped($0))</td>" }.joined() + "</tr>"
            }
            let title = "\(part.ladder.second) less \(part.ladder.first), by size"
            return """
                <h3>\(Page.escaped(part.title.isEmpty ? title : "\(title), with \(part.title)"))</h3>
                \(part.ladder.picture)
                <div class="wide" role="region" tabindex="0" aria-label="\(Page.escaped(title))"><table class="numbers">
                <thead><tr>\(head)</tr></thead><tbody>\(rows.joined(separator: "\n"))</tbody></table></div>
                """
        }
        let looks = (phrasings?.looks ?? []).map { look in
            "<tr><th scope=\"row\" dir=\"auto\">\(Page.escaped(look.name))</th><td dir=\"auto\"><code>\(Page.escaped(look.text))</code></td></tr>"
        }
        let lead = """
            <section>
            <h2>What the sweep found</h2>
            <ul>
            \(found.map { "<li>\(Page.escaped($0))</li>" }.joined(separator: "\n"))
            </ul>
            \(pictures.joined(separator: "\n"))
            \(looks.isEmpty ? "" : "<h3>Phrasings</h3><table><tbody>\(looks.joined(separator: "\n"))</tbody></table>")
            </section>
            """
        return EvaluationPage(evaluation, lead: lead, style: ladders == nil ? "" : Ladder.pictureStyle).html
    }
}
