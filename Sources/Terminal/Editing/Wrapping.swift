import TextLayout

/// The place where a row of a text starts.
///
/// The text that is shown for one cluster, like `<U+202E>`, may go over several rows; that is why there is `inside`.
struct RowStart: Hashable, Sendable, Comparable {
    /// The UTF-8 offset of the row's first cluster.
    var offset: Int
    /// The number of UTF-8 bytes of the text shown for that cluster that stand in rows before.
    var inside = 0

    static func < (left: RowStart, right: RowStart) -> Bool {
        (left.offset, left.inside) < (right.offset, right.inside)
    }

    /// Returns the place in a text that begins `bytes` bytes earlier.
    func moved(by bytes: Int) -> RowStart { RowStart(offset: offset + bytes, inside: inside) }
}

/// Folds paragraphs into rows.
///
/// All of this uses a property of `TextWrap`: the rows from the start of a row onwards depend on nothing before it. So
/// a long text is folded piece by piece, and after a change only around that change.
struct Wrapping: Hashable, Sendable {
    /// The number of columns of a row, at least 1.
    let width: Int
    /// The number of columns from one tab stop to the next, at least 1.
    let tabWidth: Int
    /// The characters that the terminal can draw.
    let glyphs: Glyphs

    init(width: Int, tabWidth: Int, glyphs: Glyphs) {
        self.width = max(1, width)
        self.tabWidth = max(1, tabWidth)
        self.glyphs = glyphs
    }

    /// The largest number of rows whose end can depend on a single cluster, with room to spare.
    static let reach = 3

    /// Appends the starts of the rows behind a row of a paragraph.
    ///
    /// - Parameters:
    ///   - start: The start of that row, counted like `range`. It isn't appended itself.
    ///   - range: The paragraph without its newline, in UTF-8 bytes of `text`.
    ///   - text: The text that the paragraph is a part of.
    ///   - rows: The starts are appended to this.
    ///   - known: Clusters of the text that were found with the same glyphs before. New ones are added.
    ///   - isEnough: Returns true to end the work. The start that it gets isn't appended then.
    /// - Returns: True if all rows to the end of the paragraph are there.
    @discardableResult
    func appendRows(
        after start: RowStart, in range: Range<Int>, of text: String, to rows: inout [RowStart],
        known: inout KnownClusters, until isEnough: (RowStart) -> Bool = { _ in false }
    ) -> Bool {
        var start = start
        let shortest = max(512, 8 * width)
        var budget = shortest
        while start.offset < range.upperBound {
            if start.inside == 0 {
                let before = start
                switch appendShownRows(after: &start, in: range, of: text, to: &rows, known: &known, until: isEnough) {
                case .finished: return true
                case .enough: return false
                case .stuck: if start.offset - before.offset > budget { budget = shortest }
                }
            }
            let place = text.place(start.offset)
            var piece: Substring
            let isRest = range.upperBound - start.offset <= budget
            if isRest {
                piece = text[place..<text.place(range.upperBound)]
            } else {
                var end = text.utf8.index(place, offsetBy: budget)
                while text.utf8[end] & 0xC0 == 0x80 { end = text.utf8.index(before: end) }
                piece = text[place..<end]
                // The last cluster may go on behind the piece.
                piece = piece[..<piece.index(before: piece.endIndex)]
            }
            let shown = ShownText(piece, glyphs: glyphs)
            let lines = TextWrap.lines(
                shown.text[shown.text.place(min(start.inside, shown.text.utf8.count))...], width: width,
                tabWidth: tabWidth)
            var at = start.inside
            let first = start
            for line in lines.dropLast() {
                at += line.full.utf8.count
                start = shown.origin(of: at).moved(by: first.offset)
                if isEnough(start) { return false }
                rows.append(start)
            }
            if isRest { return true }
            budget = lines.count == 1 ? 2 * budget : min(2 * budget, 16384)
        }
        return true
    }

    /// Adds rows until a character isn't shown as it is. `start` becomes the last row that was found.
    private func appendShownRows(
        after start: inout RowStart, in range: Range<Int>, of text: String, to rows: inout [RowStart],
        known: inout KnownClusters, until isEnough: (RowStart) -> Bool
    ) -> TextWrap.Progress {
        var last = start
        defer { start = last }
        return TextWrap.rowStarts(
            of: text, in: range, from: start.offset, width: width, tabWidth: tabWidth, glyphs: glyphs,
            known: &known, isShown: { ShownText.isVerbatim($0, glyphs: glyphs) },
            take: {
                let row = RowStart(offset: $0)
                if isEnough(row) { return false }
                rows.append(row)
                last = row
                return true
            })
    }
}

extension [RowStart] {
    /// Returns the row that shows a place; 0 if there is no row before it.
    func row(of place: RowStart) -> Int {
        lastIndex(notBehind: place, by: \.self) ?? 0
    }
}
