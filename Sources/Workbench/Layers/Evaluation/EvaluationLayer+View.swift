import Evaluation
import Terminal
import TextLayout

/// The places of the evaluation's parts.
struct EvaluationLayout {
    var lanes: Rectangle
    var sentences: Rectangle
    var heading: Rectangle
    /// The names of the grid's columns.
    var head: Rectangle
    var cases: Rectangle
    var detail: Rectangle
}

extension EvaluationLayer {
    /// Returns all of the screen but the last line.
    private func area(_ look: Look) -> Rectangle {
        Rectangle(column: 0, row: 0, columns: look.size.columns, rows: look.size.rows - 1)
    }

    /// Returns the parts, from top to bottom. On a small screen the list takes the room of the sentences and the
    /// selected case.
    func layout(_ context: any Context) -> EvaluationLayout {
        let inner = area(context.look).inset(columns: 2, rows: 1)
        let lanes = max(1, context.evaluation?.laneNames.count ?? 1)
        let (table, afterTable) = inner.splitTop(rows: min(lanes + 2, inner.size.rows / 2))
        let said = min(saidRows(context, width: inner.size.columns).count, max(1, inner.size.rows / 6))
        let (sentences, afterSaid) = afterTable.splitTop(rows: said + 1)
        let (heading, afterHeading) = afterSaid.splitTop(rows: 1)
        let (head, rest) = afterHeading.splitTop(rows: 1)
        let detail = inner.size.rows < 18 ? 0 : min(12, max(4, inner.size.rows / 4))
        let (cases, bottom) = rest.splitBottom(rows: detail)
        return EvaluationLayout(
            lanes: table, sentences: sentences, heading: heading, head: head, cases: cases, detail: bottom)
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        guard let evaluation = context.evaluation else { return nil }
        let look = context.look
        let area = area(look)
        canvas.fill(area)
        let data = evaluation.order.data.path.map { String($0.split(separator: "/").last ?? "") } ?? "its own test data"
        canvas.box(
            area,
            title: look.fit(
                evaluation.kept.map { look.line($0.title) }
                    ?? "evaluation \(look.sign("·", "-")) \(look.line(evaluation.order.name)) on \(look.line(data))",
                area.size.columns - 30),
            note: evaluation.results.map { "\($0.report.total) cases, read as \(look.fit(look.line($0.answer), 24))" }
                ?? "",
            Style(.focusedBorder))
        let layout = layout(context)
        drawLaneScores(evaluation, look, on: &canvas, in: layout.lanes)
        drawSaid(context, on: &canvas, in: layout.sentences)
        guard let results = evaluation.results else { return nil }
        let names = results.report.lanes.map { look.line($0.name) }
        canvas.fill(layout.heading, with: look.glyphs == .unicode ? "─" : "-", Style(.border))
        canvas.write(
            look.fit(
                " cases: \(filter.title(names)) \(look.sign("·", "-")) \(rows.count) of \(results.report.rows.count) ",
                layout.heading.size.columns - 2),
            at: Position(column: layout.heading.origin.column + 1, row: layout.heading.origin.row), Style(.title))
        drawGridHead(results.report, look, on: &canvas, in: layout.head)
        drawGrid(results.report, look, on: &canvas, in: layout.cases)
        if rows.isEmpty {
            canvas.write(
                results.report.rows.isEmpty ? "No case has ended yet." : "No case matches; a shows all.",
                at: layout.cases.origin, .faint, in: layout.cases)
        } else if rows.indices.contains(selected) {
            drawDetail(results.report.rows[rows[selected]], results.report, look, on: &canvas, in: layout.detail)
        }
        return nil
    }

    // MARK: lanes

