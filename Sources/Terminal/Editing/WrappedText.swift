import TextLayout

/// Text that grows at its end, like a model's output, wrapped for a view that scrolls.
///
/// The text is untrusted: parts that aren't harmless are shown as something else, while all offsets are UTF-8 bytes of
/// the text as it came. Appending costs only what the new text costs: only the last few rows are wrapped again, even in
/// a paragraph that never ends.
package struct WrappedText: Sendable, Hashable {
    /// The whole text, byte for byte.
    package private(set) var text = ""
    /// The number of columns of a row.
    package var width: Int { wrapping.width }

    private var wrapping: Wrapping
    /// Measured clusters, which don't depend on the width.
    private var clusters = KnownClusters()
    /// The starts of the rows.
    private var rows = [RowStart(offset: 0)]
    /// The offset where the last paragraph starts; the other is its first row.
    private var lastParagraph = 0
    private var lastParagraphRow = 0
    /// The part that is seen.
    private var scroll = ScrollState()

    /// Creates a wrapped text.
    ///
    /// - Parameters:
    ///   - text: The beginning of the text.
    ///   - width: The number of columns of a row; less than 1 counts as 1.
    ///   - tabWidth: The number of columns from one tab stop to the next.
    ///   - glyphs: The characters that the terminal can draw.
    package init(_ text: String = "", width: Int, tabWidth: Int = 8, glyphs: Glyphs = .unicode) {
        wrapping = Wrapping(width: width, tabWidth: tabWidth, glyphs: glyphs)
        append(text)
    }

    /// Adds text at the end. It may begin in the middle of a character.
    package mutating func append(_ new: String) {
        if new.isEmpty { return }
        let oldEnd = text.utf8.count
        // The last character may become another one, which changes the rows before.
        var touched = lastParagraph
        if oldEnd > touched {
            touched = text.offset(of: text.index(before: text.endIndex))
        }
        text += new
        if oldEnd == 0 { text.makeContiguousUTF8() }
        clusters.forget(from: touched)
        let row = max(lastParagraphRow, rows.row(of: RowStart(offset: touched)) - Wrapping.reach)
        rows.removeSubrange((row + 1)...)
        wrapRest(newlinesFrom: oldEnd)
    }

    /// Replaces the whole text. If the new text has the same beginning, the seen rows stay seen.
    package mutating func setText(_ new: String) {
        if new.utf8.count >= text.utf8.count, new.utf8.starts(with: text.utf8) {
            append(String(new.utf8.dropFirst(text.utf8.count)) ?? "")
            return
        }
        text = new
        text.makeContiguousUTF8()
        clusters = KnownClusters()
        wrapAll()
    }

    /// Wraps for another width. The first row that is seen begins with the same text.
    package mutating func resize(to width: Int) {
        let other = Wrapping(width: width, tabWidth: wrapping.tabWidth, glyphs: wrapping.glyphs)
        if other == wrapping { return }
        wrapping = other
        let anchor = rows[min(scroll.top, rows.count - 1)]
        wrapAll()
        scroll.top = rows.row(of: anchor)
    }

    private mutating func wrapAll() {
        rows = [RowStart(offset: 0)]
        lastParagraph = 0
        lastParagraphRow = 0
        wrapRest(newlinesFrom: 0)
    }

    /// Wraps from the last row to the end.
    private mutating func wrapRest(newlinesFrom start: Int) {
        var search = start
        while let newline = firstNewline(from: search) {
            wrapLastParagraph(to: contentEnd(newlineAt: newline))
            lastParagraph = newline + 1
            lastParagraphRow = rows.count
            rows.append(RowStart(offset: lastParagraph))
            search = lastParagraph
        }
        wrapLastParagraph(to: text.utf8.count)
    }

    /// Returns the offset of the first newline at or behind an offset; nil if there is none.
    private func firstNewline(from start: Int) -> Int? {
        // Searching the bytes is several times faster than searching the view.
        text.utf8.withContiguousStorageIfAvailable { $0[start...].firstIndex(of: 0x0A) } ?? nil
    }

    private mutating func wrapLastParagraph(to end: Int) {
        wrapping.appendRows(
            after: rows[rows.count - 1], in: lastParagraph..<end, of: text, to: &rows, known: &clusters)
    }

    /// Returns the end of a paragraph without its newline, which may be CR LF.
    private func contentEnd(newlineAt offset: Int) -> Int {
        offset > 0 && text.utf8[text.place(offset - 1)] == 0x0D ? offset - 1 : offset
    }

    /// Returns the layout of a row.
    private func layout(of row: Int) -> RowLayout {
        guard row + 1 < rows.count else {
            return RowLayout(from: rows[row], to: RowStart(offset: text.utf8.count), of: text, wrapping)
        }
        var end = rows[row + 1]
        if endsParagraph(row) { end.offset = max(rows[row].offset, contentEnd(newlineAt: end.offset - 1)) }
        return RowLayout(from: rows[row], to: end, of: text, wrapping)
    }

    /// Returns the text of a row that is shown byte for byte, each byte in a column; nil for other rows.
    private func plainText(of row: Int) -> Substring? {
        let start = rows[row]
        let end = row + 1 < rows.count ? rows[row + 1] : RowStart(offset: text.utf8.count)
        guard start.inside == 0, end.inside == 0, end.offset - start.offset <= 2 * wrapping.width else { return nil }
        let part = text[text.place(start.offset)..<text.place(end.offset)]
        let content = part.utf8.last == 0x0A ? part.dropLast() : part
        return content.utf8.allSatisfy { 0x20..<0x7F ~= $0 } ? content : nil
    }

    /// Returns whether the row ends with a newline or with the text.
    private func endsParagraph(_ row: Int) -> Bool {
        guard row + 1 < rows.count else { return true }
        let next = rows[row + 1]
        return next.inside == 0 && next.offset > rows[row].offset
            && text.utf8[text.place(next.offset - 1)] == 0x0A
    }
}

