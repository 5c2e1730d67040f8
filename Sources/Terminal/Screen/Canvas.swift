import TextLayout

/// One cell of the screen.
package struct Cell: Sendable, Hashable {
    /// The character in it.
    package var glyph: Glyph
    /// Its style.
    package var style: Style
    /// The number of columns of `glyph`: 1 or 2; 0 for the right half of a wide character in the cell before.
    package var width: Int8

    /// A cell with a space.
    package static let blank = Cell(glyph: " ", style: .text, width: 1)
}

/// The cells of a screen, to draw on.
///
/// Text takes the columns that were measured: wide characters take two cells and are never halved, and characters that
/// a terminal would obey never get into a cell. Pass untrusted text through `harmless(_:glyphs:)` first, so that a
/// person sees what was there.
package struct Canvas: Sendable, Hashable {
    /// The size of the screen.
    package let size: Size
    /// The characters that the terminal can draw.
    package let glyphs: Glyphs
    /// The cells row by row, from the top left.
    package private(set) var cells: [Cell]

    /// Creates a blank screen.
    package init(_ size: Size, glyphs: Glyphs = .unicode) {
        self.size = size
        self.glyphs = glyphs
        cells = Array(repeating: .blank, count: size.columns * size.rows)
    }

    /// The whole screen.
    package var bounds: Rectangle { Rectangle(size) }

    /// The cell at a position; nil outside.
    package subscript(position: Position) -> Cell? {
        bounds.contains(position) ? cells[position.row * size.columns + position.column] : nil
    }

    /// Writes one line of text. What doesn't fit into `clip` is left out.
    ///
    /// - Parameters:
    ///   - text: The text up to a newline. Controls are left out, and a tab is a space.
    ///   - position: The place of its first cell, which may lie outside of `clip`.
    ///   - style: The style of the text.
    ///   - clip: The part of the screen that may change; nil is the whole screen.
    /// - Returns: The number of columns that the text takes, drawn or not.
    @discardableResult
    package mutating func write(
        _ text: some StringProtocol, at position: Position, _ style: Style = .text, in clip: Rectangle? = nil
    ) -> Int {
        // Not generic, because frames spend most of their time here.
        write(Substring(text), at: position, style, clippedTo: clip)
    }

    private mutating func write(
        _ text: Substring, at position: Position, _ style: Style, clippedTo clip: Rectangle?
    ) -> Int {
        let clip = clip?.clipped(to: bounds) ?? bounds
        var column = position.column
        let isVisible = clip.rows.contains(position.row)
        // Most text is ASCII, and then nothing must be segmented or measured.
        if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) {
            let end = column + text.utf8.count
            guard isVisible else { return end - column }
            for byte in text.utf8 {
                if column >= clip.columns.upperBound { break }
                if column >= clip.columns.lowerBound {
                    let position = Position(column: column, row: position.row)
                    set(Glyph(ascii: byte), width: 1, at: position, style)
                }
                column += 1
            }
            return end - position.column
        }
        for glyph in text {
            if glyph.isNewline { break }
            let shown = glyph == "\t" ? " " : glyphs == .ascii ? Self.plain(glyph) : glyph
            let width = shown == " " ? 1 : shown.displayWidth
            guard width > 0 else { continue }
            if isVisible, column >= clip.columns.lowerBound, column + width <= clip.columns.upperBound {
                set(Glyph(shown), width: width, at: Position(column: column, row: position.row), style)
            }
            column += width
            if column >= clip.columns.upperBound, text.utf8.count > 4096 { break }
        }
        return column - position.column
    }

    /// Returns the ASCII character for one of the screen's own signs.
    private static func plain(_ glyph: Character) -> Character {
        switch glyph {
        case "↑": "^"
        case "↓": "v"
        case "←": "<"
        case "→": ">"
        case "…", "·": "."
        case "–", "—": "-"
        case "●": "*"
        case "○": "o"
        default: glyph
        }
    }

    /// Fills a part with a character of width 1.
    package mutating func fill(_ area: Rectangle, with glyph: Glyph = " ", _ style: Style = .text) {
        let area = area.clipped(to: bounds)
        for row in area.rows {
            for column in area.columns { set(glyph, width: 1, at: Position(column: column, row: row), style) }
        }
    }

    /// Changes the styles of the cells in a part; their characters stay.
    package mutating func restyle(_ area: Rectangle, _ change: (Style) -> Style) {
        let area = area.clipped(to: bounds)
        for row in area.rows {
            for column in area.columns {
                cells[row * size.columns + column].style = change(cells[row * size.columns + column].style)
            }
        }
    }

    /// Draws a box with rounded corners, with a title in its upper edge and a note in its lower edge.
    package mutating func box(
        _ area: Rectangle, title: String = "", note: String = "", _ style: Style = Style(.border),
        titleStyle: Style = Style(.title)
    ) {
        guard area.size.columns >= 2, area.size.rows >= 2 else { return }
        let line = glyphs == .unicode ? BoxLines.unicode : BoxLines.ascii
        let (left, right) = (area.columns.lowerBound, area.columns.upperBound - 1)
        let (top, bottom) = (area.rows.lowerBound, area.rows.upperBound - 1)
        fill(Rectangle(column: left, row: top, columns: area.size.columns, rows: 1), with: line.horizontal, style)
        fill(Rectangle(column: left, row: bottom, columns: area.size.columns, rows: 1), with: line.horizontal, style)
        fill(Rectangle(column: left, row: top, columns: 1, rows: area.size.rows), with: line.vertical, style)
        fill(Rectangle(column: right, row: top, columns: 1, rows: area.size.rows), with: line.vertical, style)
        for (corner, column, row) in [
            (line.topLeft, left, top), (line.topRight, right, top), (line.bottomLeft, left, bottom),
            (line.bottomRight, right, bottom),
        ] {
            fill(Rectangle(column: column, row: row, columns: 1, rows: 1), with: corner, style)
        }
        for (text, row) in [(title, top), (note, bottom)] where !text.isEmpty && area.size.columns > 4 {
            let shown = text.truncated(toWidth: area.size.columns - 4, ellipsis: glyphs.ellipsis)
            write(" \(shown) ", at: Position(column: left + 1, row: row), row == top ? titleStyle : .faint)
        }
    }

    /// The rows as text, without the spaces at their ends.
    package var lines: [String] {
        (0..<size.rows).map { row in
            var line = String(
                cells[row * size.columns..<(row + 1) * size.columns].compactMap {
                    $0.width > 0 ? $0.glyph.character : nil
                })
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    private mutating func set(_ glyph: Glyph, width: Int, at position: Position, _ style: Style) {
        let index = position.row * size.columns + position.column
        clearHalf(of: index, in: position.row)
        if width == 2 { clearHalf(of: index + 1, in: position.row) }
        cells[index] = Cell(glyph: glyph, style: style, width: Int8(width))
        if width == 2 { cells[index + 1] = Cell(glyph: " ", style: style, width: 0) }
    }

    /// Clears the other half of a wide character of which one half is overwritten.
    private mutating func clearHalf(of index: Int, in row: Int) {
        if cells[index].width == 0, index > row * size.columns {
            cells[index - 1] = Cell(glyph: " ", style: cells[index - 1].style, width: 1)
            cells[index].width = 1
        } else if cells[index].width == 2, index + 1 < (row + 1) * size.columns {
            cells[index + 1] = Cell(glyph: " ", style: cells[index + 1].style, width: 1)
        }
    }
}

/// The characters that boxes are drawn with.
struct BoxLines {
    var horizontal, vertical, topLeft, topRight, bottomLeft, bottomRight: Glyph

    static let unicode = BoxLines(
        horizontal: "─", vertical: "│", topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯")
    static let ascii = BoxLines(
        horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+")
}
