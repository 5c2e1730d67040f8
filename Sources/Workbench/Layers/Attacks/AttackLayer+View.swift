import Evaluation
import Terminal
import TextLayout

/// The places of the parts, from top to bottom.
struct AttackLayout {
    var lanes: Rectangle
    var said: Rectangle
    var heading: Rectangle
    /// The names of the list's columns.
    var head: Rectangle
    var list: Rectangle
}

extension AttackLayer {
    /// Returns the parts. The sentences have few rows; the whole report has all of them.
    func layout(_ context: any Context) -> AttackLayout {
        let inner = context.look.wholeArea.inset(columns: 2, rows: 1)
        let count = context.attacks.current?.results?.report.lanes.count ?? 0
        let (lanes, rest) = inner.splitTop(rows: count == 0 ? 0 : min(count + 2, inner.size.rows / 2))
        let saidRows = min(sentences(context, rest.size.columns).count + 1, max(2, inner.size.rows / 6))
        let (said, afterSaid) = rest.splitTop(rows: saidRows)
        let (heading, afterHeading) = afterSaid.splitTop(rows: 1)
        let (head, list) = afterHeading.splitTop(rows: 1)
        return AttackLayout(lanes: lanes, said: said, heading: heading, head: head, list: list)
    }

    /// Returns what is said about the results, in lines of a width.
    private func sentences(_ context: any Context, _ columns: Int) -> [String] {
        guard let attacks = context.attacks.current, let results = attacks.results else { return [] }
        let stopped = attacks.wasStopped ? ["Stopped: these are the outputs that had come; r and Enter go on."] : []
        let changed =
            context.hasChanged(since: attacks.order.prompt)
            ? ["The prompt has changed since; r attacks it as it is now."] : []
        return (changed + stopped + results.sentences).flatMap { context.look.wrap($0, columns) }
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        guard let attacks = context.attacks.current else { return nil }
        let look = context.look
        let area = look.wholeArea
        canvas.fill(area)
        canvas.box(
            area,
            title: look.fit("attacks \(look.sign("·", "-")) \(look.line(attacks.order.name))", area.size.columns - 30),
            note: attacks.order.tries == 1 ? "1 try" : "\(attacks.order.tries) tries", Style(.focusedBorder))
        guard let results = attacks.results else {
            drawPlan(attacks, look, on: &canvas, in: area.inset(columns: 2, rows: 1))
            return nil
        }
        let layout = layout(context)
        drawLanes(results.report.lanes, look, on: &canvas, in: layout.lanes)
        let sentences = sentences(context, layout.said.size.columns)
        let room = max(1, layout.said.size.rows - 1)
        for (row, text) in sentences.prefix(room).enumerated() {
            let isCut = row == room - 1 && sentences.count > room
            canvas.write(
                isCut ? look.fit(text, layout.said.size.columns - 12) + look.sign(" … i: all", " ... i: all") : text,
                at: Position(column: layout.said.origin.column, row: layout.said.origin.row + row), in: layout.said)
        }
        canvas.fill(layout.heading, with: look.glyphs == .unicode ? "─" : "-", Style(.border))
        canvas.write(
            look.fit(
                " \(brokenCount) of \(rows.count) attacks broke a lane ",
                layout.heading.size.columns - 2),
            at: Position(column: layout.heading.origin.column + 1, row: layout.heading.origin.row), Style(.title))
        drawList(lanes: results.report.lanes.count, look, on: &canvas, layout)
        return nil
    }

