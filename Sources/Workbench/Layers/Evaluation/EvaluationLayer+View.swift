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
    /// Returns the parts, from top to bottom. On a small screen the list takes the room of the sentences and the
    /// selected case.
    func layout(_ context: any Context) -> EvaluationLayout {
        let inner = context.look.wholeArea.inset(columns: 2, rows: 1)
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
        let area = look.wholeArea
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
