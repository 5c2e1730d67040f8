import History
import Library
import Terminal
import TextLayout

extension HistoryLayer {
    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let isFiltered = !finder.query.text.isEmpty || part != .all
        let inner = look.window(
            (showsDeleted ? "deleted runs" : "history") + part.rawValue, columns: min(130, look.size.columns - 4),
            rows: look.size.rows - 4, on: &canvas,
            note: countText)
        let (top, rest) = inner.splitTop(rows: 2)
        let (list, detail) = rest.splitBottom(rows: min(6, look.size.rows / 3))
        let cursor = look.drawQuery(
            finder.query, placeholder: "words, prompt: model: technique: tag: rating:4-5 by:", on: &canvas, in: top)
        for (index, area) in look.rows(entries.count, selected: finder.selected, in: list) {
            draw(
                entries[index], isMarked: entries[index].id == marked, isSelected: index == finder.selected, look,
                on: &canvas, in: area)
        }
        if entries.isEmpty, !isLoading {
            let text =
                isFiltered ? "no run matches" : showsDeleted ? "No run is deleted." : "There are no runs yet."
            canvas.write(look.phrase(text), at: list.origin, .faint, in: list)
        }
        drawDetail(look, on: &canvas, in: detail)
        return cursor
    }

    /// The number of listed runs, of all that there are.
    private var countText: String {
        if isLoading { return "reading" }
        let count = entries.count
        return (next == nil ? "" : "the newest ") + (count == 1 ? "1 run" : "\(count) runs")
            + (today.isEmpty ? "" : "; \(today)")
    }

    /// Draws a run: date, rating, prompt, techniques and the beginning of its answer.
    private func draw(
        _ entry: HistoryEntry, isMarked: Bool, isSelected: Bool, _ look: Look, on canvas: inout Canvas,
        in area: Rectangle
    ) {
        var row = ListRow(area, isSelected: isSelected, on: &canvas)
        func write(_ text: String, width: Int, _ style: Style) {
            row.write(text, width: width, style, look, on: &canvas)
        }
        write(isMarked ? look.sign("◆", "*") : "", width: 2, Style(.accent))
        write(look.dateText(entry.date), width: 12, .faint)
        write(entry.rating.map { String(repeating: look.sign("★", "*"), count: $0) } ?? "", width: 5, Style(.accent))
        write(entry.prompt, width: max(12, area.size.columns / 5), .text)
        if area.size.columns >= 90 {
            write(entry.techniques.map(\.title).joined(separator: ", "), width: 14, .faint)
        }
        let tags = entry.tags.isEmpty ? "" : "[\(entry.tags.joined(separator: ", "))] "
        let said = entry.match.map(\.text) ?? entry.outcome
        write(tags + said, width: row.room, entry.failedLanes > 0 ? Style(.error) : .faint)
    }

    private func drawDetail(_ look: Look, on canvas: inout Canvas, in area: Rectangle) {
        var lines: [(String, Style)] = []
        if let notice = notice { lines.append((look.sentence(notice), Style(.accent))) }
        if evaluations > 0, !finder.query.text.isEmpty {
            let found = evaluations == 1 ? "1 kept evaluation has" : "\(evaluations) kept evaluations have"
            lines.append(("\(found) these words too: Alt-k lists.", Style(.accent)))
        }
        if let entry = selected {
            let dot = look.sign(" · ", " - ")
            let lanes = "\(entry.lanes) \(entry.lanes == 1 ? "lane" : "lanes")"
            lines.append(
                (
                    [
                        "run \(entry.id)", lanes, entry.models.joined(separator: ", "), "\(entry.tokens) tok",
                        "\(Knob.fixed(entry.seconds, 1)) s", entry.mode, entry.origin.rawValue,
                    ].joined(separator: dot), .faint
                ))
            if entry.pairs > 0 {
                let number = entry.pairs == 1 ? "a pair" : "\(entry.pairs) pairs"
                lines.append(("Its outputs are in \(number): Alt-p lists.", Style(.accent)))
            }
            lines.append((entry.input, .text))
            if let match = entry.match { lines.append(("\(match.place): \(match.text)", Style(.accent))) }
            lines.append((entry.answer, .text))
            if !entry.note.isEmpty { lines.append(("note: \(entry.note)", Style(.accent))) }
        }
        for (row, text) in lines.prefix(max(0, area.size.rows - 1)).enumerated() {
            canvas.write(
                look.fit(look.line(text.0), area.size.columns),
                at: Position(column: area.origin.column, row: area.origin.row + 1 + row), text.1, in: area)
        }
    }
}

extension HistoryEntry {
    /// The first lane's answer, or that lanes failed. If only some failed, the answer may be that of another one.
    fileprivate var outcome: String {
        switch failedLanes {
        case 0: answer
        case lanes: "failed: \(answer)"
        default: "\(failedLanes) of \(lanes) lanes failed; the first: \(answer)"
        }
    }
}
