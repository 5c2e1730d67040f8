import Terminal

/// The line with the shares of possible answers.
extension LaneView {
    /// Draws the shares of a lane's possible answers.
    func drawAnswers(_ index: Int, on canvas: inout Canvas, in area: Rectangle) {
        let lane = lanes[index]
        guard let bars = lane.answers else { return }
        // At temperature 0 one answer has all, which says nothing of how sure the model is.
        let temperature = settings[index].temperature
        AnswerLine(shares: bars.shares(temperature: temperature > 0 ? temperature : 1), isFaint: lane.isStale)
            .draw(look, on: &canvas, in: area)
    }
}
