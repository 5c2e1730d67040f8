/// The size of a screen or of a part of it.
package struct Size: Sendable, Hashable {
    /// The number of cells from left to right.
    package var columns: Int
    /// The number of cells from top to bottom.
    package var rows: Int

    /// Creates a size. Negative numbers count as 0.
    package init(columns: Int, rows: Int) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }
}

/// The place of a cell, counted from the top left one, which is 0, 0.
package struct Position: Sendable, Hashable {
    /// The number of cells to the left of it.
    package var column: Int
    /// The number of cells above it.
    package var row: Int

    /// Creates a position.
    package init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }
}

/// A rectangular part of the screen.
package struct Rectangle: Sendable, Hashable {
    /// Its top left cell.
    package var origin: Position
    /// Its size; 0 if there is no room.
    package var size: Size

    /// Creates a part.
    package init(column: Int, row: Int, columns: Int, rows: Int) {
        origin = Position(column: column, row: row)
        size = Size(columns: columns, rows: rows)
    }

    /// Creates the part that is the whole screen.
    package init(_ size: Size) {
        self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
    }

    /// Its columns.
    package var columns: Range<Int> { origin.column..<origin.column + size.columns }
    /// Its rows.
    package var rows: Range<Int> { origin.row..<origin.row + size.rows }
    /// True if it has no cell.
    package var isEmpty: Bool { size.columns == 0 || size.rows == 0 }

    /// Returns whether a cell is in it.
    package func contains(_ position: Position) -> Bool {
        columns.contains(position.column) && rows.contains(position.row)
    }

    /// Returns the part inside a margin.
    package func inset(columns: Int = 0, rows: Int = 0) -> Rectangle {
        Rectangle(
            column: origin.column + columns, row: origin.row + rows, columns: size.columns - 2 * columns,
            rows: size.rows - 2 * rows)
    }

    /// Returns its first rows and the rest.
    package func splitTop(rows count: Int) -> (top: Rectangle, rest: Rectangle) {
        let count = min(max(0, count), size.rows)
        return (
            Rectangle(column: origin.column, row: origin.row, columns: size.columns, rows: count),
            Rectangle(
                column: origin.column, row: origin.row + count, columns: size.columns, rows: size.rows - count)
        )
    }

    /// Returns the rest and its last rows.
    package func splitBottom(rows count: Int) -> (rest: Rectangle, bottom: Rectangle) {
        let parts = splitTop(rows: size.rows - min(max(0, count), size.rows))
        return (parts.top, parts.rest)
    }

    /// Returns its first columns and the rest.
    package func splitLeft(columns count: Int) -> (left: Rectangle, rest: Rectangle) {
        let count = min(max(0, count), size.columns)
        return (
            Rectangle(column: origin.column, row: origin.row, columns: count, rows: size.rows),
            Rectangle(
                column: origin.column + count, row: origin.row, columns: size.columns - count, rows: size.rows)
        )
    }

    /// Returns the part that it has in common with another one.
    package func clipped(to other: Rectangle) -> Rectangle {
        let left = max(origin.column, other.origin.column)
        let top = max(origin.row, other.origin.row)
        return Rectangle(
            column: left, row: top, columns: min(columns.upperBound, other.columns.upperBound) - left,
            rows: min(rows.upperBound, other.rows.upperBound) - top)
    }
}