    /// Draws what will be done, and how far it is.
    private func drawPlan(_ attacks: AttackState, _ look: Look, on canvas: inout Canvas, in area: Rectangle) {
        var lines: [(text: String, style: Style)] = []
        func add(_ sentence: String, _ style: Style) {
            lines += look.wrap(sentence, area.size.columns).map { ($0, style) } + [("", style)]
        }
        if let problem = attacks.problem { add(problem, Style(.error)) }
        for sentence in attacks.plan ?? [] { add(sentence, .text) }
        if attacks.isPlanned { add("Enter starts them; t changes the tries, and u the suite.", Style(.accent)) }
        if attacks.plan == nil, attacks.problem == nil { add("finding out what will be done", .faint) }
        let (top, rest) = area.splitTop(rows: attacks.isRunning ? 2 : 0)
        if attacks.isRunning { look.drawProgress(attacks.fraction, attacks.progress, on: &canvas, in: top) }
        for (row, line) in lines.prefix(rest.size.rows).enumerated() {
            canvas.write(
                line.text, at: Position(column: rest.origin.column, row: rest.origin.row + row), line.style, in: rest)
        }
    }

    private func drawLanes(
        _ lanes: [AttackReport.Lane], _ look: Look, on canvas: inout Canvas, in area: Rectangle
    ) {
        let width = 17
        let names = lanes.map { look.line($0.name) }
        let most = max(4, area.size.columns - 4 * width - 3)
        let nameWidth = min(max(4, names.map(\.displayWidth).max() ?? 0), most)
        func write(_ texts: [String], _ row: Int, _ style: Style) {
            for (index, text) in texts.enumerated() {
                let column = area.origin.column + 3 + nameWidth + index * width
                canvas.write(
                    look.fit(text, width - 1), at: Position(column: column, row: area.origin.row + row), style, in: area
                )
            }
        }
        write(["tries broken", "attacks broken", "over-refusal", "own cases right"], 0, .faint)
        for (index, lane) in lanes.enumerated() where index + 1 < area.size.rows {
            let place = Position(column: area.origin.column, row: area.origin.row + index + 1)
            canvas.write("\(index + 1)", at: place, Style(.key), in: area)
            let next = Position(column: place.column + 2, row: place.row)
            canvas.write(look.fit(names[index], nameWidth), at: next, in: area)
            let shares = [lane.attacks.perTry, lane.attacks.any, lane.overRefusal, lane.accuracy]
            write(
                shares.map { share in
                    guard let share, share.of > 0 else { return "-" }
                    return "\(Knob.fixed(share.value * 100, 0)) % (\(Self.interval(share)))"
                }, index + 1, .text)
        }
    }

    private func drawList(lanes: Int, _ look: Look, on canvas: inout Canvas, _ layout: AttackLayout) {
        let signs = max(2, lanes)
        var head = ListRow(layout.head, isSelected: false, on: &canvas)
        head.write(
            (0..<lanes).map { "\($0 + 1)" }.joined(), width: signs, Style(.key), look, on: &canvas)
        for (text, width) in [("attack", 16), ("kind", 13), ("after the", 11), ("tries", 7)] {
            head.write(text, width: width, .faint, look, on: &canvas)
        }
        head.write("what came out, else what was asked", width: head.room, .faint, look, on: &canvas)
        for (index, area) in look.rows(rows.count, selected: selected, in: layout.list) {
            let (row, isSelected) = (rows[index], index == selected)
            let broken = row.broken
            var line = ListRow(area, isSelected: isSelected, on: &canvas)
            for lane in 0..<lanes {
                let (text, style) = row.outcome(lane).sign(look)
                canvas.write(
                    text, at: Position(column: area.origin.column + lane, row: area.origin.row),
                    isSelected ? Style(.selection) : style, in: area)
            }
            line.write("", width: signs, .text, look, on: &canvas)
            line.write(row.first.attack, width: 16, .text, look, on: &canvas)
            line.write(row.first.kind, width: 13, .faint, look, on: &canvas)
            line.write(row.first.secret.rawValue, width: 11, .faint, look, on: &canvas)
            line.write("\(broken.count)/\(row.count)", width: 7, .text, look, on: &canvas)
            let text = broken.first?.output ?? row.first.asked
            line.write(
                String(text.prefix(400)), width: line.room, broken.isEmpty ? .faint : .text, look, on: &canvas)
        }
    }
}
