import TextLayout

/// Rows of text in columns. The last column takes the room that is left.
package struct TextTable {
    /// The largest width of the other columns, in cells of the terminal.
    package static let mostWidth = 28

    /// The cells of each row.
    package var rows: [[String]]

    /// Creates a table.
    package init(rows: [[String]]) {
        self.rows = rows
    }

    /// Returns the lines of the table, one for each row.
    package func lines(width: Int, glyphs: Glyphs) -> [String] {
        let count = rows.map(\.count).max() ?? 0
        let cells = rows.map { row in
            row.map { harmless($0, glyphs: glyphs).replacing("\n", with: " ").replacing("\t", with: " ") }
        }
        let widths = (0..<count).map { column in
            min(Self.mostWidth, cells.map { $0.indices.contains(column) ? $0[column].displayWidth : 0 }.max() ?? 0)
        }
        return cells.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let isLast = column == row.count - 1
                let room = isLast ? max(8, width - line.displayWidth) : widths[column]
                let fitted = cell.truncated(toWidth: room, ellipsis: glyphs.ellipsis)
                line += isLast ? fitted : fitted.padded(toWidth: room) + "  "
            }
            return line.trimmedAtEnd
        }
    }
}

extension TextTable {
    /// Returns the lines of a table of figures, which stand to the right behind the first columns, as many as `texts` says.
    static func aligned(_ rows: [[String]], texts: Int = 1) -> [String] {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
        return rows.map { row in
            row.indices.map { column in
                row[column].padded(toWidth: widths[column], on: column < texts ? .right : .left)
            }.joined(separator: "  ")
        }
    }
}

extension String {
    /// The text without blanks at its end.
    var trimmedAtEnd: String { String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)]) }
}
