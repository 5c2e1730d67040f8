import Evaluation
import Prompting
import Terminal
import TextLayout

extension PassagesLayer {
    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let inner = look.window(
            "sources of lane \(look.line(lane))", columns: min(120, look.size.columns - 4), rows: look.size.rows - 4,
            on: &canvas, note: note)
        guard let rows, !rows.isEmpty else {
            let text = problem ?? (rows == nil ? "The sources are being searched." : "No passage fits the question.")
            for (row, line) in look.wrap(look.line(text), inner.size.columns).enumerated() {
                canvas.write(
                    line, at: Position(column: inner.origin.column, row: inner.origin.row + row),
                    problem == nil ? .faint : Style(.error), in: inner)
            }
            return nil
        }
        let (list, detail) = inner.splitTop(rows: min(rows.count + 1, max(3, inner.size.rows / 3)))
        // What is read from a text has no scores.
        let hasScores = rows.contains { $0.passage.score != 0 }
        let scores = rows.map { hasScores ? Self.score($0.passage.score) : "" }
        let width = scores.map(\.displayWidth).max() ?? 0
        for (index, area) in look.rows(rows.count, selected: finder.selected, in: list) {
            draw(
                rows[index], scores[index].padded(toWidth: width, on: .left), isSelected: index == finder.selected,
                look,
                on: &canvas, in: area)
        }
        drawDetail(look, on: &canvas, in: detail)
        return nil
    }

    /// Returns all of a passage, to scroll through.
    func whole(_ passage: FoundPassage, _ look: Look) -> Comparison {
        var comparison = Comparison(title: "passage [\(passage.number)] of lane \(look.line(lane))")
        let places = [passage.place] + passage.headings
        comparison.parts = [
            .heading(places.map { look.line($0) }.joined(separator: " > ")), Comparison.alone(passage.text, look),
        ]
        return comparison
    }

    private var note: String {
        guard case .search(let question) = origin else { return "as the value of the variable has them" }
        return rows.map { "\($0.count) \(question.way.words)" } ?? question.way.words
    }

    /// Returns a score in digits that tell it from others: fused ranks are small and lie close together.
    private static func score(_ score: Double) -> String { Knob.fixed(score, abs(score) < 0.1 ? 4 : 2) }

    /// Draws a passage: number, cited, says so, score, place and headings.
    private func draw(
        _ entry: Row, _ score: String, isSelected: Bool, _ look: Look, on canvas: inout Canvas, in area: Rectangle
    ) {
        var row = ListRow(area, isSelected: isSelected, on: &canvas)
        let lit = entry.use.isCited ? Style(.accent) : .text
        row.write("[\(entry.passage.number)]", width: 4, lit, look, on: &canvas)
        row.write(
            entry.use.isCited ? look.sign("●", "*") + " cited" : "", width: 7, Style(.accent), look, on: &canvas)
        row.write(
            entry.use.saysSo ? look.sign("✓", "+") + " says so" : "", width: 9, Style(.accent), look, on: &canvas)
        if !score.isEmpty { row.write(score, width: score.displayWidth, .faint, look, on: &canvas) }
        let half = max(20, row.room / 2)
        let whole = entry.passage.place
        // The lines and the last heading tell more than the folders and the first one.
        let place = whole.displayWidth > half ? whole.lastPathPart : whole
        row.write(place, width: min(place.displayWidth, half), lit, look, on: &canvas)
        let headings = entry.passage.headings.joined(separator: " > ")
        let shown = headings.displayWidth > row.room ? entry.passage.headings.last ?? "" : headings
        row.write(shown, width: max(0, row.room), .faint, look, on: &canvas)
    }

    /// Draws the chosen passage's text, and below it what the signs mean.
    private func drawDetail(_ look: Look, on canvas: inout Canvas, in area: Rectangle) {
        let (text, legend) = area.splitBottom(rows: missing.isEmpty ? 2 : 3)
        if let passage = chosen?.passage {
            let lines = passage.text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
                look.wrap(look.line(String($0)), text.size.columns)
            }
            let room = max(0, text.size.rows - 1)
            let shown = lines.count > room ? max(0, room - 1) : room
            for (row, line) in lines.prefix(shown).enumerated() {
                canvas.write(
                    line, at: Position(column: text.origin.column, row: text.origin.row + 1 + row), .text, in: text)
            }
            if lines.count > shown, room > 0 {
                canvas.write(
                    "\(look.sign("…", "...")) \(lines.count - shown) more lines: r reads all",
                    at: Position(column: text.origin.column, row: text.origin.row + room), .faint, in: text)
            }
        }
        var said = [
            (
                "\(look.sign("●", "*")) the answer cites it   \(look.sign("✓", "+")) \(Int(PassageUse.least * 100)) % or more of a sentence's words stand in it",
                Style.faint
            )
        ]
        if !missing.isEmpty {
            let numbers = missing.map { "[\($0)]" }.joined(separator: ", ")
            said.insert(("The answer cites \(numbers), and there is no such passage.", Style(.warning)), at: 0)
        }
        for (row, line) in said.enumerated() {
            canvas.write(
                look.fit(line.0, legend.size.columns),
                at: Position(column: legend.origin.column, row: legend.origin.row + 1 + row), line.1, in: legend)
        }
    }
}
