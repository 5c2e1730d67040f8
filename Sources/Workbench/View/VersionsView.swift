import Library
import Terminal
import TextLayout

extension State {
    func drawVersions(_ picker: VersionPicker, on canvas: inout Canvas) {
        let inner = window(
            "versions of \(line(picker.path.lastPathPart))", columns: min(100, size.columns - 4),
            rows: min(size.rows - 4, picker.versions.count + 6), on: &canvas,
            note: "\(picker.versions.count)")
        let (list, detail) = inner.splitBottom(rows: 3)
        let first = max(0, picker.selected - list.size.rows + 1)
        for (row, entry) in picker.versions.dropFirst(first).prefix(list.size.rows).enumerated() {
            let isSelected = first + row == picker.selected
            let area = Rectangle(
                column: list.origin.column, row: list.origin.row + row, columns: list.size.columns, rows: 1)
            let style: Style = isSelected ? Style(.selection) : .text
            if isSelected { canvas.fill(area, style) }
            let number = "\(entry.version.number)".padded(toWidth: 4, on: .left)
            canvas.write(number, at: area.origin, style, in: area)
            canvas.write(
                dateText(entry.version.date), at: Position(column: area.origin.column + 6, row: area.origin.row),
                isSelected ? style : .faint, in: area)
            canvas.write(
                fit(line(entry.sentence), area.size.columns - 20),
                at: Position(column: area.origin.column + 20, row: area.origin.row),
                isSelected ? style : entry.problem == nil ? .text : Style(.error), in: area)
        }
        let changed = TextWrap.lines(line(picker.chosen?.sentence ?? ""), width: detail.size.columns)
        for (row, wrapped) in changed.prefix(2).enumerated() {
            canvas.write(
                wrapped.text, at: Position(column: detail.origin.column, row: detail.origin.row + 1 + row), .faint,
                in: detail)
        }
    }
}
