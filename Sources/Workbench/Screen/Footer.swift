import Terminal
import TextLayout

/// The last line: a sentence, or the hints about the keys that work here.
struct Footer {
    let notice: Screen.Notice?
    let hints: [Hint]
    /// The number of hints at the end that are always shown; the others are shown if there is room.
    let lasting: Int
    /// True if a second row takes what doesn't fit into the first.
    let canSpill: Bool
    let look: Look

    func draw(on canvas: inout Canvas, in area: Rectangle) {
        if let notice {
            // As many rows as the sentence needs, over other things: its end says what to do.
            let lines = TextWrap.lines(look.line(look.sentence(notice.text)), width: max(1, area.size.columns - 2))
                .prefix(4)
            let top = area.rows.upperBound - lines.count
            for (row, wrapped) in lines.enumerated() {
                let rectangle = Rectangle(column: 0, row: top + row, columns: area.size.columns, rows: 1)
                canvas.fill(rectangle)
                canvas.write(
                    " " + wrapped.text, at: rectangle.origin, Style(notice.isError ? .error : .accent), in: rectangle)
            }
            return
        }
        var all = hints
        func width(_ hint: Hint) -> Int { hint.key.displayWidth + hint.text.displayWidth + 3 }
        func draw(_ hints: some Sequence<Hint>, row: Int) {
            var column = 1
            for hint in hints {
                column += canvas.write(hint.key, at: Position(column: column, row: row), Style(.key)) + 1
                column += canvas.write(hint.text, at: Position(column: column, row: row), .faint) + 2
            }
        }
        if canSpill, all.reduce(0, { $0 + width($1) }) >= area.size.columns {
            // A second row below the list, for all that can be done with its items.
            var room = area.size.columns - 1
            let first = all.prefix {
                room -= width($0)
                return room >= 0
            }
            let row = area.origin.row - 1
            canvas.fill(Rectangle(column: 0, row: row, columns: area.size.columns, rows: 1))
            draw(first, row: row)
            all.removeFirst(first.count)
        }
        let last = all.suffix(lasting)
        var room = area.size.columns - 1 - last.reduce(0) { $0 + width($1) }
        let others = all.dropLast(last.count).prefix {
            room -= width($0)
            return room >= 0
        }
        draw(others + last, row: area.origin.row)
    }
}
