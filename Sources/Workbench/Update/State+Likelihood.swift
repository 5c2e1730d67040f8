import Lanes
import Prompting
import Terminal
import TextLayout

extension State {
    /// Asks for a text whose likelihood is to be shown.
    mutating func askForContinuation() {
        layers.clear()
        layers.push(
            QuestionLayer(
                Question(
                    title: "How likely does lane \(look.line(board.lane.lane.name)) go on like this?",
                    note: "without a leading blank both ways of writing count",
                    answer: { text in text.isEmpty ? [] : [.showLikelihood(of: text)] }), look))
    }

    /// Shows how likely the focused lane's model is to go on with a text: at the token that the cursor is on, else where the output
    /// begins.
    mutating func showLikelihood(of text: String) {
        let lane = board.lane
        // A blank that was typed is meant.
        let spelling: LikelihoodRequest.Spelling = text.hasPrefix(" ") ? .exact : .withAndWithoutBlank
        var request: LikelihoodRequest
        var place = "where its output begins"
        let cursor = lane.tokenCursor
        if let cursor, let history = lane.output.history(before: cursor) {
            request = LikelihoodRequest(after: history, [text], spelling: spelling)
            place = "at token \(cursor + 1)"
        } else {
            guard let facts = setup.facts(of: focusedLane) else { return }
            do {
                request = LikelihoodRequest(
                    behind: try setup.compiled(focusedLane, for: facts), [text], spelling: spelling)
            } catch {
                return say(screenText(of: error), isError: true)
            }
        }
        let model = setup.modelWord(of: focusedLane)
        let shown = look.fit(look.line(text), 30)
        show(
            LikelihoodLayer(
                request, model: model,
                title:
                    "how likely lane \(look.line(lane.lane.name)) writes \(look.sign("“", "\""))\(shown)\(look.sign("”", "\"")) \(place)"
            ))
        emit(.engine(.likelihoods(request, model: model)))
    }
}
