import Evaluation
import Terminal

extension PairsLayer {
    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let inner = look.window(
            title(look), columns: min(130, look.size.columns - 4), rows: look.size.rows - 4, on: &canvas,
            note: isLoading ? "reading" : rows.count == 1 ? "1 pair" : "\(rows.count) pairs")
        let (top, rest) = inner.splitTop(rows: 2)
        let (table, detail) = rest.splitBottom(rows: min(6, look.size.rows / 3))
        let cursor = look.drawQuery(finder.query, placeholder: "words of case, lanes, texts", on: &canvas, in: top)
        let (head, list) = table.splitTop(rows: 1)
        if !rows.isEmpty {
            write(["case", "outputs of", "people", judgeTitle, ""], .faint, look, on: &canvas, in: head)
        }
        for (index, area) in look.rows(rows.count, selected: finder.selected, in: list) {
            draw(rows[index], isSelected: index == finder.selected, look, on: &canvas, in: area)
        }
        if rows.isEmpty, !isLoading {
            let isAll = finder.query.text.isEmpty
            let text = problem ?? (isAll ? "These outputs are in no pair yet." : "No pair has these words.")
            canvas.write(look.phrase(text), at: list.origin, .faint, in: list)
        }
        drawDetail(look, on: &canvas, in: detail)
        return cursor
    }

    private func title(_ look: Look) -> String {
        let dot = look.sign(" · ", " - ")
        let parts = [
            filter.run.map { "run \($0)" }, filter.prompt, filter.caseID.map { "case \($0)" },
        ].compactMap(\.self)
        return (["verdicts on pairs"] + parts).map(look.line).joined(separator: dot)
    }

    /// What stands above the judge's verdicts: its name, and the wording if it has several.
    private var judgeTitle: String {
        guard judges.indices.contains(judge) else { return "judge" }
        return judges.count == 1 ? judges[judge].name : "\(judges[judge].name) (\(judge + 1) of \(judges.count))"
    }

    private func draw(
        _ one: PairVerdicts, isSelected: Bool, _ look: Look, on canvas: inout Canvas, in area: Rectangle
    ) {
        let relation = one.both?.relation
        let style: Style = relation == .parted ? Style(.warning) : relation == .same ? Style(.accent) : .text
        write(
            [
                one.caseID, "\(one.one.lane), \(one.other.lane)", one.people, one.judge,
                relation == .open ? "" : relation?.rawValue ?? "",
            ], style, isSelected: isSelected, look, on: &canvas, in: area)
    }

    /// Writes the columns of a row; the last one tells whether people and the judge part.
    private func write(
        _ cells: [String], _ style: Style, isSelected: Bool = false, _ look: Look, on canvas: inout Canvas,
        in area: Rectangle
    ) {
        var row = ListRow(area, isSelected: isSelected, on: &canvas)
        let rest = max(20, area.size.columns - 12)
        let widths = [rest / 6, rest / 4, rest / 5, rest / 4]
        for (index, cell) in cells.enumerated() {
            let isLast = index == cells.count - 1
            row.write(
                cell, width: isLast ? row.room : widths[min(index, widths.count - 1)], isLast ? style : .text, look,
                on: &canvas)
        }
    }

    private func drawDetail(_ look: Look, on canvas: inout Canvas, in area: Rectangle) {
        var lines: [(String, Style)] = []
        if let notice { lines.append((notice, Style(.accent))) }
        if let doubt, !isLoading { lines.append((doubt, Style(.error))) }
        if let sentence, !isLoading { lines.append((sentence, .text)) }
        if let selected {
            let question = selected.question.last?.text ?? ""
            lines += [
                (question, .faint), ("\(selected.one.lane): \(selected.one.text)", .text),
                ("\(selected.other.lane): \(selected.other.text)", .text),
            ]
        }
        for (row, text) in lines.prefix(max(0, area.size.rows - 1)).enumerated() {
            // Texts may be long, and each key draws them.
            canvas.write(
                look.fit(look.line(String(text.0.prefix(400))), area.size.columns),
                at: Position(column: area.origin.column, row: area.origin.row + 1 + row), text.1, in: area)
        }
    }
}
