import Evaluation
import Terminal
import TextLayout

/// The table of the lanes.
extension EvaluationLayer {
    /// Draws how many cases each lane has right, and what else is known of it.
    func drawLaneScores(
        _ evaluation: EvaluationState, _ look: Look, on canvas: inout Canvas, in area: Rectangle
    ) {
        let lanes = evaluation.results?.report.lanes ?? []
        let names = evaluation.laneNames.map { look.line($0) }
        let start = area.origin.column + "\(names.count)".count + 1
        // Names of a sweep are long: they get the room that the figures and a short bar leave.
        let isByLikelihood = evaluation.isByLikelihood
        let figures = 38 + (isByLikelihood ? LikelihoodColumns.allWidth + 3 : 24 + 11)
        let nameRoom = max(6, area.size.columns / 5, area.columns.upperBound - start - figures)
        let nameWidth = min(max(4, names.map(\.displayWidth).max() ?? 0), nameRoom)
        let columns = [start + nameWidth + 2, start + nameWidth + 14, start + nameWidth + 23]
        let barStart = columns[2] + 15
        let likelihoods = LikelihoodColumns(room: area.columns.upperBound - barStart)
        let barWidth = min(60, area.columns.upperBound - barStart - (isByLikelihood ? likelihoods.width + 3 : 11))
        let last =
            barWidth >= 10
            ? barStart + barWidth + 3 : isByLikelihood ? barStart : area.columns.upperBound - 8
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
        write(isByLikelihood ? likelihoods.heading : "unread", last, 0, .faint)
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
            if isByLikelihood {
                write(likelihoods.row(lane), last, row, .text)
            } else {
                write("\(lane.unparsed)", last, row, lane.unparsed > 0 ? Style(.warning) : .faint)
            }
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
}
