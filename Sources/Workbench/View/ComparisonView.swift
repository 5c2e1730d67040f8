import Terminal
import TextLayout

extension State {
    /// Rows of the comparison that are seen at once.
    var comparisonHeight: Int { max(1, size.rows - 3) }

    mutating func receiveInComparison(_ key: Key, _ comparison: Comparison) {
        var comparison = comparison
        switch key.code {
        case .up: comparison.scroll -= 1
        case .down: comparison.scroll += 1
        case .pageUp: comparison.scroll -= comparisonHeight - 1
        case .pageDown, .character(" "): comparison.scroll += comparisonHeight - 1
        case .home: comparison.scroll = 0
        case .end: comparison.scroll = comparison.rows
        case .escape, .enter:
            returnToKept()
            return
        default: break
        }
        comparison.scroll = max(0, min(comparison.scroll, comparison.rows - comparisonHeight))
        overlay = .comparison(comparison)
    }

    func drawComparison(_ comparison: Comparison, on canvas: inout Canvas) {
        let inner = window(
            comparison.title, columns: min(160, size.columns - 2), rows: size.rows - 3, on: &canvas,
            note: "what differs is marked")
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
