import TextLayout

/// Returns the styles for parts of a paragraph, from left to right.
package typealias ParagraphHighlights = (Substring) -> [(Range<String.Index>, Style)]

extension TextEditor {
    /// Scrolls as little as possible to show the cursor. Leaves no rows empty while there is text above.
    ///
    /// `perform` does this itself. Call it after the size has changed.
    ///
    /// - Parameters:
    ///   - width: The editor's columns on the screen.
    ///   - height: The editor's rows on the screen.
    package mutating func scrollToCursor(width: Int, height: Int) {
        let wrapping = wrapping(width: width)
        let height = max(1, height)
        keepRows(height: height, wrapping)
        var first = row(of: top, wrapping)
        let cursorRow = row(of: cursor, leaningBack: leansBack, wrapping)
        let last = walk(from: first, by: height - 1, wrapping).row
        if (cursorRow.paragraph, cursorRow.index) < (first.paragraph, first.index) {
            first = cursorRow
        } else if (cursorRow.paragraph, cursorRow.index) > (last.paragraph, last.index) {
            first = walk(from: cursorRow, by: 1 - height, wrapping).row
        }
        top = start(of: filled(from: first, height: height, wrapping), wrapping)
    }

    /// Shows other rows. The cursor keeps its place in the text, seen or not.
    ///
    /// - Parameters:
    ///   - rows: The number of rows that the text moves up; a negative number moves it down. It stops at its ends.
    ///   - width: The editor's columns on the screen.
    ///   - height: The editor's rows on the screen.
    package mutating func scroll(by rows: Int, width: Int, height: Int) {
        let wrapping = wrapping(width: width)
        keepRows(height: max(1, height), wrapping)
        let row = walk(from: row(of: top, wrapping), by: rows, wrapping).row
        top = start(of: filled(from: row, height: max(1, height), wrapping), wrapping)
    }

    /// Returns the first row to show, so that no rows stay empty while there is text above.
    private func filled(from row: Row, height: Int, _ wrapping: Wrapping) -> Row {
        let below = walk(from: row, by: height - 1, wrapping).moved
        return walk(from: row, by: below - height + 1, wrapping).row
    }

    /// Moves the cursor to the place that the mouse points at.
    ///
    /// - Parameters:
    ///   - position: A cell, counted from the editor's top left one. A cell outside counts as the nearest one inside.
    ///   - selecting: True to select the text between, for a drag.
    ///   - width: The editor's columns on the screen.
    ///   - height: The editor's rows on the screen.
    package mutating func place(at position: Position, selecting: Bool, width: Int, height: Int) {
        let wrapping = wrapping(width: width)
        keepRows(height: max(1, height), wrapping)
        history.close()
        let start = selecting ? anchor ?? cursor : nil
        let row = walk(
            from: row(of: top, wrapping), by: min(max(0, position.row), max(1, height) - 1), wrapping
        ).row
        place(atColumn: max(0, position.column), of: row, goingUp: true, wrapping)
        anchor = start
    }

    /// Returns the number of rows that the whole text takes, at most `limit`, for fields that grow.
    package func rowCount(width: Int, limit: Int) -> Int {
        let last = walk(from: Row(paragraph: 0, index: 0), by: max(1, limit) - 1, wrapping(width: width))
        return last.moved + 1
    }

    /// Draws the rows that are seen.
    ///
    /// - Parameters:
    ///   - canvas: The canvas to draw on. Cells without text don't change.
    ///   - area: The editor's part of the canvas.
    ///   - style: The style of the text.
    ///   - isFocused: True to show the cursor and the selection.
    ///   - highlights: Returns styles for parts of a paragraph, like `{{variables}}`. Of a long paragraph it gets only
    ///     the part around what is seen.
    /// - Returns: The cell of the cursor on the canvas; nil without focus or if it isn't seen.
    @discardableResult
    package func draw(
        on canvas: inout Canvas, in area: Rectangle, style: Style = .text, isFocused: Bool,
        highlights: ParagraphHighlights? = nil
    ) -> Position? {
        if area.isEmpty { return nil }
        let wrapping = wrapping(width: area.size.columns)
        let selection = isFocused ? selection : nil
        let cursorRow = isFocused ? row(of: cursor, leaningBack: leansBack, wrapping) : nil
        var position: Position?
        var row = row(of: top, wrapping)
        var y = area.origin.row
        while y < area.rows.upperBound, row.paragraph < document.paragraphs.count {
            let paragraph = document.paragraphs[row.paragraph]
            let start = document.starts[row.paragraph]
            let left = area.rows.upperBound - y
            let rows = paragraph.rows(wrapping, through: .rows(row.index + left + 1))
            let shown = row.index..<min(rows.count, row.index + left)
            let spans = highlights.map { self.spans(of: paragraph, rows, shown, startingAt: start, $0) } ?? []
            for index in shown {
                let layout = RowLayout(index, of: rows, in: paragraph, startingAt: start, wrapping)
                let edge = Position(column: area.origin.column, row: y)
                var finder = SpanFinder(spans)
                layout.draw(on: &canvas, at: edge, in: area) { unit in
                    if let selection, selection.overlaps(unit.range) { return Style(.selection) }
                    return finder.style(at: unit.range.lowerBound) ?? style
                }
                if index == rows.count - 1, let selection, selection.contains(start + paragraph.contentCount) {
                    // A selected newline is shown as a cell behind the text.
                    canvas.fill(
                        Rectangle(column: edge.column + layout.columns, row: y, columns: 1, rows: 1).clipped(to: area),
                        Style(.selection))
                }
                if cursorRow == Row(paragraph: row.paragraph, index: index) {
                    let column = min(layout.column(of: cursor), area.size.columns - 1)
                    position = Position(column: edge.column + column, row: y)
                }
                y += 1
            }
            row = Row(paragraph: row.paragraph + 1, index: 0)
        }
        return position
    }

    /// Returns the highlights around the seen rows of a paragraph, by offsets of the whole text.
    private func spans(
        of paragraph: Paragraph, _ rows: [RowStart], _ shown: Range<Int>, startingAt start: Int,
        _ highlights: ParagraphHighlights
    ) -> [StyledSpan] {
        let text = paragraph.text
        var range = 0..<paragraph.contentCount
        if range.count > 16384 {
            // A highlight that begins or ends further outside than this isn't found.
            let end = shown.upperBound < rows.count ? rows[shown.upperBound].offset : range.upperBound
            let first = rows[max(0, shown.lowerBound - 16)].offset
            let behind = min(range.upperBound, end + 2048)
            range = first..<text.offset(of: text.unicodeScalars.index(after: text.place(max(behind, 1) - 1)))
        }
        return highlights(text.part(range)).map { part, style in
            StyledSpan(start + text.offset(of: part.lowerBound)..<start + text.offset(of: part.upperBound), style)
        }
    }

    /// Keeps the rows of long paragraphs that are near, so that they aren't wrapped again for every key and frame.
    private mutating func keepRows(height: Int, _ wrapping: Wrapping) {
        for offset in [top.offset, cursor] {
            let (near, local) = document.locate(offset)
            if near > 0 { document.keepRows(of: near - 1, wrapping, through: .all) }
            document.keepRows(of: near, wrapping, through: .offset(local, more: 2 * height + 2))
            for index in near + 1..<max(near + 1, min(near + height + 1, document.paragraphs.count)) {
                document.keepRows(of: index, wrapping, through: .rows(height + 2))
            }
        }
    }
}
