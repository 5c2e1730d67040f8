import Terminal

/// The line with the shares of possible answers.
extension LaneView {
    /// Draws the shares of a lane's possible answers.
    func drawAnswers(_ index: Int, on canvas: inout Canvas, in area: Rectangle) {
        let lane = lanes[index]
        guard let reading = lane.answers?.reading else { return }
        let line = AnswerLine(shares: reading.shares, isFaint: lane.isStale)
        let note = note(reading.note, area.size.columns - line.columns(look))
        let place = Position(column: area.columns.upperBound - note.displayWidth, row: area.origin.row)
        canvas.write(note, at: place, .faint, in: area)
        line.draw(
            look, on: &canvas,
            in: Rectangle(
                column: area.origin.column, row: area.origin.row, columns: area.size.columns - note.displayWidth,
                rows: area.size.rows))
    }

    /// Returns what the shares don't show, with a blank before it: in words if there are so many columns, else in a few.
    private func note(_ note: AnswerBars.Reading.Note?, _ columns: Int) -> String {
        let words: (long: String, short: String)
        switch note {
        case nil: return ""
        case .temperatureOnly: words = (" only temperature acts on these", " T only")
        case .allCut: words = (" the stages cut all of these", " all cut")
        case .own: words = (" the model's own", " own")
        }
        return words.long.displayWidth <= columns ? words.long : words.short
    }
}
