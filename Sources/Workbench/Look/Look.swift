import Foundation
import Terminal
import TextLayout

/// What everything is drawn for: the screen's size, what the terminal can draw, and the user's clock.
struct Look: Sendable, Hashable {
    /// The terminal's size.
    var size: Size
    /// What the terminal can draw.
    let glyphs: Glyphs
    /// How far the user's clock is ahead of Greenwich's, in seconds.
    var secondsFromGMT = 0

    /// Returns text that fits a width.
    func fit(_ text: String, _ width: Int) -> String {
        text.truncated(toWidth: max(0, width), ellipsis: glyphs.ellipsis)
    }

    /// Returns one line of untrusted text.
    func line(_ text: String) -> String {
        let shown = harmless(text, glyphs: glyphs)
        guard shown.utf8.contains(where: { $0 == 0x0A || $0 == 0x09 }) else { return shown }
        return String(shown.map { $0 == "\n" || $0 == "\t" ? " " : $0 })
    }

    /// Untrusted text as lines that fit a width.
    func wrap(_ text: String, _ width: Int) -> [String] {
        TextWrap.lines(line(text), width: max(1, width)).map { String($0.text) }
    }

    /// Returns a sign of the terminal's, or its stand-in in ASCII.
    func sign(_ unicode: String, _ ascii: String) -> String { glyphs == .unicode ? unicode : ascii }

    /// Ten cells that fill up.
    func progressBar(_ fraction: Double) -> String {
        let done = Int(min(1, max(0, fraction)) * 10)
        return String(repeating: sign("━", "#"), count: done) + String(repeating: sign("─", "-"), count: 10 - done)
    }

    /// `25 Nov 14:03`, where the user is.
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

    /// Returns a line to go on with: the cursor is at its end, or all of it is selected.
    func lineEditor(_ text: String, selectingAll: Bool = false) -> TextEditor {
        var editor = TextEditor(text: text, isMultiline: false, glyphs: glyphs)
        _ = editor.perform(
            selectingAll ? .selectAll : .move(.documentEnd, selecting: false), width: 40, height: 1)
        return editor
    }

    // MARK: parts of layers

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

    /// A line that is typed in, with what it takes where it is empty; gives the cursor's cell.
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
                fit("  " + placeholder, area.size.columns - 4),
                at: Position(column: area.origin.column + 4, row: area.origin.row), .faint, in: area)
        }
        return cursor
    }

    /// Returns the rows of a list that are seen, the selected one among them, with the place of each.
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
