import TextLayout

/// The cells of one row.
struct RowLayout {
    /// A cluster of the text in the row.
    struct Unit {
        /// The cluster's UTF-8 bytes in the text.
        let range: Range<Int>
        /// The UTF-8 bytes of `shown` that stand for it. At the edges of the row they may be only a part.
        let shown: Range<Int>
        /// Its first column, counted from the left edge.
        let column: Int
        /// The number of its columns.
        let width: Int
        /// True if it is a tab, of which nothing is drawn.
        let isTab: Bool
    }

    /// The text that is shown, to which `units` refer.
    let shown: String
    /// The clusters from left to right. Spaces that hang over the right edge aren't among them.
    private(set) var units: [Unit] = []
    /// The number of columns of all units.
    private(set) var columns = 0
    /// The row's part of the text, in UTF-8 bytes, with spaces that hang over the right edge and without the newline.
    let range: Range<Int>
    /// True if the row starts, or ends, in the middle of what is shown for a cluster.
    let startsInside: Bool, endsInside: Bool
    /// The column at which the cursor is shown among spaces that hang over the edge.
    private let edge: Int

    /// Lays out the row between two places of a text. The end is the start of the next row or the end of the paragraph.
    ///
    /// - Parameters:
    ///   - start: The start of the row.
    ///   - end: The end of the row.
    ///   - text: The text that both are places of.
    ///   - base: The offset at which that text starts in a longer one. All offsets of the layout count in the longer
    ///     one.
    ///   - wrapping: The wrapping of the row.
    init(from start: RowStart, to end: RowStart, of text: String, startingAt base: Int = 0, _ wrapping: Wrapping) {
        startsInside = start.inside > 0
        endsInside = end.inside > 0
        range = base + start.offset..<base + max(start.offset, end.offset)
        edge = wrapping.width
        let place = text.place(start.offset)
        // There may be many hanging spaces; they aren't looked at.
        let longest = 4096 + 64 * wrapping.width
        var stop = text.place(end.offset)
        if end.offset - start.offset > longest {
            stop = text.utf8.index(place, offsetBy: longest)
            while text.utf8[stop] & 0xC0 == 0x80 { stop = text.utf8.index(before: stop) }
        } else if endsInside {
            stop = text.index(after: stop)
        }
        let piece = text[place..<stop]
        let shownText = ShownText(piece, glyphs: wrapping.glyphs)
        shown = shownText.text
        let lastShown = endsInside ? shownText.shownOffset(of: end.offset - start.offset) + end.inside : Int.max

        let base = base + start.offset
        var offset = 0
        var shownOffset = 0
        for cluster in piece {
            let next = offset + cluster.utf8.count
            let nextShown = shownText.shownOffset(of: next)
            let part = max(shownOffset, start.inside)..<max(start.inside, min(nextShown, lastShown))
            let isTab = cluster == "\t"
            let width =
                if isTab {
                    wrapping.tabWidth - columns % wrapping.tabWidth
                } else if shownText.isVerbatim {
                    cluster.displayWidth
                } else {
                    shown.part(part).displayWidth
                }
            // Only spaces can be too wide, or a wide character in a row of one column.
            if columns + width > wrapping.width { break }
            if width > 0 {
                units.append(
                    Unit(
                        range: base + offset..<base + next, shown: part, column: columns,
                        width: width, isTab: isTab))
            }
            columns += width
            offset = next
            shownOffset = nextShown
        }
    }

    /// Returns the column where a cluster begins; the column behind the text for an offset behind it.
    func column(of offset: Int) -> Int {
        if let unit = units.first(where: { offset < $0.range.upperBound }) { return unit.column }
        return offset > (units.last?.range.upperBound ?? range.lowerBound) ? edge : columns
    }

    /// Returns the cluster at a column; nil behind the text.
    func unit(at column: Int) -> Unit? {
        units.first { column < $0.column + $0.width }
    }

    /// The text of the row as a person reads it, with spaces for tabs.
    var text: String {
        var text = ""
        for unit in units {
            if unit.isTab {
                text += String(repeating: " ", count: unit.width)
            } else {
                text += shown.part(unit.shown)
            }
        }
        return text
    }

    /// Draws the row. Units of one style are drawn together.
    ///
    /// - Parameters:
    ///   - canvas: The canvas to draw on.
    ///   - position: The left edge.
    ///   - clip: The part of the canvas that may change.
    ///   - style: Returns the style of a unit. It is called once for each unit, from left to right.
    func draw(
        on canvas: inout Canvas, at position: Position, in clip: Rectangle, style: (Unit) -> Style
    ) {
        var index = 0
        var next = units.first.map(style)
        while index < units.count, let current = next {
            let first = units[index]
            var last = first
            index += 1
            next = index < units.count ? style(units[index]) : nil
            while index < units.count, next == current, !last.isTab, !units[index].isTab {
                last = units[index]
                index += 1
                next = index < units.count ? style(units[index]) : nil
            }
            let place = Position(column: position.column + first.column, row: position.row)
            if first.isTab {
                let area = Rectangle(column: place.column, row: place.row, columns: first.width, rows: 1)
                canvas.fill(area.clipped(to: clip), with: " ", current)
            } else {
                canvas.write(
                    shown.part(first.shown.lowerBound..<last.shown.upperBound), at: place, current, in: clip)
            }
        }
    }
}
