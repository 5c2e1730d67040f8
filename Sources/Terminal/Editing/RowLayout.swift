import TextLayout

/// The cells of one row.
struct RowLayout {
    /// A cluster of the text in the row.
    struct Unit {
        /// Its UTF-8 bytes in the text.
        let range: Range<Int>
        /// What is shown for it, in UTF-8 bytes of `shown`; less than all of it at the edges of the row.
        let shown: Range<Int>
        /// Its first column, counted from the left edge.
        let column: Int
        /// Its columns.
        let width: Int
        /// Whether it is a tab, of which nothing is drawn.
        let isTab: Bool
    }

    /// What is shown, with all that `units` refer to.
    let shown: String
    /// From left to right; spaces that hang over the right edge aren't among them.
    private(set) var units: [Unit] = []
    /// The columns of all units.
    private(set) var columns = 0
    /// The text of the row, in UTF-8 bytes, with spaces that hang over the right edge and without the newline.
    let range: Range<Int>
    /// Whether the row starts in the middle of what is shown for a cluster, and whether it ends so.
    let startsInside: Bool, endsInside: Bool
    /// The column where spaces that hang over the edge are taken to stand.
    private let edge: Int

    /// Lays out the row from one place of a text to another, which is the start of the next row or the end of the
    /// paragraph.
    ///
    /// - Parameters:
    ///   - start: Where the row starts.
    ///   - end: Where it ends.
    ///   - text: What both count in.
    ///   - base: Where that text starts in a longer one, which all offsets of the layout count in.
    ///   - wrapping: What the row was wrapped by.
    init(from start: RowStart, to end: RowStart, of text: String, startingAt base: Int = 0, _ wrapping: Wrapping) {
        startsInside = start.inside > 0
        endsInside = end.inside > 0
        range = base + start.offset..<base + max(start.offset, end.offset)
        edge = wrapping.width
        let place = text.place(start.offset)
        // Hanging spaces can be many and aren't looked at.
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
            // Only spaces are ever too wide, or a wide character in a row of one column.
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

    /// Returns the column where a cluster begins, or the one behind the text.
    func column(of offset: Int) -> Int {
        if let unit = units.first(where: { offset < $0.range.upperBound }) { return unit.column }
        return offset > (units.last?.range.upperBound ?? range.lowerBound) ? edge : columns
    }

    /// Returns the cluster at a column; nil behind the text.
    func unit(at column: Int) -> Unit? {
        units.first { column < $0.column + $0.width }
    }

    /// The text of the row for a person, with tabs as spaces.
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

    /// Draws the row, units of one style at a time.
    ///
    /// - Parameters:
    ///   - canvas: Gets the cells.
    ///   - position: The left edge.
    ///   - clip: The only part that changes.
    ///   - style: Says how a unit looks; called once for each, from left to right.
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
