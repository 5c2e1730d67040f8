import Sampling
import Terminal
import TextLayout

extension BeamLayer {
    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let dot = look.sign("·", "-")
        let stages = trees.count > 1 ? "stage \(stage + 1) \(dot) " : ""
        let inner = look.window(
            "tree \(dot) lane \(look.line(lane))", columns: min(110, look.size.columns - 2), rows: look.size.rows - 2,
            on: &canvas, note: "\(stages)step \(step + 1) of \(tree.stepCount)")
        canvas.write(look.fit(look.line(origin), inner.size.columns - 12), at: inner.origin, .faint, in: inner)
        drawPlace(look, on: &canvas, in: inner)
        let rest = inner.splitTop(rows: 1).rest
        let candidates = tree.step(step)
        // The list comes first; a long path and the outputs share what it leaves.
        let free = max(0, rest.size.rows - candidates.count - 2)
        let lines = pathLines(look, width: rest.size.columns, rows: max(2, free - min(tree.results.count, free / 2)))
        let (path, below) = rest.splitTop(rows: lines.count)
        drawPath(lines, look, on: &canvas, in: path)
        let (list, outputs) = below.splitTop(rows: 1).rest.splitBottom(
            rows: max(0, min(tree.results.count + 1, free - lines.count + 1)))
        let width = list.size.columns
        for (index, area) in look.rows(candidates.count, selected: chosen - candidates.lowerBound, in: list) {
            draw(candidates.lowerBound + index, look, width: width, on: &canvas, in: area)
        }
        drawOutputs(look, on: &canvas, in: outputs)
        return nil
    }

    /// Draws how far the step is along the search.
    private func drawPlace(_ look: Look, on canvas: inout Canvas, in area: Rectangle) {
        let bar = look.progressBar(Double(step + 1) / Double(max(1, tree.stepCount)))
        let place = Position(column: area.columns.upperBound - bar.displayWidth, row: area.origin.row)
        canvas.write(bar, at: place, Style(.accent), in: area)
    }

    // MARK: the path

    /// The sign between the path and the chosen token.
    private func mark(_ look: Look) -> String { look.sign("▸", ">") }

    private func pathLines(_ look: Look, width: Int, rows: Int) -> [String] {
        let path = tree.path(to: chosen).dropLast().map { shown($0, look) }.joined()
        return Array(look.wrap(path + mark(look) + shown(chosen, look), width).suffix(rows))
    }

    private func drawPath(_ lines: [String], _ look: Look, on canvas: inout Canvas, in area: Rectangle) {
        for (row, line) in lines.enumerated() {
            let place = Position(column: area.origin.column, row: area.origin.row + row)
            canvas.write(line, at: place, .text, in: area)
            guard row == lines.count - 1, let start = line.range(of: mark(look))?.lowerBound else { continue }
            let column = place.column + String(line[..<start]).displayWidth
            canvas.write(
                String(line[start...]), at: Position(column: column, row: place.row), Style(.accent, .bold), in: area)
        }
    }

    // MARK: the candidates of the step

    private func draw(
        _ id: BeamTree.ID, _ look: Look, width: Int, on canvas: inout Canvas, in area: Rectangle
    ) {
        let candidate = tree.candidates[id]
        let isDim = falls[id] != nil
        let plain: Style = isDim ? Style(.faint, .dim) : winners.contains(id) ? Style(.accent) : .text
        var row = ListRow(area, isSelected: id == chosen, on: &canvas)
        row.write(sign(id, look), width: 1, plain, look, on: &canvas)
        let note = note(id, look)
        let words = max(8, width - 2 - 9 - 9 - 22)
        let before =
            candidate.parent.map { parent in tail(parent, words - shown(id, look).displayWidth - 1, look) } ?? ""
        row.write("\(before)\(mark(look))\(shown(id, look))", width: words, plain, look, on: &canvas)
        let own = isGiven(id) ? "given" : Knob.fixed(candidate.logProbability, 3)
        row.write(own.padded(toWidth: 8, on: .left), width: 8, plain, look, on: &canvas)
        row.write(Knob.fixed(candidate.total, 3).padded(toWidth: 8, on: .left), width: 8, plain, look, on: &canvas)
        row.write(note, width: row.room, plain, look, on: &canvas)
    }

    private func sign(_ id: BeamTree.ID, _ look: Look) -> String {
        if winners.contains(id) { return look.sign("★", "*") }
        return switch tree.candidates[id].fate {
        case .kept: look.sign("●", "o")
        case .ended: look.sign("■", "#")
        case .dropped: look.sign("·", ".")
        }
    }

    /// Returns what became of a candidate.
    private func note(_ id: BeamTree.ID, _ look: Look) -> String {
        let results = tree.results.indices.filter { tree.results[$0] == id }
        if let first = results.first {
            let names = results.compactMap(name(of:))
            return names.isEmpty ? "ends output \(first + 1)" : "ends \(look.line(names.joined(separator: ", ")))"
        }
        return switch tree.candidates[id].fate {
        case .dropped: "dropped"
        case .ended: tree.results.isEmpty ? "ended" : "ended, too low"
        case .kept: falls[id].map { "fell at step \($0 + 1)" } ?? (winners.contains(id) ? "on the best path" : "kept")
        }
    }

    /// Returns the end of the text before a candidate, cut to a width.
    private func tail(_ id: BeamTree.ID, _ width: Int, _ look: Look) -> String {
        var text = ""
        for id in tree.path(to: id).reversed() where text.displayWidth < width { text = shown(id, look) + text }
        guard text.displayWidth > width else { return text }
        while text.displayWidth > max(0, width - 1), !text.isEmpty { text.removeFirst() }
        return look.sign("…", "~") + text
    }

    private func shown(_ id: BeamTree.ID, _ look: Look) -> String {
        let text = tree.candidates[id].text
        return text.isEmpty ? "<end>" : look.line(text.replacing("\n", with: look.sign("⏎", "\\n")))
    }

    // MARK: the outputs

    private func drawOutputs(_ look: Look, on canvas: inout Canvas, in area: Rectangle) {
        for (index, id) in tree.results.prefix(max(0, area.size.rows - 1)).enumerated() {
            let row = Rectangle(
                column: area.origin.column, row: area.origin.row + 1 + index, columns: area.size.columns, rows: 1)
            let score = tree.scores.indices.contains(index) ? Knob.fixed(tree.scores[index], 3) : ""
            let owner = name(of: index).map { look.line($0) + ": " } ?? ""
            let text = owner + tree.path(to: id).map { shown($0, look) }.joined()
            canvas.write("\(index + 1)", at: row.origin, index == 0 ? Style(.accent) : .text, in: row)
            canvas.write(
                score.padded(toWidth: 8, on: .left), at: Position(column: row.origin.column + 2, row: row.origin.row),
                .text, in: row)
            canvas.write(
                look.fit(text, row.size.columns - 12),
                at: Position(column: row.origin.column + 12, row: row.origin.row),
                .faint, in: row)
        }
    }
}