extension WrappedText {
    /// One row.
    package struct Line: Sendable, Hashable {
        /// The text that is shown: harmless, with spaces for tabs.
        package var text: String
        /// The row's part of the text, in UTF-8 bytes, with spaces that hang over the edge and without the newline.
        package var range: Range<Int>
        /// True if the row ends with a newline or with the text.
        package var endsParagraph: Bool
    }

    /// The number of rows. A text that ends with a newline has an empty last row, and an empty text has one row.
    package var lineCount: Int { rows.count }

    /// Returns a row, from 0 to `lineCount - 1`.
    package func line(at index: Int) -> Line {
        let layout = layout(of: index)
        return Line(text: layout.text, range: layout.range, endsParagraph: endsParagraph(index))
    }

    /// Returns the cell of the character at an offset: its row among all rows, and its column. Behind the text it is
    /// the cell of the next character.
    package func cell(of offset: Int) -> Position {
        let offset = min(max(0, offset), text.utf8.count)
        let row = rows.row(of: RowStart(offset: offset))
        return Position(column: layout(of: row).column(of: offset), row: row)
    }

    /// Returns the offset of the character in a cell; behind the row's text, the end of the row.
    package func offset(at cell: Position) -> Int {
        let layout = layout(of: min(max(0, cell.row), rows.count - 1))
        return layout.unit(at: max(0, cell.column))?.range.lowerBound ?? layout.range.upperBound
    }
}

extension WrappedText {
    /// The rows that are seen.
    private struct ScrollState: Sendable, Hashable {
        /// The first row that is seen, unless the end is followed.
        var top = 0
        /// True if the last row stays in view when the text grows.
        var isFollowing = true
    }

    /// True if the last row stays in view when the text grows. It is false after scrolling up, until the end is reached
    /// again.
    package var isFollowing: Bool { scroll.isFollowing }

    /// Returns the first row that a view of `height` rows shows.
    package func firstLine(height: Int) -> Int {
        let last = max(0, rows.count - max(1, height))
        return scroll.isFollowing ? last : min(scroll.top, last)
    }

    /// Scrolls a view of `height` rows, down if `lines` is positive, as far as there is text.
    package mutating func scroll(by lines: Int, height: Int) {
        scroll(toLine: firstLine(height: height) + lines, height: height)
    }

    /// Shows a row at the top of the view, or as near to it as the ends of the text allow.
    package mutating func scroll(toLine line: Int, height: Int) {
        let last = max(0, rows.count - max(1, height))
        scroll.top = min(max(0, line), last)
        scroll.isFollowing = scroll.top == last
    }

    /// Scrolls as little as possible to show the character at an offset.
    package mutating func scroll(toOffset offset: Int, height: Int) {
        let row = cell(of: offset).row
        let first = firstLine(height: height)
        if row < first {
            scroll(toLine: row, height: height)
        } else if row >= first + max(1, height) {
            scroll(toLine: row - max(1, height) + 1, height: height)
        }
    }

    /// Shows the end, and follows it from now on.
    package mutating func scrollToEnd() { scroll.isFollowing = true }

    /// Shows the start.
    package mutating func scrollToStart(height: Int) { scroll(toLine: 0, height: height) }

    /// Draws the rows that are seen.
    ///
    /// - Parameters:
    ///   - canvas: The canvas to draw on. Cells without text don't change.
    ///   - area: The part of the canvas to draw in. Rows have `width` columns: resize to the area's columns first.
    ///   - style: The style of text outside of all spans.
    ///   - spans: The styles of parts, in order and without overlap. A character has the style of its first byte.
    package func draw(
        on canvas: inout Canvas, in area: Rectangle, style: Style = .text, spans: [StyledSpan] = []
    ) {
        if area.isEmpty { return }
        let first = firstLine(height: area.size.rows)
        var finder = SpanFinder(spans)
        for row in first..<min(rows.count, first + area.size.rows) {
            let place = Position(column: area.origin.column, row: area.origin.row + row - first)
            if spans.isEmpty, let plain = plainText(of: row) {
                canvas.write(plain, at: place, style, in: area)
                continue
            }
            layout(of: row).draw(on: &canvas, at: place, in: area) { unit in
                finder.style(at: unit.range.lowerBound) ?? style
            }
        }
    }
}
