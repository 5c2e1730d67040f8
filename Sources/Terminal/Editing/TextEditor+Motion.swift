extension TextEditor {
    /// A row of the wrapped text: a paragraph and the row's index in it.
    struct Row: Hashable {
        var paragraph: Int
        var index: Int
    }

    func wrapping(width: Int) -> Wrapping {
        Wrapping(width: width - 1, tabWidth: tabWidth, glyphs: glyphs)
    }

    mutating func move(_ motion: CursorMotion, selecting: Bool, width: Int, height: Int) {
        let wrapping = wrapping(width: width)
        let start = selecting ? anchor ?? cursor : nil
        if !selecting, let selection {
            // Left and right end a selection at its edge; other motions start from the cursor.
            if motion == .left { return setCaret(selection.lowerBound, anchor: nil) }
            if motion == .right { return setCaret(selection.upperBound, anchor: nil) }
        }
        switch motion {
        case .left: setCaret(document.border(before: cursor), anchor: start)
        case .right: setCaret(document.border(after: cursor), anchor: start)
        case .wordLeft: setCaret(document.wordStart(before: cursor), anchor: start)
        case .wordRight: setCaret(document.wordEnd(after: cursor), anchor: start)
        case .documentStart: setCaret(0, anchor: start)
        case .documentEnd: setCaret(document.count, anchor: start)
        case .lineStart:
            let row = layout(of: row(of: cursor, leaningBack: leansBack, wrapping), wrapping)
            let edge = row.startsInside ? row.units.first?.range.upperBound ?? cursor : row.range.lowerBound
            let isThere = edge >= cursor
            setCaret(isThere ? document.line(at: cursor).lowerBound : edge, anchor: start)
        case .lineEnd: moveToLineEnd(anchor: start, wrapping)
        case .up: moveVertically(by: -1, anchor: start, selecting: selecting, wrapping)
        case .down: moveVertically(by: 1, anchor: start, selecting: selecting, wrapping)
        case .pageUp: moveVertically(by: -max(1, height - 1), anchor: start, selecting: selecting, wrapping)
        case .pageDown: moveVertically(by: max(1, height - 1), anchor: start, selecting: selecting, wrapping)
        }
    }

    private mutating func moveToLineEnd(anchor: Int?, _ wrapping: Wrapping) {
        let row = row(of: cursor, leaningBack: leansBack, wrapping)
        let layout = layout(of: row, wrapping)
        let paragraphEnd = document.line(at: cursor).upperBound
        let edge = layout.range.upperBound
        let isThere = edge == cursor && (leansBack || edge == paragraphEnd)
        if isThere || layout.endsInside {
            setCaret(paragraphEnd, anchor: anchor)
        } else {
            setCaret(edge, anchor: anchor)
            leansBack = edge < paragraphEnd
        }
    }

    /// Moves by rows as far as there are any. Beyond the last one, a selection goes to the edge of the text.
    private mutating func moveVertically(by rows: Int, anchor: Int?, selecting: Bool, _ wrapping: Wrapping) {
        let from = row(of: cursor, leaningBack: leansBack, wrapping)
        let goal = goalColumn ?? layout(of: from, wrapping).column(of: cursor)
        let (to, moved) = walk(from: from, by: rows, wrapping)
        if moved == 0 {
            if selecting {
                setCaret(rows < 0 ? 0 : document.count, anchor: anchor)
            } else {
                self.anchor = nil
            }
            return
        }
        place(atColumn: goal, of: to, goingUp: rows < 0, wrapping)
        self.anchor = anchor
        goalColumn = goal
    }

    /// Moves the cursor to a column of a row, or to the end of a shorter row.
    mutating func place(atColumn column: Int, of row: Row, goingUp: Bool, _ wrapping: Wrapping) {
        let layout = layout(of: row, wrapping)
        let paragraph = document.starts[row.paragraph] + document.paragraphs[row.paragraph].contentCount
        goalColumn = nil
        leansBack = false
        if let unit = layout.unit(at: column) ?? (layout.endsInside ? layout.units.last : nil) {
            let isRest = layout.startsInside && unit.range.lowerBound == layout.range.lowerBound
            // A cluster may be shown over several rows, and only its first row is a place for the cursor. In the others
            // it goes behind the cluster; if they have nothing else, on the way up it goes before it.
            let isWhole = isRest && layout.endsInside && layout.units.count == 1
            cursor = isRest && !(isWhole && goingUp) ? unit.range.upperBound : unit.range.lowerBound
            leansBack = isRest && !layout.endsInside && cursor == layout.range.upperBound && cursor < paragraph
        } else {
            cursor = layout.range.upperBound
            leansBack = cursor < paragraph
        }
    }

    /// Returns the row that shows a place.
    func row(of place: RowStart, _ wrapping: Wrapping) -> Row {
        let (paragraph, local) = document.locate(place.offset)
        let rows = document.paragraphs[paragraph].rows(wrapping, through: .offset(local, more: 0))
        return Row(paragraph: paragraph, index: rows.row(of: RowStart(offset: local, inside: place.inside)))
    }

    /// Returns the row that shows the cursor at an offset.
    func row(of offset: Int, leaningBack: Bool, _ wrapping: Wrapping) -> Row {
        var row = row(of: RowStart(offset: offset), wrapping)
        if leaningBack, row.index > 0,
            start(of: row, wrapping) == RowStart(offset: offset)
        {
            row.index -= 1
        }
        return row
    }

    /// Returns the place where a row starts.
    func start(of row: Row, _ wrapping: Wrapping) -> RowStart {
        document.paragraphs[row.paragraph].rows(wrapping, through: .rows(row.index + 1))[row.index]
            .moved(by: document.starts[row.paragraph])
    }

    /// Returns the layout of a row. Its offsets are those of the whole text.
    func layout(of row: Row, _ wrapping: Wrapping) -> RowLayout {
        let paragraph = document.paragraphs[row.paragraph]
        return RowLayout(
            row.index, of: paragraph.rows(wrapping, through: .rows(row.index + 2)), in: paragraph,
            startingAt: document.starts[row.paragraph], wrapping)
    }

    /// Returns the row `count` rows further, or as far as there are rows, and the number of rows that it moved.
    func walk(from row: Row, by count: Int, _ wrapping: Wrapping) -> (row: Row, moved: Int) {
        var row = row
        var left = abs(count)
        while left > 0 {
            if count < 0 {
                let step = min(left, row.index)
                row.index -= step
                left -= step
                if left == 0 || row.paragraph == 0 { break }
                row.paragraph -= 1
                row.index = document.paragraphs[row.paragraph].rows(wrapping, through: .all).count - 1
            } else {
                let rows = document.paragraphs[row.paragraph].rows(wrapping, through: .rows(row.index + left + 1))
                let step = min(left, rows.count - 1 - row.index)
                row.index += step
                left -= step
                if left == 0 || row.paragraph == document.paragraphs.count - 1 { break }
                row = Row(paragraph: row.paragraph + 1, index: 0)
            }
            left -= 1
        }
        return (row, (abs(count) - left) * (count < 0 ? -1 : 1))
    }
}

extension RowLayout {
    /// Lays out a row of a paragraph that starts at an offset of a longer text.
    init(
        _ index: Int, of rows: [RowStart], in paragraph: Paragraph, startingAt offset: Int, _ wrapping: Wrapping
    ) {
        let end = index + 1 < rows.count ? rows[index + 1] : RowStart(offset: paragraph.contentCount)
        self.init(from: rows[index], to: end, of: paragraph.text, startingAt: offset, wrapping)
    }
}
