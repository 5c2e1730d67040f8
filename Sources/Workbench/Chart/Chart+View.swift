import Sampling
import Terminal
import TextLayout

extension Chart {
    /// Draws the distribution of a lane's token. `isFocused` is true if keys go to the chart, `isAwaited` if the
    /// distribution is on its way.
    func draw(
        _ lane: LaneState, isFocused: Bool, isAwaited: Bool, _ look: Look, on canvas: inout Canvas, in area: Rectangle
    ) {
        let dot = look.sign("·", "-")
        let title =
            "\(look.word("next token")) \(dot) \(look.word("lane")) \(look.line(lane.lane.name)), \(placeText(lane))"
        canvas.box(
            area, title: title, note: note(lane, look, width: area.size.columns - 4),
            Style(isFocused ? .focusedBorder : .border))
        let inner = area.inset(columns: 2, rows: 1)
        guard let result, place?.lane == lane.id else {
            let text =
                problem
                ?? (isAwaited ? "" : "Run the lane to see what it draws from: F5.")
            canvas.write(
                look.fit(look.line(text), inner.size.columns), at: inner.origin,
                Style(problem == nil ? .faint : .error),
                in: inner)
            return
        }
        drawHeading(besides: title, on: &canvas, in: area)
        let rows = chartRows(result)
        let selectedRow = rows.firstIndex(of: .candidate(selected)) ?? 0
        let top = max(0, min(selectedRow - inner.size.rows + 2, rows.count - inner.size.rows))
        let largest = max(1e-9, result.candidates.map { max($0.probability ?? 0, $0.baseProbability) }.max() ?? 1)
        for (offset, row) in rows.dropFirst(top).prefix(inner.size.rows).enumerated() {
            let line = Rectangle(
                column: inner.origin.column, row: inner.origin.row + offset, columns: inner.size.columns, rows: 1)
            switch row {
            case .candidate(let index):
                draw(
                    result.candidates[index], largest, isFocused: isFocused && selected == index, lane, look,
                    on: &canvas, in: line)
            case .cut(let stage):
                canvas.fill(line, with: look.glyphs == .unicode ? "─" : "-", Style(.border))
                let text = " \(stage.title) cuts here "
                canvas.write(
                    text, at: Position(column: line.columns.upperBound - text.count - 4, row: line.origin.row),
                    Style(.warning), in: line)
            }
        }
    }

    /// Names the figures, in the upper edge above them, if the title leaves room.
    private func drawHeading(besides title: String, on canvas: inout Canvas, in area: Rectangle) {
        let heading = " drawn with (before the stages) "
        let start = area.columns.upperBound - 2 - heading.count
        guard area.origin.column + title.displayWidth + 4 < start else { return }
        canvas.write(heading, at: Position(column: start, row: area.origin.row), .faint)
    }

    private enum ChartRow: Equatable {
        case candidate(Int)
        case cut(FunnelStage)
    }

    /// Returns the candidates, the likeliest first, with a line where a stage begins to cut. A grammar cuts here and there, so
    /// only its first cut has a line.
    private func chartRows(_ result: FunnelResult) -> [ChartRow] {
        var rows: [ChartRow] = []
        var shown: Set<FunnelStage> = []
        for (index, candidate) in result.candidates.enumerated() {
            if let stage = candidate.cutBy, shown.insert(stage).inserted { rows.append(.cut(stage)) }
            rows.append(.candidate(index))
        }
        return rows
    }

    private func placeText(_ lane: LaneState) -> String {
        guard let cursor = lane.tokenCursor, lane.output.tokens.indices.contains(cursor) else {
            return "after the prompt"
        }
        let stage = lane.output.tokens[cursor].stage
        guard stage > 0 else { return "token \(cursor + 1)" }
        let steps = lane.output.request?.prompt.steps ?? []
        let isAnswer =
            stage == 1 && !steps.indices.contains(stage) || steps.indices.contains(stage) && steps[stage].isAnswer
        return "token \(cursor + 1) (\(isAnswer ? "answer" : "stage \(stage + 1)"))"
    }

    /// Returns the number of candidates that each stage left.
    private func note(_ lane: LaneState, _ look: Look, width: Int) -> String {
        guard let result, let row, place?.lane == lane.id else { return "" }
        let arrow = look.sign(" → ", " > ")
        var parts = ["\(row.vocabularySize)"]
        var last = row.vocabularySize
        for stage in result.stages {
            // A part of a row doesn't tell how many tokens the grammar left; the set of them does.
            let allowed = stage.stage == .grammar ? allowed?.count : nil
            let kept = stage.kept ?? allowed ?? last
            guard kept < last || stage.remark != nil else { continue }
            parts.append("\(stage.stage.title)\(stage.remark.map { " \($0)" } ?? "")\(kept < last ? " \(kept)" : "")")
            last = kept
        }
        let count = result.keptCount
        parts.append("\(count) \(count == 1 ? "candidate" : "candidates")")
        let entropy = " \(look.sign("·", "-")) entropy \(Knob.fixed(result.entropy, 2)) bit"
        let all = parts.joined(separator: arrow) + entropy
        if all.displayWidth <= width { return all }
        // The chart shows the cuts too, so they are left out if there is no room.
        let ends = [parts[0], look.sign("…", "..."), parts[parts.count - 1]].joined(separator: arrow) + entropy
        return ends.displayWidth <= width ? ends : parts[parts.count - 1] + entropy
    }

