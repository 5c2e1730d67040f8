import Foundation
import Terminal
import TextLayout

/// The surroundings of all drawing: the screen's size, the terminal's characters, and the user's clock.
struct Look: Sendable, Hashable {
    /// The terminal's size.
    var size: Size
    /// The characters that the terminal can draw.
    let glyphs: Glyphs
    /// How far the user's clock is ahead of Greenwich's, in seconds.
    var secondsFromGMT = 0
    /// The user's language.
    var language = Language.english

    /// Returns a text that is cut to a width.
    func fit(_ text: String, _ width: Int) -> String {
        text.truncated(toWidth: max(0, width), ellipsis: glyphs.ellipsis)
    }

    /// Returns untrusted text on one line.
    func line(_ text: String) -> String {
        let shown = harmless(text, glyphs: glyphs)
        guard shown.utf8.contains(where: { $0 == 0x0A || $0 == 0x09 }) else { return shown }
        return String(shown.map { $0 == "\n" || $0 == "\t" ? " " : $0 })
    }

    /// Returns untrusted text as lines that fit a width.
    func wrap(_ text: String, _ width: Int) -> [String] {
        TextWrap.lines(line(text), width: max(1, width)).map { String($0.text) }
    }

    /// Returns a Unicode sign, or its replacement in ASCII.
    func sign(_ unicode: String, _ ascii: String) -> String { glyphs == .unicode ? unicode : ascii }

    /// Returns a bar of ten cells for a share.
    func progressBar(_ fraction: Double) -> String {
        let done = Int(min(1, max(0, fraction)) * 10)
        return String(repeating: sign("━", "#"), count: done) + String(repeating: sign("─", "-"), count: 10 - done)
    }

    /// Returns a date in the user's time zone, as `25 Nov 14:03`.
    func dateText(_ date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: secondsFromGMT) ?? .gmt
        let parts = calendar.dateComponents([.month, .day, .hour, .minute], from: date)
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int?) -> String { "\(number ?? 0)".padded(toWidth: 2, on: .left) }
        let minute = "\(parts.minute ?? 0)"
        return "\(two(parts.day)) \(months[max(1, parts.month ?? 1) - 1]) \(two(parts.hour)):"
            + (minute.count == 1 ? "0" : "") + minute
    }

    /// Returns an editor for one line. The cursor is at its end, or all of it is selected.
    func lineEditor(_ text: String, selectingAll: Bool = false) -> TextEditor {
        var editor = TextEditor(text: text, isMultiline: false, glyphs: glyphs)
        _ = editor.perform(
            selectingAll ? .selectAll : .move(.documentEnd, selecting: false), width: 40, height: 1)
        return editor
    }

    // MARK: parts of layers

    /// All of the screen but the last line: the place of a layer that covers the panes.
    var wholeArea: Rectangle { Rectangle(column: 0, row: 0, columns: size.columns, rows: size.rows - 1) }

    /// Draws an empty box in the middle and returns its inside. If it would leave a strip beside it that is too narrow
    /// to read, it takes the whole width.
    func window(_ title: String, columns: Int, rows: Int, on canvas: inout Canvas, note: String = "")
        -> Rectangle
    {
        let columns = size.columns - columns < 12 ? size.columns : columns
        let rows = size.rows - 1 - rows < 3 ? size.rows - 1 : rows
        let area = Rectangle(
            column: (size.columns - columns) / 2, row: max(0, (size.rows - 1 - rows) / 2), columns: columns, rows: rows)
        canvas.fill(area)
        canvas.box(area, title: phrase(title), note: word(note), Style(.focusedBorder))
        return area.inset(columns: 2, rows: 1)
    }

    /// Draws how far long work is: a bar, and a sentence behind it.
    func drawProgress(_ fraction: Double, _ sentence: String, on canvas: inout Canvas, in area: Rectangle) {
        let width = max(0, min(24, area.size.columns / 4))
        let done = Int((Double(width) * min(1, max(0, fraction))).rounded(.down))
        func write(_ text: String, _ column: Int, _ style: Style) {
            let place = Position(column: area.origin.column + column, row: area.origin.row)
            canvas.write(text, at: place, style, in: area)
        }
        write(String(repeating: sign("━", "="), count: done), 0, Style(.accent))
        write(String(repeating: sign("─", "-"), count: width - done), done, .faint)
        write(fit(" \(line(sentence))", area.size.columns - width), width, .text)
    }

    /// Draws a line to type in, with a placeholder while it is empty. Returns the cursor's cell.
    func drawQuery(_ query: TextEditor, placeholder: String = "", on canvas: inout Canvas, in area: Rectangle)
        -> Position?
    {
        canvas.write("> ", at: area.origin, Style(.accent), in: area)
        let field = Rectangle(
            column: area.origin.column + 2, row: area.origin.row, columns: area.size.columns - 2, rows: 1)
        var shown = query
        shown.scrollToCursor(width: field.size.columns, height: 1)
        let cursor = shown.draw(on: &canvas, in: field, isFocused: true)
        if query.text.isEmpty, !placeholder.isEmpty {
            canvas.write(
                fit("  " + word(placeholder), area.size.columns - 4),
                at: Position(column: area.origin.column + 4, row: area.origin.row), .faint, in: area)
        }
        return cursor
    }

    /// Returns the rows of a list that are seen, with their places. The selected row is among them.
    func rows(_ count: Int, selected: Int, in list: Rectangle) -> [(index: Int, area: Rectangle)] {
        let first = max(0, selected - list.size.rows + 1)
        return (first..<max(first, min(count, first + list.size.rows))).map { index in
            (
                index,
                Rectangle(
                    column: list.origin.column, row: list.origin.row + index - first, columns: list.size.columns,
                    rows: 1)
            )
        }
    }
}
