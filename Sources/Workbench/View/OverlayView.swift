import Library
import Terminal
import TextLayout

extension State {
    /// Draws what stands over the panes; gives the cursor's cell.
    func drawOverlay(on canvas: inout Canvas) -> Position? {
        switch overlay {
        case nil, .lane: return nil
        case .help(let scroll):
            drawHelp(scroll, on: &canvas)
            return nil
        case .palette(let finder): return drawPalette(finder, on: &canvas)
        case .library(let picker): return drawLibrary(picker, on: &canvas)
        case .models(let picker): return drawModels(picker, on: &canvas)
        case .history(let picker): return drawHistory(picker, on: &canvas)
        case .versions(let picker):
            drawVersions(picker, on: &canvas)
            return nil
        case .comparison(let comparison):
            drawComparison(comparison, on: &canvas)
            return nil
        case .data(let picker): return drawData(picker, on: &canvas)
        case .evaluation(let view):
            drawEvaluation(view, on: &canvas)
            return nil
        case .evaluatedCase(let view):
            drawComparison(view.comparison, note: "words that differ are marked", on: &canvas)
            return nil
        case .compiled(let view):
            drawCompiled(view, on: &canvas)
            return nil
        case .ask(let asking, let editor): return drawAsk(asking, editor, on: &canvas)
        case .choice(let choice):
            drawChoice(choice, on: &canvas)
            return nil
        }
    }

    /// A box in the middle, empty; gives its inside. What would leave a strip too narrow to read beside it fills the width.
    func window(_ title: String, columns: Int, rows: Int, on canvas: inout Canvas, note: String = "")
        -> Rectangle
    {
        let columns = size.columns - columns < 12 ? size.columns : columns
        let rows = size.rows - 1 - rows < 3 ? size.rows - 1 : rows
        let area = Rectangle(
            column: (size.columns - columns) / 2, row: max(0, (size.rows - 1 - rows) / 2), columns: columns, rows: rows)
        canvas.fill(area)
        canvas.box(area, title: title, note: note, Style(.focusedBorder))
        return area.inset(columns: 2, rows: 1)
    }

    // MARK: help

    /// The help's lines: a heading or a key with what it does.
    private var helpLines: [(key: String, text: String)] {
        let lines = KeySection.all.flatMap { section in
            [("", section.title)] + section.keys.map { ($0.names, $0.action) } + [("", "")]
        }
        return lines.dropLast()
    }

    var helpLineCount: Int { max(0, helpLines.count - (size.rows - 6)) }

    private func drawHelp(_ scroll: Int, on canvas: inout Canvas) {
        let lines = helpLines
        let inner = window(
            "all keys", columns: 84, rows: size.rows - 2, on: &canvas, note: "↑/↓ scroll, any other key closes")
        for (row, line) in lines.dropFirst(scroll).prefix(inner.size.rows).enumerated() {
            let place = Position(column: inner.origin.column, row: inner.origin.row + row)
            if line.key.isEmpty {
                canvas.write(line.text, at: place, Style(.title), in: inner)
            } else {
                canvas.write(fit(line.key, 20), at: place, Style(.key), in: inner)
                canvas.write(line.text, at: Position(column: place.column + 21, row: place.row), in: inner)
            }
        }
    }

    // MARK: lists

    private func drawPalette(_ finder: Finder, on canvas: inout Canvas) -> Position? {
        let found = found(by: finder)
        let inner = window("any action by name", columns: 76, rows: min(22, size.rows - 4), on: &canvas)
        let (top, list) = inner.splitTop(rows: 2)
        let cursor = drawQuery(finder.query, on: &canvas, in: top)
        let first = max(0, finder.selected - list.size.rows + 1)
        for (row, binding) in found.dropFirst(first).prefix(list.size.rows).enumerated() {
            let isSelected = first + row == finder.selected
            let line = Rectangle(
                column: list.origin.column, row: list.origin.row + row, columns: list.size.columns, rows: 1)
            let reason = disabledReason(binding.action)
            let style: Style = isSelected ? Style(.selection) : reason == nil ? .text : .faint
            if isSelected { canvas.fill(line, style) }
            canvas.write(fit(binding.title, line.size.columns - 18), at: line.origin, style, in: line)
            let keys = fit(binding.keyNames, 16)
            canvas.write(
                keys, at: Position(column: line.columns.upperBound - keys.displayWidth, row: line.origin.row),
                isSelected ? style : Style(.key), in: line)
        }
        if found.isEmpty { canvas.write("nothing is called that", at: list.origin, .faint, in: list) }
        return cursor
    }

