import Evaluation
import Terminal
import TextLayout

extension CalibrationLayer {
    /// A part of a line, in a style.
    struct Run {
        var text: String
        var style: Style

        init(_ text: String, _ style: Style = .text) {
            (self.text, self.style) = (text, style)
        }
    }

    /// The width of the window.
    private func columns(_ look: Look) -> Int { min(look.size.columns, 104) }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        let look = context.look
        let lanes = context.evaluation?.results?.report.lanes ?? []
        let name = lanes.indices.contains(lane) ? look.line(lanes[lane].name) : ""
        let lines = lines(context)
        let columns = columns(look)
        let inner = look.window(
            look.fit("calibration \(look.sign("·", "-")) \(name)", columns - 24), columns: columns,
            rows: min(look.size.rows - 2, lines.count + 2), on: &canvas,
            note: lanes.count > 1 ? "lane \(lane + 1) of \(lanes.count)" : "")
        for (row, line) in lines.dropFirst(top).prefix(inner.size.rows).enumerated() {
            var column = inner.origin.column
            for run in line {
                column += canvas.write(
                    run.text, at: Position(column: column, row: inner.origin.row + row), run.style, in: inner)
            }
        }
        return nil
    }

    /// Returns the figures before and after each correction, what is to be said of them, and the reliability diagrams.
    func lines(_ context: any Context) -> [[Run]] {
        let look = context.look
        let width = columns(look) - 4
        guard let lanes = context.evaluation?.results?.report.lanes, lanes.indices.contains(lane),
            let likelihood = lanes[lane].likelihood
        else { return [[Run("The lane has no likelihoods yet.", .faint)]] }
        var lines = table(of: likelihood, look)
        lines.append([])
        for sentence in sentences(of: lanes[lane], likelihood) {
            lines += look.wrap(sentence, width).map { [Run($0, .faint)] }
        }
        let title = "how often the likeliest answer is right, by its share"
        if let shown = likelihood.calibration(after: correction) {
            let after = correction == nil ? "" : ", after the correction: \(likelihood.title(of: correction))"
            lines += [[], [Run(title + after, Style(.title))]] + diagram(of: shown, look, width: width)
        }
        if correction != nil, let plain = likelihood.plain {
            lines += [[], [Run("\(title), before", Style(.title))]] + diagram(of: plain, look, width: width)
        }
        return lines
    }

    private func table(of likelihood: LikelihoodResult, _ look: Look) -> [[Run]] {
        let rows =
            [["correction", "right"] + Calibration.headings]
            + Self.corrections.map { method -> [String] in
                let calibration = likelihood.calibration(after: method)
                let right = calibration.map { "\(Knob.fixed($0.accuracy * 100, 1)) %" }
                return [likelihood.title(of: method), right ?? "-"] + Calibration.cells(of: calibration)
            }
        let widths = rows[0].indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
        return rows.enumerated().map { number, row in
            let isChosen = number > 0 && Self.corrections[number - 1] == correction
            let mark = isChosen ? look.sign("▸ ", "> ") : "  "
            let cells = row.enumerated().map { column, cell in
                cell.padded(toWidth: widths[column], on: column == 0 ? .right : .left)
            }
            let style: Style = number == 0 ? .faint : isChosen ? Style(.accent) : .text
            return [Run(mark + cells.joined(separator: "  "), style)]
        }
    }

    private func sentences(of lane: EvaluationReport.Lane, _ likelihood: LikelihoodResult) -> [String] {
        let share = Double(likelihood.correctByCharacter) / Double(max(1, lane.count)) * 100
        let byCharacter =
            "By character, \(likelihood.correctByCharacter) of \(lane.count) cases are right (\(Knob.fixed(share, 1)) %)."
        let none =
            likelihood.plain == nil
            ? ["There is no calibration: no case has exactly one right answer among the possible ones."] : []
        return [byCharacter] + none + lane.likelihoodSentences(correction.map { [$0] } ?? [])
    }

    /// Returns a bar for each bin, as long as answers are right, with a stroke where their shares are.
    private func diagram(of calibration: Calibration, _ look: Look, width: Int) -> [[Run]] {
        let most = calibration.bins.map(\.words.count).max() ?? 0
        let cells = max(8, min(40, width - 15 - most))
        func cell(_ sign: String, _ count: Int) -> String { String(repeating: sign, count: max(0, count)) }
        let (full, empty) = (look.sign("█", "#"), look.sign("┄", "."))
        return calibration.bins.map { bin in
            let (length, stroke) = bin.bar(cells: cells)
            let (before, behind) = (min(length, stroke), max(0, length - stroke - 1))
            return [
                Run(bin.range.padded(toWidth: 11, on: .left) + "  "), Run(cell(full, before), Style(.bar)),
                Run(cell(empty, stroke - before), .faint), Run(look.sign("┃", "|"), Style(.title)),
                Run(cell(full, behind), Style(.bar)), Run(cell(empty, cells - stroke - 1 - behind), .faint),
                Run("  " + bin.words),
            ]
        }
    }
}