    private func draw(
        _ candidate: FunnelResult.Candidate, _ largest: Double, isFocused: Bool, _ lane: LaneState, _ look: Look,
        on canvas: inout Canvas, in area: Rectangle
    ) {
        let isDrawn =
            lane.tokenCursor.map {
                lane.output.tokens.indices.contains($0) && lane.output.tokens[$0].drawn.id == candidate.id
            } ?? false
        let isKept = candidate.probability != nil
        let nameWidth = max(8, min(20, area.size.columns / 4))
        let name = look.fit(tokenText(candidate.id, look), nameWidth)
        let style: Style = isFocused ? Style(.selection) : isKept ? (isDrawn ? Style(.accent) : .text) : .faint
        if isFocused {
            canvas.fill(
                Rectangle(column: area.origin.column, row: area.origin.row, columns: nameWidth + 1, rows: 1), style)
        }
        canvas.write(name, at: area.origin, style, in: area)
        if isDrawn {
            canvas.write(
                look.sign("◂", "<"), at: Position(column: area.origin.column + nameWidth, row: area.origin.row),
                Style(.accent), in: area)
        }
        let numbers = "\(percent(candidate.probability)) (\(percent(candidate.baseProbability)))"
        let left = area.origin.column + nameWidth + 2
        let width = area.columns.upperBound - numbers.count - 1 - left
        if width > 3 {
            let bar = Rectangle(column: left, row: area.origin.row, columns: width, rows: 1)
            if let probability = candidate.probability {
                drawBar(
                    probability / largest, Style(.bar), look, full: look.glyphs == .unicode ? "█" : "#", on: &canvas,
                    in: bar)
            } else {
                drawBar(
                    candidate.baseProbability / largest, Style(.faintBar), look,
                    full: look.glyphs == .unicode ? "░" : ".",
                    on: &canvas, in: bar)
            }
        }
        let base = " (\(percent(candidate.baseProbability)))"
        let probability = percent(candidate.probability)
        let start = area.columns.upperBound - base.count - probability.count
        canvas.write(probability, at: Position(column: start, row: area.origin.row), isKept ? .text : .faint, in: area)
        canvas.write(base, at: Position(column: start + probability.count, row: area.origin.row), .faint, in: area)
    }

    private func drawBar(
        _ share: Double, _ style: Style, _ look: Look, full: Glyph, on canvas: inout Canvas, in area: Rectangle
    ) {
        let eighths = Int((min(1, max(0, share)) * Double(area.size.columns) * 8).rounded())
        let whole = eighths / 8
        canvas.fill(
            Rectangle(column: area.origin.column, row: area.origin.row, columns: whole, rows: 1), with: full, style)
        var rest: Glyph?
        if look.glyphs == .unicode, full == "█", eighths % 8 > 0 {
            rest = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8 - 1]
        } else if whole == 0 {
            rest = full == "█" ? "▏" : full == "#" ? "|" : full
        }
        guard let rest else { return }
        let end = Rectangle(column: area.origin.column + whole, row: area.origin.row, columns: 1, rows: 1)
        canvas.fill(end.clipped(to: area), with: rest, style)
    }

    private func percent(_ probability: Double?) -> String {
        guard let probability else { return "      -" }
        let isTiny = probability > 0 && probability < 0.000_05
        let text = isTiny ? "<0.01%" : Knob.fixed(probability * 100, 2) + "%"
        return text.padded(toWidth: 7, on: .left)
    }

    /// Returns a token's text on one line, with spaces and newlines made visible.
    private func tokenText(_ id: Int32, _ look: Look) -> String {
        guard let text = texts[id] else { return "#\(id)" }
        let shown =
            text.utf8.contains { $0 == 0x0A || $0 == 0x09 }
            ? text.replacing("\n", with: look.sign("⏎", "\\n")).replacing("\t", with: look.sign("⇥", "\\t")) : text
        let harmless = harmless(shown, glyphs: look.glyphs)
        return harmless.allSatisfy { $0 == " " }
            ? String(repeating: look.sign("␣", "_"), count: harmless.count) : harmless
    }
}