    func drawQuery(_ query: TextEditor, on canvas: inout Canvas, in area: Rectangle) -> Position? {
        canvas.write("> ", at: area.origin, Style(.accent), in: area)
        let field = Rectangle(
            column: area.origin.column + 2, row: area.origin.row, columns: area.size.columns - 2, rows: 1)
        var query = query
        query.scrollToCursor(width: field.size.columns, height: 1)
        return query.draw(on: &canvas, in: field, isFocused: true)
    }

    private func drawLibrary(_ picker: LibraryPicker, on canvas: inout Canvas) -> Position? {
        let found = picker.found
        let inner = window(
            "library", columns: min(110, size.columns - 4), rows: size.rows - 4, on: &canvas,
            note: "\(found.count) of \(picker.entries.count)")
        let (top, rest) = inner.splitTop(rows: 2)
        let (list, detail) = rest.splitBottom(rows: 3)
        let cursor = drawQuery(picker.finder.query, on: &canvas, in: top)
        let first = max(0, picker.finder.selected - list.size.rows + 1)
        for (row, entry) in found.dropFirst(first).prefix(list.size.rows).enumerated() {
            let isSelected = first + row == picker.finder.selected
            let line = Rectangle(
                column: list.origin.column, row: list.origin.row + row, columns: list.size.columns, rows: 1)
            draw(entry, isSelected: isSelected, on: &canvas, in: line)
        }
        if found.isEmpty { canvas.write("no prompt has these words", at: list.origin, .faint, in: list) }
        let selected = found.indices.contains(picker.finder.selected) ? found[picker.finder.selected] : nil
        let text: String =
            if let notice = picker.notice {
                notice
            } else {
                switch selected?.summary {
                case .success(let summary): summary.description.isEmpty ? summary.firstLine : summary.description
                case .failure(let error): "\(error)"
                case nil: ""
                }
            }
        for (row, wrapped) in TextWrap.lines(line(text), width: detail.size.columns).prefix(2).enumerated() {
            canvas.write(
                wrapped.text, at: Position(column: detail.origin.column, row: detail.origin.row + 1 + row),
                picker.notice == nil ? .faint : Style(.accent), in: detail)
        }
        return cursor
    }

    private func draw(_ entry: PromptEntry, isSelected: Bool, on canvas: inout Canvas, in area: Rectangle) {
        let style: Style = isSelected ? Style(.selection) : .text
        if isSelected { canvas.fill(area, style) }
        let nameWidth = min(28, area.size.columns / 3)
        canvas.write(fit(line(entry.name), nameWidth), at: area.origin, style, in: area)
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
                fit(line((summary.title.isEmpty ? summary.firstLine : summary.title) + tags), room),
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

    // MARK: questions

    private func drawAsk(_ asking: Asking, _ editor: TextEditor, on canvas: inout Canvas) -> Position? {
        let title = asking.title
        let inner = window(
            title, columns: min(size.columns - 4, max(50, max(title.displayWidth, asking.note.displayWidth) + 6)),
            rows: 3, on: &canvas, note: asking.note)
        var editor = editor
        editor.scrollToCursor(width: inner.size.columns, height: 1)
        return editor.draw(on: &canvas, in: inner, isFocused: true)
    }

    private func drawChoice(_ choice: Choice, on canvas: inout Canvas) {
        let width = min(size.columns - 4, 76)
        let wrapped = choice.lines.flatMap {
            TextWrap.lines(harmless($0, glyphs: glyphs), width: width - 4).prefix(6).map { String($0.text) }
        }
        let shown = wrapped.prefix(max(1, size.rows - choice.answers.count - 8))
        let inner = window(
            fit(line(choice.title), width - 6), columns: width, rows: shown.count + choice.answers.count + 3,
            on: &canvas)
        for (row, text) in shown.enumerated() {
            canvas.write(text, at: Position(column: inner.origin.column, row: inner.origin.row + row), in: inner)
        }
        for (row, answer) in choice.answers.enumerated() {
            let place = Position(column: inner.origin.column, row: inner.origin.row + shown.count + 1 + row)
            let width = canvas.write(answer.key.description, at: place, Style(.key), in: inner)
            canvas.write(
                answer.label, at: Position(column: place.column + max(8, width + 2), row: place.row), in: inner)
        }
    }
}
