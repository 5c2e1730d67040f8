import Terminal
import TextLayout

extension State {
    func drawData(_ picker: DataPicker, on canvas: inout Canvas) -> Position? {
        let found = picker.found
        let inner = window(
            "evaluate \(lanes.count == 1 ? "the lane" : "\(lanes.count) lanes") on",
            columns: min(110, size.columns - 4),
            rows: min(22, size.rows - 4), on: &canvas,
            note: picker.limit.map { "at most \($0) cases" } ?? "all cases")
        let (top, rest) = inner.splitTop(rows: 2)
        let (list, detail) = rest.splitBottom(rows: min(7, inner.size.rows / 2))
        let cursor = drawQuery(picker.finder.query, on: &canvas, in: top)
        if picker.finder.query.text.isEmpty {
            canvas.write(
                fit("  words, or the path of a .csv, .tsv, .json or .jsonl file", top.size.columns - 4),
                at: Position(column: top.origin.column + 4, row: top.origin.row), .faint, in: top)
        }
        let nameWidth = min(inner.size.columns / 2, found.map { line($0.name).displayWidth }.max() ?? 0)
        let first = max(0, picker.finder.selected - list.size.rows + 1)
        for (row, entry) in found.dropFirst(first).prefix(list.size.rows).enumerated() {
            let area = Rectangle(
                column: list.origin.column, row: list.origin.row + row, columns: list.size.columns, rows: 1)
            let style: Style = first + row == picker.finder.selected ? Style(.selection) : .text
            if style != .text { canvas.fill(area, style) }
            canvas.write(fit(line(entry.name), nameWidth), at: area.origin, style, in: area)
            canvas.write(
                fit(line(entry.origin), area.size.columns - nameWidth - 3),
                at: Position(column: area.origin.column + nameWidth + 3, row: area.origin.row),
                style == .text ? .faint : style, in: area)
        }
        if found.isEmpty, !picker.isLoading {
            canvas.write(
                picker.finder.query.text.isEmpty
                    ? "No data is found; type the path of a file." : "Enter reads this file.",
                at: list.origin, .faint, in: list)
        }
        drawFacts(picker, on: &canvas, in: detail)
        return cursor
    }

    private func drawFacts(_ picker: DataPicker, on canvas: inout Canvas, in area: Rectangle) {
        guard let choice = picker.choice, let facts = picker.facts[choice] else { return }
        let (sentences, style): ([String], Style) =
            switch facts {
            case .success(let facts): (facts.sentences, .faint)
            case .failure(let problem): ([problem.sentence], Style(.error))
            }
        let rows = sentences.flatMap { wrap($0, area.size.columns) }
        for (row, text) in rows.prefix(max(0, area.size.rows - 1)).enumerated() {
            canvas.write(
                text, at: Position(column: area.origin.column, row: area.origin.row + 1 + row), style, in: area)
        }
    }
}
