import Terminal
import TextLayout

extension DataLayer {
    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let found = found
        let lanes = context.setup.lanes.count
        let cells = way.grid?.cells.count
        let inner = look.window(
            "evaluate \(cells.map { "\($0) cells" } ?? (lanes == 1 ? "the lane" : "\(lanes) lanes")) on",
            columns: min(110, look.size.columns - 4),
            rows: min(22, look.size.rows - 4), on: &canvas, note: note(look))
        let (top, rest) = inner.splitTop(rows: 2)
        let (list, detail) = rest.splitBottom(rows: min(7, inner.size.rows / 2))
        let cursor = look.drawQuery(
            finder.query, placeholder: "words, or the path of a .csv, .tsv, .json or .jsonl file", on: &canvas, in: top)
        let nameWidth = min(inner.size.columns / 2, found.map { look.line($0.name).displayWidth }.max() ?? 0)
        for (index, area) in look.rows(found.count, selected: finder.selected, in: list) {
            let style: Style = index == finder.selected ? Style(.selection) : .text
            if style != .text { canvas.fill(area, style) }
            canvas.write(look.fit(look.line(found[index].name), nameWidth), at: area.origin, style, in: area)
            canvas.write(
                look.fit(look.line(found[index].origin), area.size.columns - nameWidth - 3),
                at: Position(column: area.origin.column + nameWidth + 3, row: area.origin.row),
                style == .text ? .faint : style, in: area)
        }
        if found.isEmpty, !isLoading {
            let text =
                finder.query.text.isEmpty
                ? "No data set was found. Type the path of a file." : "Enter reads this file."
            canvas.write(look.phrase(text), at: list.origin, .faint, in: list)
        }
        drawFacts(look, on: &canvas, in: detail)
        return cursor
    }

    /// Returns a sentence about the part of the data that is taken.
    private func note(_ look: Look) -> String {
        let limit = limit.map { "at most \($0) cases" } ?? "all cases"
        return [way.words, choice?.reading.words, limit].compactMap(\.self).map(look.line).joined(
            separator: look.sign(" · ", " - "))
    }

    private func drawFacts(_ look: Look, on canvas: inout Canvas, in area: Rectangle) {
        if let notice {
            for (row, line) in look.wrap(look.sentence(notice), area.size.columns).prefix(max(0, area.size.rows - 1))
                .enumerated()
            {
                canvas.write(
                    line, at: Position(column: area.origin.column, row: area.origin.row + 1 + row), Style(.accent),
                    in: area)
            }
            return
        }
        guard let choice, let facts = facts[choice] else { return }
        let (sentences, style): ([String], Style) =
            switch facts {
            case .success(let facts): (facts.sentences, .faint)
            case .failure(let problem): ([problem.sentence], Style(.error))
            }
        let rows = sentences.flatMap { look.wrap($0, area.size.columns) }
        for (row, text) in rows.prefix(max(0, area.size.rows - 1)).enumerated() {
            canvas.write(
                text, at: Position(column: area.origin.column, row: area.origin.row + 1 + row), style, in: area)
        }
    }
}
