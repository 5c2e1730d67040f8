import Library
import Terminal
import TextLayout

extension LibraryLayer {
    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let found = found
        let inner = look.window(
            "library", columns: min(110, look.size.columns - 4), rows: look.size.rows - 4, on: &canvas,
            note: "\(found.count) of \(unsaved.count + entries.count)")
        let (top, rest) = inner.splitTop(rows: 2)
        let (list, detail) = rest.splitBottom(rows: 3)
        let cursor = look.drawQuery(finder.query, on: &canvas, in: top)
        for (index, area) in look.rows(found.count, selected: finder.selected, in: list) {
            switch found[index] {
            case .unsaved(let draft):
                draw(draft, isSelected: index == finder.selected, look, on: &canvas, in: area)
            case .prompt(let entry):
                draw(entry, isSelected: index == finder.selected, look, on: &canvas, in: area)
            }
        }
        if found.isEmpty {
            let text = typedPath.map { "Enter opens the file \(look.line($0))." } ?? "no prompt contains these words"
            canvas.write(look.fit(look.phrase(text), list.size.columns), at: list.origin, .faint, in: list)
        }
        let text = notice.map(look.sentence) ?? about
        for (row, wrapped) in TextWrap.lines(look.line(text), width: detail.size.columns).prefix(2).enumerated() {
            canvas.write(
                wrapped.text, at: Position(column: detail.origin.column, row: detail.origin.row + 1 + row),
                notice == nil ? .faint : Style(.accent), in: detail)
        }
        return cursor
    }

    /// A sentence about the selected row.
    private var about: String {
        switch selected {
        case .unsaved(let found): found.firstWords
        case .prompt(let entry):
            switch entry.summary {
            case .success(let summary): summary.description.isEmpty ? summary.firstLine : summary.description
            case .failure(let error): screenText(of: error)
            }
        case nil: ""
        }
    }

    /// Draws unsaved work: its prompt, when it was left, and its first words.
    private func draw(
        _ found: FoundDraft, isSelected: Bool, _ look: Look, on canvas: inout Canvas, in area: Rectangle
    ) {
        var row = ListRow(area, isSelected: isSelected, on: &canvas)
        let nameWidth = min(28, area.size.columns / 3)
        row.write("\(found.name) \(look.sign("•", "*"))", width: nameWidth, Style(.warning), look, on: &canvas)
        row.write(look.dateText(found.draft.date), width: 13, Style(.accent), look, on: &canvas)
        row.write("unsaved: \(found.firstWords)", width: row.room, .faint, look, on: &canvas)
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