    private func drawLaneScores(
        _ evaluation: EvaluationState, _ look: Look, on canvas: inout Canvas, in area: Rectangle
    ) {
        let lanes = evaluation.results?.report.lanes ?? []
        let names = evaluation.laneNames.map { look.line($0) }
        let start = area.origin.column + "\(names.count)".count + 1
        // Names of a sweep are long: they get the room that the figures and a short bar leave.
        let figures = 38 + 24 + 11
        let nameRoom = max(6, area.size.columns / 5, area.columns.upperBound - start - figures)
        let nameWidth = min(max(4, names.map(\.displayWidth).max() ?? 0), nameRoom)
        let columns = [start + nameWidth + 2, start + nameWidth + 14, start + nameWidth + 23]
        let barStart = columns[2] + 15
        let barWidth = min(60, area.columns.upperBound - barStart - 11)
        let unread = barWidth >= 10 ? barStart + barWidth + 3 : area.columns.upperBound - 8
        func write(_ text: String, _ column: Int, _ row: Int, _ style: Style) {
            canvas.write(text, at: Position(column: column, row: area.origin.row + row), style, in: area)
        }
        write("lane", start, 0, .faint)
        write("right", columns[0], 0, .faint)
        write("share", columns[1], 0, .faint)
        write("95 % interval", columns[2], 0, .faint)
        if barWidth >= 10 {
            write("0 %", barStart, 0, .faint)
            write("100 %", barStart + barWidth - 5, 0, .faint)
        }
        write("unread", unread, 0, .faint)
        // A sweep may have more than there is room for; the cursor's lane is always among those that are seen.
        let room = max(1, area.size.rows - 2)
        let first = min(max(0, self.lane - room + 1), max(0, names.count - room))
        let seen = first..<min(first + room, names.count)
        if seen.count < names.count {
            write("\(seen.lowerBound + 1) to \(seen.upperBound) of \(names.count) lanes", start, room + 1, .faint)
        }
        for index in seen {
            let row = index - first + 1
            write("\(index + 1)", area.origin.column, row, Style(.key))
            write(look.fit(names[index], nameWidth), start, row, .text)
            guard lanes.indices.contains(index) else { continue }
            let lane = lanes[index]
            write("\(lane.correct)/\(lane.count)", columns[0], row, .text)
            guard lane.count > 0 else { continue }
            write("\(Knob.fixed(lane.accuracy * 100, 1)) %", columns[1], row, Style(.accent))
            write(
                "\(Knob.fixed(lane.interval.low * 100, 1)) to \(Knob.fixed(lane.interval.high * 100, 1))", columns[2],
                row,
                .text)
            if barWidth >= 10 {
                drawBar(
                    lane, look, on: &canvas, at: Position(column: barStart, row: area.origin.row + row), width: barWidth
                )
            }
            write("\(lane.unparsed)", unread, row, lane.unparsed > 0 ? Style(.warning) : .faint)
        }
    }

    /// Draws a bar from 0 to 100 %: the interval is a line, and the accuracy is a dot on it.
    private func drawBar(
        _ lane: EvaluationReport.Lane, _ look: Look, on canvas: inout Canvas, at place: Position, width: Int
    ) {
        let (interval, dot) = lane.bar(cells: width)
        canvas.write(String(repeating: look.sign("┄", "."), count: width), at: place, .faint)
        canvas.write(
            String(repeating: look.sign("━", "="), count: interval.count),
            at: Position(column: place.column + interval.lowerBound, row: place.row),
            Style(.accent))
        canvas.write(look.sign("●", "o"), at: Position(column: place.column + dot, row: place.row), Style(.title))
    }

    // MARK: what is said

    private func saidRows(_ context: any Context, width: Int) -> [String] {
        let look = context.look
        guard let evaluation = context.evaluation else { return [] }
        if let problem = evaluation.problem { return look.wrap(problem, width) }
        let progress = evaluation.isRunning || evaluation.results == nil
        if progress { return [""] }
        let stopped = evaluation.progress.isEmpty ? [] : [evaluation.progress]
        let changed = [Self.change(evaluation, context)].compactMap(\.self)
        return (changed + stopped + (evaluation.results?.sentences ?? [])).flatMap { look.wrap($0, width) }
    }

    /// Returns a sentence about how the prompt has changed since; nil if it hasn't, or another one is open.
    static func change(_ evaluation: EvaluationState, _ context: any Context) -> String? {
        if let change = evaluation.kept?.change { return change }
        let order = evaluation.order
        guard order.path == context.setup.path, evaluation.kept.map({ $0.number != nil }) ?? true,
            context.hasChanged(since: order.prompt)
        else { return nil }
        return "The prompt on the screen has changed since this evaluation."
    }

    private func drawSaid(_ context: any Context, on canvas: inout Canvas, in area: Rectangle) {
        let look = context.look
        guard let evaluation = context.evaluation, area.size.rows > 0 else { return }
        if evaluation.isRunning, evaluation.problem == nil {
            look.drawProgress(evaluation.fraction, evaluation.progress, on: &canvas, in: area)
            return
        }
        let rows = saidRows(context, width: area.size.columns)
        let room = max(1, area.size.rows - 1)
        for (row, text) in rows.prefix(room).enumerated() {
            let isCut = row == room - 1 && rows.count > room
            canvas.write(
                isCut ? look.fit(text, area.size.columns - 12) + look.sign(" … i: all", " ... i: all") : text,
                at: Position(column: area.origin.column, row: area.origin.row + row),
                evaluation.problem == nil ? .text : Style(.error), in: area)
        }
    }
}
