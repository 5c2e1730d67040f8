import History
import Terminal

extension KeptEvaluationsLayer {
    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let count = entries.count
        let inner = look.window(
            showsDeleted ? "deleted evaluations" : "kept evaluations", columns: min(130, look.size.columns - 4),
            rows: look.size.rows - 4, on: &canvas,
            note: isLoading ? "reading" : Self.number(count))
        let (top, rest) = inner.splitTop(rows: 2)
        let (list, detail) = rest.splitBottom(rows: min(6, look.size.rows / 3))
        let cursor = look.drawQuery(
            finder.query, placeholder: "words of prompt, data, lanes, models", on: &canvas, in: top)
        for (index, area) in look.rows(count, selected: finder.selected, in: list) {
            draw(entries[index], isSelected: index == finder.selected, look, on: &canvas, in: area)
        }
        if entries.isEmpty, !isLoading {
            let text =
                !finder.query.text.isEmpty
                ? "No evaluation has these words."
                : showsDeleted ? "No evaluation is deleted." : "Nothing has been evaluated yet: Alt-g does it."
            canvas.write(look.phrase(text), at: list.origin, .faint, in: list)
        }
        drawDetail(look, on: &canvas, in: detail)
        return cursor
    }

    /// Draws an evaluation: date, prompt, data, and how much each lane has right.
    private func draw(
        _ entry: EvaluationEntry, isSelected: Bool, _ look: Look, on canvas: inout Canvas, in area: Rectangle
    ) {
        var row = ListRow(area, isSelected: isSelected, on: &canvas)
        func write(_ text: String, width: Int, _ style: Style) {
            row.write(text, width: width, style, look, on: &canvas)
        }
        write(entry.id == marked ? look.sign("◆", "*") : "", width: 2, Style(.accent))
        write(look.dateText(entry.date), width: 12, .faint)
        write(entry.prompt, width: max(12, area.size.columns / 5), .text)
        write(entry.data, width: max(10, area.size.columns / 7), .faint)
        write("\(entry.cases)", width: 6, .faint)
        write(entry.isFinished ? "" : look.sign("…", "~"), width: 1, Style(.warning))
        write(Self.right(entry, look), width: row.room, .text)
    }

    /// Says how many are listed. Words find those that are older than the list goes back.
    private static func number(_ count: Int) -> String {
        if count == EvaluationEntry.usualLimit { return "the newest \(count)" }
        return count == 1 ? "1 evaluation" : "\(count) evaluations"
    }

    /// Returns the share of right cases of each lane.
    private static func right(_ entry: EvaluationEntry, _ look: Look) -> String {
        entry.lanes.map { lane in
            guard lane.count > 0 else { return "\(lane.name) -" }
            return "\(lane.name) \(Knob.fixed(Double(lane.correct) / Double(lane.count) * 100, 1)) %"
        }.joined(separator: look.sign(" · ", " - "))
    }

    private func drawDetail(_ look: Look, on canvas: inout Canvas, in area: Rectangle) {
        var lines: [(String, Style)] = []
        if let notice { lines.append((look.sentence(notice), Style(.accent))) }
        if let entry = selected {
            let dot = look.sign(" · ", " - ")
            var models: [String] = []
            for lane in entry.lanes where !models.contains(lane.model) { models.append(lane.model) }
            lines.append(
                (
                    [
                        "evaluation \(entry.id)", entry.origin.rawValue, "\(entry.cases) cases",
                        models.joined(separator: ", "),
                    ]
                    .joined(separator: dot), .faint
                ))
            if !entry.isFinished {
                lines.append(
                    ("unfinished: \(entry.outputs) of \(entry.cases * entry.lanes.count) outputs", Style(.warning)))
            }
            for lane in entry.lanes {
                let failed = lane.failed > 0 ? ", \(lane.failed) failed" : ""
                lines.append(("\(lane.name): \(lane.correct) of \(lane.count) right\(failed)", .text))
            }
        }
        for (row, text) in lines.prefix(max(0, area.size.rows - 1)).enumerated() {
            canvas.write(
                look.fit(look.line(text.0), area.size.columns),
                at: Position(column: area.origin.column, row: area.origin.row + 1 + row), text.1, in: area)
        }
    }
}
