import Foundation
import History
import Library
import Terminal
import TextLayout

extension State {
    func drawHistory(_ picker: HistoryPicker, on canvas: inout Canvas) -> Position? {
        let isFiltered = !picker.finder.query.text.isEmpty
        let inner = window(
            "history", columns: min(130, size.columns - 4), rows: size.rows - 4, on: &canvas,
            note: note(of: picker))
        let (top, rest) = inner.splitTop(rows: 2)
        let (list, detail) = rest.splitBottom(rows: min(6, size.rows / 3))
        let cursor = drawQuery(picker.finder.query, on: &canvas, in: top)
        if !isFiltered {
            canvas.write(
                fit("  words, prompt: model: technique: tag: rating:4-5", top.size.columns - 4),
                at: Position(column: top.origin.column + 4, row: top.origin.row), .faint, in: top)
        }
        let first = max(0, picker.finder.selected - list.size.rows + 1)
        for (row, entry) in picker.entries.dropFirst(first).prefix(list.size.rows).enumerated() {
            let area = Rectangle(
                column: list.origin.column, row: list.origin.row + row, columns: list.size.columns, rows: 1)
            draw(
                entry, isMarked: entry.id == picker.marked, isSelected: first + row == picker.finder.selected,
                on: &canvas, in: area)
        }
        if picker.entries.isEmpty, !picker.isLoading {
            let text = isFiltered ? "no run is like that" : "Nothing was run yet."
            canvas.write(text, at: list.origin, .faint, in: list)
        }
        drawDetail(picker, on: &canvas, in: detail)
        return cursor
    }

    /// How many runs the list has, of those that there are.
    private func note(of picker: HistoryPicker) -> String {
        if picker.isLoading { return "reading" }
        let count = picker.entries.count
        return (picker.next == nil ? "" : "the newest ") + (count == 1 ? "1 run" : "\(count) runs")
    }

    /// Date, rating, prompt, techniques and the beginning of what was said.
    private func draw(
        _ entry: HistoryEntry, isMarked: Bool, isSelected: Bool, on canvas: inout Canvas, in area: Rectangle
    ) {
        var row = ListRow(area, isSelected: isSelected, on: &canvas)
        func write(_ text: String, width: Int, _ look: Style) {
            row.write(text, width: width, look, self, on: &canvas)
        }
        write(isMarked ? sign("◆", "*") : "", width: 2, Style(.accent))
        write(dateText(entry.date), width: 12, .faint)
        write(entry.rating.map { String(repeating: sign("★", "*"), count: $0) } ?? "", width: 5, Style(.accent))
        write(entry.prompt, width: max(12, area.size.columns / 5), .text)
        if area.size.columns >= 90 {
            write(entry.techniques.map(\.title).joined(separator: ", "), width: 14, .faint)
        }
        let tags = entry.tags.isEmpty ? "" : "[\(entry.tags.joined(separator: ", "))] "
        let said = entry.match.map(\.text) ?? entry.outcome
        write(tags + said, width: row.room, entry.failedLanes > 0 ? Style(.error) : .faint)
    }

    private func drawDetail(_ picker: HistoryPicker, on canvas: inout Canvas, in area: Rectangle) {
        var lines: [(String, Style)] = []
        if let notice = picker.notice { lines.append((notice, Style(.accent))) }
        if let entry = picker.selected {
            let dot = sign(" · ", " - ")
            let lanes = "\(entry.lanes) \(entry.lanes == 1 ? "lane" : "lanes")"
            lines.append(
                (
                    [
                        "run \(entry.id)", lanes, entry.models.joined(separator: ", "), "\(entry.tokens) tok",
                        "\(Knob.fixed(entry.seconds, 1)) s", entry.mode, entry.origin.rawValue,
                    ].joined(separator: dot), .faint
                ))
            lines.append((entry.input, .text))
            if let match = entry.match { lines.append(("\(match.place): \(match.text)", Style(.accent))) }
            lines.append((entry.answer, .text))
            if !entry.note.isEmpty { lines.append(("note: \(entry.note)", Style(.accent))) }
        }
        for (row, text) in lines.prefix(area.size.rows - 1).enumerated() {
            canvas.write(
                fit(line(text.0), area.size.columns),
                at: Position(column: area.origin.column, row: area.origin.row + 1 + row), text.1, in: area)
        }
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
}

extension HistoryEntry {
    /// The first lane's answer, or what failed; where only some lanes did, the answer may be that of one that didn't.
    fileprivate var outcome: String {
        switch failedLanes {
        case 0: answer
        case lanes: "failed: \(answer)"
        default: "\(failedLanes) of \(lanes) lanes failed; the first: \(answer)"
        }
    }
}
