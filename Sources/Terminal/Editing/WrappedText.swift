import TextLayout

/// Text that grows at its end, like a model's output, wrapped for a view that scrolls.
///
/// It is untrusted: what isn't harmless is shown as something else, while all offsets are UTF-8 bytes of the text as it
/// came. Appending costs what the new text costs; only the last few rows are wrapped again, also within a paragraph that
/// never ends.
package struct WrappedText: Sendable, Hashable {
    /// All of it, byte for byte.
    package private(set) var text = ""
    /// The columns of a row.
    package var width: Int { wrapping.width }

    private var wrapping: Wrapping
    /// What doesn't depend on the width.
    private var clusters = KnownClusters()
    /// Where the rows start.
    private var rows = [RowStart(offset: 0)]
    /// The offset where the last paragraph starts, and its first row.
    private var lastParagraph = 0
    private var lastParagraphRow = 0
    /// What is seen.
    private var scroll = ScrollState()

    /// An empty text.
    ///
    /// - Parameters:
    ///   - text: Its start.
    ///   - width: The columns of a row; less than 1 counts as 1.
    ///   - tabWidth: The columns from one tab stop to the next.
    ///   - glyphs: What the terminal can draw.
    package init(_ text: String = "", width: Int, tabWidth: Int = 8, glyphs: Glyphs = .unicode) {
        wrapping = Wrapping(width: width, tabWidth: tabWidth, glyphs: glyphs)
        append(text)
    }

    /// Adds text at the end; it may begin in the middle of a character.
    package mutating func append(_ new: String) {
        if new.isEmpty { return }
        let oldEnd = text.utf8.count
        // What was the last character may become another one, and with it the rows before.
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

    /// Puts another text in place of the whole. What is seen stays seen if it starts the same way.
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

    /// Wraps for another width; the first row that is seen keeps its text.
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

    /// Wraps from the last row that there is to the end.
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

    /// Returns the offset of the first newline that isn't before another offset.
    private func firstNewline(from start: Int) -> Int? {
        // The bytes themselves are several times faster to search than the view.
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

    /// Returns the cells of a row.
    private func layout(of row: Int) -> RowLayout {
        guard row + 1 < rows.count else {
            return RowLayout(from: rows[row], to: RowStart(offset: text.utf8.count), of: text, wrapping)
        }
        var end = rows[row + 1]
        if endsParagraph(row) { end.offset = max(rows[row].offset, contentEnd(newlineAt: end.offset - 1)) }
        return RowLayout(from: rows[row], to: end, of: text, wrapping)
    }

    /// Returns the text of a row that is shown byte for byte, a column each; nil for others.
    private func plainText(of row: Int) -> Substring? {
        let start = rows[row]
        let end = row + 1 < rows.count ? rows[row + 1] : RowStart(offset: text.utf8.count)
        guard start.inside == 0, end.inside == 0, end.offset - start.offset <= 2 * wrapping.width else { return nil }
        let part = text[text.place(start.offset)..<text.place(end.offset)]
        let content = part.utf8.last == 0x0A ? part.dropLast() : part
        return content.utf8.allSatisfy { 0x20..<0x7F ~= $0 } ? content : nil
    }

    /// Returns whether a newline or the end of the text ends the row.
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
        /// What is shown: harmless, with spaces for tabs.
        package var text: String
        /// What it comes from, in UTF-8 bytes, with spaces that hang over the edge and without the newline.
        package var range: Range<Int>
        /// Whether a newline or the end of the text ends it.
        package var endsParagraph: Bool
    }

    /// The rows; a text that ends with a newline has an empty last one, and an empty text has one.
    package var lineCount: Int { rows.count }

    /// Returns one of the rows, from 0 to `lineCount - 1`.
    package func line(at index: Int) -> Line {
        let layout = layout(of: index)
        return Line(text: layout.text, range: layout.range, endsParagraph: endsParagraph(index))
    }

    /// Returns where the character at an offset is shown: the row among all rows, and the column. Behind the text it is
    /// the place of what comes next.
    package func cell(of offset: Int) -> Position {
        let offset = min(max(0, offset), text.utf8.count)
        let row = rows.row(of: RowStart(offset: offset))
        return Position(column: layout(of: row).column(of: offset), row: row)
    }

    /// Returns the offset of the character that is shown in a column of a row; behind its text, the end of the row.
    package func offset(at cell: Position) -> Int {
        let layout = layout(of: min(max(0, cell.row), rows.count - 1))
        return layout.unit(at: max(0, cell.column))?.range.lowerBound ?? layout.range.upperBound
    }
}

extension WrappedText {
    /// Which rows are seen.
    private struct ScrollState: Sendable, Hashable {
        /// The first of them, unless the end is followed.
        var top = 0
        /// Whether the last row stays in view when the text grows.
        var isFollowing = true
    }

    /// Whether the last row stays in view when the text grows: until someone scrolls up, and again when back at the end.
    package var isFollowing: Bool { scroll.isFollowing }

    /// Returns the first row that a view of so many rows shows.
    package func firstLine(height: Int) -> Int {
        let last = max(0, rows.count - max(1, height))
        return scroll.isFollowing ? last : min(scroll.top, last)
    }

    /// Moves the view of so many rows, down if `lines` is more than 0, as far as there is text.
    package mutating func scroll(by lines: Int, height: Int) {
        scroll(toLine: firstLine(height: height) + lines, height: height)
    }

    /// Shows a row at the top, or as near to it as the ends of the text let it be.
    package mutating func scroll(toLine line: Int, height: Int) {
        let last = max(0, rows.count - max(1, height))
        scroll.top = min(max(0, line), last)
        scroll.isFollowing = scroll.top == last
    }

    /// Brings the character at an offset into view, if it isn't, with as little movement as it takes.
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
    ///   - canvas: Gets the cells; those without text are left as they are.
    ///   - area: The part of it to draw in. Rows are those of `width`: resize to its columns first.
    ///   - style: How text looks outside of all spans.
    ///   - spans: How parts look, in order and without overlap. A character goes by its first byte.
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
