import Library
import Terminal
import TextLayout

extension LibraryLayer {
    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let found = found
        let inner = look.window(
            "library", columns: min(110, look.size.columns - 4), rows: look.size.rows - 4, on: &canvas,
            note: "\(found.count) of \(entries.count)")
        let (top, rest) = inner.splitTop(rows: 2)
        let (list, detail) = rest.splitBottom(rows: 3)
        let cursor = look.drawQuery(finder.query, on: &canvas, in: top)
        for (index, area) in look.rows(found.count, selected: finder.selected, in: list) {
            draw(found[index], isSelected: index == finder.selected, look, on: &canvas, in: area)
        }
        if found.isEmpty { canvas.write("no prompt contains these words", at: list.origin, .faint, in: list) }
        let text: String =
            if let notice {
                notice
            } else {
                switch selected?.summary {
                case .success(let summary): summary.description.isEmpty ? summary.firstLine : summary.description
                case .failure(let error): screenText(of: error)
                case nil: ""
                }
            }
        for (row, wrapped) in TextWrap.lines(look.line(text), width: detail.size.columns).prefix(2).enumerated() {
            canvas.write(
                wrapped.text, at: Position(column: detail.origin.column, row: detail.origin.row + 1 + row),
                notice == nil ? .faint : Style(.accent), in: detail)
        }
        return cursor
    }

    private func draw(
        _ entry: PromptEntry, isSelected: Bool, _ look: Look, on canvas: inout Canvas, in area: Rectangle
    ) {
        let style: Style = isSelected ? Style(.selection) : .text
        if isSelected { canvas.fill(area, style) }
        let nameWidth = min(28, area.size.columns / 3)
        canvas.write(look.fit(look.line(entry.name), nameWidth), at: area.origin, style, in: area)
        let second = area.origin.column + nameWidth + 2
        switch entry.summary {
        case .success(let summary):
            let technique = summary.technique?.title ?? ""
            canvas.write(
                technique, at: Position(column: second, row: area.origin.row), isSelected ? style : Style(.accent),
                in: area)
            let third = second + 15
            let tags = summary.tags.isEmpty ? "" : " [\(summary.tags.joined(separator: " "))]"
            let room = area.columns.upperBound - third - (entry.isShipped ? 9 : 0)
            canvas.write(
                look.fit(look.line((summary.title.isEmpty ? summary.firstLine : summary.title) + tags), room),
                at: Position(column: third, row: area.origin.row), isSelected ? style : .faint, in: area)
            if entry.isShipped {
                canvas.write(
                    "shipped", at: Position(column: area.columns.upperBound - 7, row: area.origin.row),
                    isSelected ? style : .faint, in: area)
            }
        case .failure:
            canvas.write(
                "has a mistake", at: Position(column: second, row: area.origin.row), isSelected ? style : Style(.error),
                in: area)
        }
    }
}
