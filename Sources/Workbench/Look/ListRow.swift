import Terminal

/// One row of a list, to be filled with columns from left to right.
struct ListRow {
    private let area: Rectangle
    private let isSelected: Bool
    private var column: Int

    /// The style of the row's plain words.
    var style: Style { isSelected ? Style(.selection) : .text }

    /// Begins a row. A selected row is filled with its colour.
    init(_ area: Rectangle, isSelected: Bool, on canvas: inout Canvas) {
        self.area = area
        self.isSelected = isSelected
        column = area.origin.column
        if isSelected { canvas.fill(area, Style(.selection)) }
    }

    /// The number of columns that are left.
    var room: Int { area.columns.upperBound - column }

    /// Writes one line of untrusted text, cut to `width`, and a gap behind it.
    mutating func write(_ text: String, width: Int, _ style: Style, _ look: Look, on canvas: inout Canvas) {
        defer { column += width + 1 }
        let width = min(width, room)
        guard width > 0 else { return }
        canvas.write(
            look.fit(look.line(text), width), at: Position(column: column, row: area.origin.row),
            isSelected ? self.style : style, in: area)
    }
}
