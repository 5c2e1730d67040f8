import Evaluation
import Terminal
import TextLayout

/// The places of the parts, from top to bottom.
struct MakingLayout {
    var progress: Rectangle
    var said: Rectangle
    var ratings: Rectangle
    var heading: Rectangle
    var list: Rectangle
}

extension MakingLayer {
    /// Returns the parts.
    func layout(_ context: any Context) -> MakingLayout {
        let inner = context.look.wholeArea.inset(columns: 2, rows: 1)
        let making = context.making
        let isRated = making?.candidates.contains { $0.rating != nil } ?? false
        let (progress, afterProgress) = inner.splitTop(rows: making?.isRunning == true ? 2 : 0)
        let sentences = making.map { lines($0, context, columns: inner.size.columns).count } ?? 0
        let (said, afterSaid) = afterProgress.splitTop(rows: min(sentences, max(3, inner.size.rows / 3)))
        let (ratings, afterRatings) = afterSaid.splitTop(rows: isRated ? 3 : 0)
        let (heading, list) = afterRatings.splitTop(rows: 1)
        return MakingLayout(progress: progress, said: said, ratings: ratings, heading: heading, list: list)
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        guard let making = context.making else { return nil }
        let look = context.look
        let area = look.wholeArea
        canvas.fill(area)
        let choices = making.order.choices
        canvas.box(
            area,
            title: look.fit(
                "\(choices.kind.rawValue) \(look.sign("·", "-")) \(look.line(making.order.name))",
                area.size.columns - 30),
            note: look.fit(look.line(choices.model ?? "the prompt's model"), 24), Style(.focusedBorder))
        let layout = layout(context)
        if making.isRunning { look.drawProgress(making.fraction, making.progress, on: &canvas, in: layout.progress) }
        for (row, line) in lines(making, context, columns: layout.said.size.columns).enumerated() {
            canvas.write(
                line.text, at: Position(column: layout.said.origin.column, row: layout.said.origin.row + row),
                line.style, in: layout.said)
        }
        guard !making.candidates.isEmpty else { return nil }
        drawRatings(making, look, on: &canvas, in: layout.ratings)
        drawList(making, look, on: &canvas, layout)
        return nil
    }

    /// Returns what is said above the list, in lines: why it ended, or what will be done.
    private func lines(
        _ making: MakingState, _ context: any Context, columns: Int
    ) -> [(text: String, style: Style)] {
        var lines: [(text: String, style: Style)] = []
        func add(_ sentence: String, _ style: Style) {
            lines += context.look.wrap(sentence, columns).map { ($0, style) }
        }
        if let problem = making.problem { add(problem, Style(.error)) }
        if !context.isMakingForOpenPrompt {
            add("These are for another prompt than the one on the screen; g makes some for that.", Style(.accent))
        }
        if let end = making.end { add(end, .text) }
        if making.isPlanned {
            for sentence in making.plan ?? [] { add(sentence, .text) }
            let others = making.order.choices.kind == .phrasings ? "" : ", j a judge, o where accepted ones go"
            add(
                "Enter starts it. k chooses what is made, n how many, m the model\(others).",
                Style(.accent))
        }
        if making.plan == nil, making.problem == nil {
            add(making.progress.isEmpty ? "finding out what will be made" : making.progress, .faint)
        }
        if !lines.isEmpty { lines.append(("", .text)) }
        return lines
    }

    private func drawRatings(_ making: MakingState, _ look: Look, on canvas: inout Canvas, in area: Rectangle) {
        guard area.size.rows > 0 else { return }
        let tally = CandidateTally(making.candidates)
        let lines = [
            "ratings  " + Self.histogram(tally, look),
            Self.thresholds(tally, making.order.choices.least)
                + (making.order.choices.rating == nil ? "" : " + and - move it."),
        ]
        for (row, line) in lines.enumerated() {
            canvas.write(
                look.fit(line, area.size.columns),
                at: Position(column: area.origin.column, row: area.origin.row + row), row == 0 ? .text : .faint,
                in: area)
        }
    }

    private func drawList(_ making: MakingState, _ look: Look, on canvas: inout Canvas, _ layout: MakingLayout) {
        let all = making.candidates
        let rows = rows(making)
        let dropped = all.count { $0.drop != nil }
        canvas.fill(layout.heading, with: look.glyphs == .unicode ? "─" : "-", Style(.border))
        canvas.write(
            look.fit(
                " \(all.count) made, \(dropped) dropped, \(making.waitingCount) wait for you\(isFiltered ? "; only those" : "") ",
                layout.heading.size.columns - 2),
            at: Position(column: layout.heading.origin.column + 1, row: layout.heading.origin.row), Style(.title))
        let isRated = all.contains { $0.rating != nil }
        let width = max(16, (layout.list.size.columns - (isRated ? 8 : 3)) * 6 / 10)
        for (index, area) in look.rows(rows.count, selected: place(among: rows), in: layout.list) {
            let (one, isSelected) = (rows[index], index == place(among: rows))
            let (sign, style) = one.standing.sign(look)
            let plain = one.standing == .dropped ? Style.faint : .text
            var line = ListRow(area, isSelected: isSelected, on: &canvas)
            line.write(sign, width: 1, style, look, on: &canvas)
            if isRated {
                line.write(one.rating.map { Knob.fixed($0, 1) } ?? "", width: 4, plain, look, on: &canvas)
            }
            line.write(one.summary, width: width, plain, look, on: &canvas)
            line.write(one.fate, width: line.room, .faint, look, on: &canvas)
        }
    }
}
