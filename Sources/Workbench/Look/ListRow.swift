import Terminal

/// One row of a list, filled with columns from left to right.
struct ListRow {
    private let area: Rectangle
    private let isSelected: Bool
    private var column: Int

    /// The look of a row's plain words.
    var style: Style { isSelected ? Style(.selection) : .text }

    /// An empty row; a selected one is filled with its colour.
    init(_ area: Rectangle, isSelected: Bool, on canvas: inout Canvas) {
        self.area = area
        self.isSelected = isSelected
        column = area.origin.column
        if isSelected { canvas.fill(area, Style(.selection)) }
    }

    /// The columns that are left.
    var room: Int { area.columns.upperBound - column }

    /// Writes one line of untrusted text, cut to `width`, and a gap after it.
    mutating func write(_ text: String, width: Int, _ style: Style, _ look: Look, on canvas: inout Canvas) {
        defer { column += width + 1 }
        let width = min(width, room)
        guard width > 0 else { return }
        canvas.write(
            look.fit(look.line(text), width), at: Position(column: column, row: area.origin.row),
            isSelected ? self.style : style, in: area)
    }
}
