/// How large a screen or a part of it is.
package struct Size: Sendable, Hashable {
    /// Cells from left to right.
    package var columns: Int
    /// Cells from top to bottom.
    package var rows: Int

    /// A size; nothing is smaller than 0.
    package init(columns: Int, rows: Int) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }
}

/// A cell, counted from the top left one, which is 0, 0.
package struct Position: Sendable, Hashable {
    /// Cells to the left of it.
    package var column: Int
    /// Cells above it.
    package var row: Int

    /// The cell with so many others to the left and above.
    package init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }
}

/// A part of the screen.
package struct Rectangle: Sendable, Hashable {
    /// Its top left cell.
    package var origin: Position
    /// Its size; 0 if there is no room.
    package var size: Size

    /// A part of the screen by its top left cell and its size.
    package init(column: Int, row: Int, columns: Int, rows: Int) {
        origin = Position(column: column, row: row)
        size = Size(columns: columns, rows: rows)
    }

    /// The whole of a screen.
    package init(_ size: Size) {
        self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
    }

    /// The first column, and the one behind the last.
    package var columns: Range<Int> { origin.column..<origin.column + size.columns }
    /// The first row, and the one behind the last.
    package var rows: Range<Int> { origin.row..<origin.row + size.rows }
    /// Whether it has no cell.
    package var isEmpty: Bool { size.columns == 0 || size.rows == 0 }

    /// Returns whether the cell is in it.
    package func contains(_ position: Position) -> Bool {
        columns.contains(position.column) && rows.contains(position.row)
    }

    /// Returns what is left within a margin.
    package func inset(columns: Int = 0, rows: Int = 0) -> Rectangle {
        Rectangle(
            column: origin.column + columns, row: origin.row + rows, columns: size.columns - 2 * columns,
            rows: size.rows - 2 * rows)
    }

    /// Returns its first rows, and the rest.
    package func splitTop(rows count: Int) -> (top: Rectangle, rest: Rectangle) {
        let count = min(max(0, count), size.rows)
        return (
            Rectangle(column: origin.column, row: origin.row, columns: size.columns, rows: count),
            Rectangle(
                column: origin.column, row: origin.row + count, columns: size.columns, rows: size.rows - count)
        )
    }

    /// Returns its last rows, and the rest.
    package func splitBottom(rows count: Int) -> (rest: Rectangle, bottom: Rectangle) {
        let parts = splitTop(rows: size.rows - min(max(0, count), size.rows))
        return (parts.top, parts.rest)
    }

    /// Returns its first columns, and the rest.
    package func splitLeft(columns count: Int) -> (left: Rectangle, rest: Rectangle) {
        let count = min(max(0, count), size.columns)
        return (
            Rectangle(column: origin.column, row: origin.row, columns: count, rows: size.rows),
            Rectangle(
                column: origin.column + count, row: origin.row, columns: size.columns - count, rows: size.rows)
        )
    }

    /// Returns the part of it that is in another one.
    package func clipped(to other: Rectangle) -> Rectangle {
        let left = max(origin.column, other.origin.column)
        let top = max(origin.row, other.origin.row)
        return Rectangle(
            column: left, row: top, columns: min(columns.upperBound, other.columns.upperBound) - left,
            rows: min(rows.upperBound, other.rows.upperBound) - top)
    }
}
