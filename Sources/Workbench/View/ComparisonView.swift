import Terminal
import TextLayout

extension State {
    /// Rows of the comparison that are seen at once.
    var comparisonHeight: Int { max(1, size.rows - 3) }

    /// Wraps texts that stand beside each other for the screen's size.
    mutating func fitComparison() {
        let width = Comparison.textWidth(size)
        switch overlay {
        case .comparison(var comparison):
            comparison.fit(width: width, glyphs: glyphs)
            overlay = .comparison(comparison)
        case .evaluatedCase(var view):
            view.comparison.fit(width: width, glyphs: glyphs)
            overlay = .evaluatedCase(view)
        default: break
        }
    }

    mutating func receiveInComparison(_ key: Key, _ comparison: Comparison) {
        var comparison = comparison
        switch key.code {
        case .escape, .enter: returnToKept()
        default: if comparison.scroll(key, height: comparisonHeight) { overlay = .comparison(comparison) }
        }
    }

    func drawComparison(_ comparison: Comparison, note: String = "what differs is marked", on canvas: inout Canvas) {
        let inner = window(
            comparison.title, columns: min(160, size.columns - 2), rows: size.rows - 3, on: &canvas, note: note)
        var row = inner.origin.row - comparison.scroll
        for part in comparison.parts {
            defer { row += part.rows }
            guard row + part.rows > inner.origin.row, row < inner.rows.upperBound else { continue }
            draw(part, at: row, on: &canvas, in: inner)
        }
    }

    private func draw(_ part: Comparison.Part, at row: Int, on canvas: inout Canvas, in area: Rectangle) {
        let middle = area.size.columns / 2
        func write(_ text: String, column: Int, row: Int, width: Int, _ style: Style) {
            guard area.rows.contains(row) else { return }
            canvas.write(
                fit(line(text), width), at: Position(column: area.origin.column + column, row: row), style, in: area)
        }
        switch part {
        case .heading(let text): write(text, column: 0, row: row + 1, width: area.size.columns, Style(.title))
        case .line(let text): write(text, column: 0, row: row, width: area.size.columns, .faint)
        case .plain(let text): write(text, column: 0, row: row, width: area.size.columns, .text)
        case .heads(let first, let second):
            write(first, column: 0, row: row + 1, width: second.isEmpty ? area.size.columns : middle - 1, Style(.title))
            write(second, column: middle + 1, row: row + 1, width: middle - 1, Style(.title))
        case .setting(let name, let first, let second):
            write("\(name) \(first)", column: 0, row: row, width: middle - 1, Style(.difference))
            write("\(name) \(second)", column: middle + 1, row: row, width: middle - 1, Style(.difference))
        case .texts(let first, let inFirst, let second, let inSecond):
            for (text, ranges, column) in [(first, inFirst, 0), (second, inSecond, middle + 1)] {
                let hidden = max(0, area.origin.row - row)
                let top = max(row, area.origin.row)
                let height = min(text.lineCount - hidden, area.rows.upperBound - top)
                guard height > 0 else { continue }
                var text = text
                text.scroll(toLine: hidden, height: height)
                text.draw(
                    on: &canvas,
                    in: Rectangle(
                        column: area.origin.column + column, row: top, columns: text.width, rows: height),
                    spans: ranges.map { StyledSpan($0, Style(.difference)) })
            }
        }
    }
}

extension Comparison {
    /// Scrolls by a key; false where the key isn't for that.
    mutating func scroll(_ key: Key, height: Int) -> Bool {
        switch key.code {
        case .up: scroll -= 1
        case .down: scroll += 1
        case .pageUp: scroll -= height - 1
        case .pageDown, .character(" "): scroll += height - 1
        case .home: scroll = 0
        case .end: scroll = rows
        default: return false
        }
        scroll = max(0, min(scroll, rows - height))
        return true
    }
}
