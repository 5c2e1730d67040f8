import Evaluation
import Terminal
import TextLayout

extension EvaluationLayer {
    private func columns(_ width: Int, _ report: EvaluationReport) -> GridColumns {
        GridColumns(width: width, widths, lanes: report.lanes.count, focused: lane)
    }

    /// Returns the cell of a lane in a row of the report.
    func cell(_ row: EvaluationReport.Row, lane: Int, _ report: EvaluationReport, _ look: Look) -> GridCell {
        let scored = row.lanes.indices.contains(lane) ? row.lanes[lane] : nil
        let key = EvaluationRun.Key(lane: report.lanes[lane].name, id: row.one.id)
        return GridCell(scored, failure: failures.isEmpty ? nil : failures[key], look)
    }

    /// Draws the names of the columns. That of the cursor's lane is marked.
    func drawGridHead(_ report: EvaluationReport, _ look: Look, on canvas: inout Canvas, in area: Rectangle) {
        let columns = columns(area.size.columns, report)
        func write(_ text: String, _ range: Range<Int>, _ style: Style) {
            let place = Position(column: area.origin.column + range.lowerBound, row: area.origin.row)
            canvas.write(look.fit(text, range.count), at: place, style, in: area)
        }
        write("case", columns.id, .faint)
        if let expected = columns.expected { write(expected.count < 12 ? "right" : "right answer", expected, .faint) }
        let asked = report.rows.first.map { Array($0.one.variables.keys) } ?? []
        write(asked.count == 1 ? look.line(asked[0]) : "input", columns.input, .faint)
        for (index, range) in columns.lanes {
            let isFocused = index == lane
            let before = index == columns.lanes.first?.index && index > 0 ? look.sign("‹ ", "< ") : ""
            let isLast = index == columns.lanes.last?.index
            let after = isLast && index < report.lanes.count - 1 ? look.sign(" ›", " >") : ""
            let name = look.fit("\(index + 1) \(look.line(report.lanes[index].name))", range.count - 4)
            write(before + name + after, range, isFocused ? Style(.selection) : Style(.title))
        }
    }

    /// Draws the rows that are seen, and only these.
    func drawGrid(_ report: EvaluationReport, _ look: Look, on canvas: inout Canvas, in area: Rectangle) {
        let columns = columns(area.size.columns, report)
        let height = max(1, area.size.rows / rowHeight)
        // The selected row is in the middle third, as far as there are rows.
        let first = min(max(0, selected - height / 2), max(0, rows.count - height))
        for (place, index) in rows[min(first, rows.count)...].prefix(height).enumerated() {
            let top = area.origin.row + place * rowHeight
            draw(
                report.rows[index], isSelected: first + place == selected, columns, report, look, on: &canvas,
                in: Rectangle(
                    column: area.origin.column, row: top, columns: area.size.columns,
                    rows: min(rowHeight, area.rows.upperBound - top)))
        }
    }

    private func draw(
        _ row: EvaluationReport.Row, isSelected: Bool, _ columns: GridColumns, _ report: EvaluationReport, _ look: Look,
        on canvas: inout Canvas, in area: Rectangle
    ) {
        if isSelected { canvas.fill(area, Style(.selection)) }
        func shade(_ style: Style) -> Style { isSelected ? Style(.selection) : style }
        func part(_ range: Range<Int>) -> Rectangle {
            Rectangle(
                column: area.origin.column + range.lowerBound, row: area.origin.row, columns: range.count,
                rows: area.size.rows)
        }
        if let signs = columns.signs {
            for index in report.lanes.indices {
                let cell = cell(row, lane: index, report, look)
                let place = Position(column: part(signs).origin.column + index, row: area.origin.row)
                canvas.write(cell.sign, at: place, shade(cell.style), in: part(signs))
            }
        }
        canvas.write(look.fit(look.line(row.one.id), columns.id.count), at: part(columns.id).origin, shade(.faint))
        if let expected = columns.expected {
            let right = row.one.expected.joined(separator: " or ")
            GridCell.draw(right, shade(Style(.title)), look, on: &canvas, in: part(expected))
        }
        GridCell.draw(row.one.asked, shade(.text), look, on: &canvas, in: part(columns.input))
        for (index, range) in columns.lanes {
            cell(row, lane: index, report, look).draw(
                isSelected: isSelected, isFocused: isSelected && index == lane, look, on: &canvas, in: part(range))
        }
    }

    // MARK: the cell under the cursor

    /// Draws the selected case and the output of the cursor's lane, as far as there is room.
    func drawDetail(
        _ row: EvaluationReport.Row, _ report: EvaluationReport, _ look: Look, on canvas: inout Canvas,
        in area: Rectangle
    ) {
        guard area.size.rows > 1, report.lanes.indices.contains(lane) else { return }
        let cell = cell(row, lane: lane, report, look)
        let scored = row.lanes[lane]
        let (line, below) = area.splitTop(rows: 1)
        canvas.fill(line, with: look.glyphs == .unicode ? "─" : "-", Style(.border))
        let dot = look.sign("·", "-")
        let answer = scored?.answerWithVotes.map { ", read as \(look.line($0))" } ?? ""
        canvas.write(
            look.fit(
                " case \(look.line(row.one.id)) \(dot) \(look.line(report.lanes[lane].name)): \(cell.verdict)\(answer) ",
                area.size.columns - 2),
            at: Position(column: line.origin.column + 1, row: line.origin.row), Style(.title))
        var rest = below
        let reasons = (scored?.unread.map { ["\($0)"] } ?? []) + (scored?.failedChecks ?? []).map(\.sentence)
        if !reasons.isEmpty {
            let (top, others) = rest.splitTop(rows: 1)
            canvas.write(
                look.fit(look.line(reasons.joined(separator: " ")), area.size.columns), at: top.origin,
                Style(.warning), in: top)
            rest = others
        }
        let asked = row.one.asked
        let needed = look.wrap(String(asked.prefix(area.size.columns * 4)), area.size.columns).count
        let (top, bottom) = rest.splitTop(rows: min(needed, max(1, rest.size.rows / 2)))
        GridCell.draw(asked, .faint, look, on: &canvas, in: top)
        guard let labels = scored?.output.labels, !labels.isEmpty, bottom.size.rows > 0 else {
            return GridCell.draw(cell.output, .text, look, on: &canvas, in: bottom)
        }
        // Nothing was written: the output is the likeliest answer.
        let shares = labels.shares
        AnswerLine(shares: labels.byLikelihood.map { (label: labels[$0].label, share: shares[$0]) })
            .draw(look, on: &canvas, in: bottom.splitTop(rows: 1).top)
    }
}

extension Case {
    /// The values of the case as one text.
    var asked: String {
        let values = variables.sorted { $0.key < $1.key }
        return values.count == 1 ? values[0].value : values.map { "\($0.key) = \($0.value)" }.joined(separator: "  ")
    }
}

extension FailedCheck {
    /// The check's name, and why it doesn't hold.
    fileprivate var sentence: String { reasons.isEmpty ? name : "\(name): \(reasons.joined(separator: " "))" }
}
