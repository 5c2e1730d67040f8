import Terminal
import TextLayout

extension Comparison {
    func draw(note: String, _ look: Look, on canvas: inout Canvas) {
        let inner = look.window(
            title, columns: min(160, look.size.columns - 2), rows: look.size.rows - 3, on: &canvas, note: note)
        var row = inner.origin.row - top
        for part in parts {
            defer { row += part.rows }
            guard row + part.rows > inner.origin.row, row < inner.rows.upperBound else { continue }
            draw(part, at: row, look, on: &canvas, in: inner)
        }
    }

    private func draw(_ part: Comparison.Part, at row: Int, _ look: Look, on canvas: inout Canvas, in area: Rectangle) {
        let middle = area.size.columns / 2
        func write(_ text: String, column: Int, row: Int, width: Int, _ style: Style) {
            guard area.rows.contains(row) else { return }
            canvas.write(
                look.fit(look.line(text), width), at: Position(column: area.origin.column + column, row: row), style,
                in: area)
        }
        switch part {
        case .heading(let text): write(text, column: 0, row: row + 1, width: area.size.columns, Style(.title))
        case .line(let text): write(text, column: 0, row: row, width: area.size.columns, .faint)
        case .plain(let text): write(text, column: 0, row: row, width: area.size.columns, .text)
        case .styled(let text, let style): write(text, column: 0, row: row, width: area.size.columns, style)
        case .heads(let first, let second):
            write(first, column: 0, row: row + 1, width: second.isEmpty ? area.size.columns : middle - 1, Style(.title))
            write(second, column: middle + 1, row: row + 1, width: middle - 1, Style(.title))
        case .setting(let name, let first, let second):
            write("\(name) \(first)", column: 0, row: row, width: middle - 1, Style(.difference))
            write("\(name) \(second)", column: middle + 1, row: row, width: middle - 1, Style(.difference))
        case .texts(let first, let inFirst, let second, let inSecond):
            draw(first, inFirst, column: 0, row: row, on: &canvas, in: area)
            draw(second, inSecond, column: middle + 1, row: row, on: &canvas, in: area)
        case .whole(let text): draw(text, [], column: 0, row: row, on: &canvas, in: area)
        }
    }

    /// Draws the lines of a text that are inside an area, with parts of it marked.
    private func draw(
        _ text: WrappedText, _ marked: [Range<Int>], column: Int, row: Int, on canvas: inout Canvas, in area: Rectangle
    ) {
        let hidden = max(0, area.origin.row - row)
        let first = max(row, area.origin.row)
        let height = min(text.lineCount - hidden, area.rows.upperBound - first)
        guard height > 0 else { return }
        var text = text
        text.scroll(toLine: hidden, height: height)
        text.draw(
            on: &canvas,
            in: Rectangle(column: area.origin.column + column, row: first, columns: text.width, rows: height),
            spans: marked.map { StyledSpan($0, Style(.difference)) })
    }

    mutating func scroll(_ scroll: Scroll, _ look: Look) {
        let height = max(1, look.size.rows - 3)
        top = scroll.top(from: top, page: height - 1, last: max(0, rows - height))
    }

    /// Wraps its texts for the screen's size.
    mutating func fit(_ look: Look) { fit(look.size, glyphs: look.glyphs) }
}
