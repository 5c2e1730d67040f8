import Prompting
import Terminal
import TextLayout

extension State {
    /// Shows how predictable the text is that has the focus: a field of the prompt, else the lane's output.
    mutating func showPredictability() {
        if isTyping {
            showPredictability(of: composer.editor(of: composer.field).text, "the field")
        } else {
            showPredictability(of: board.lane.output.answer, "lane \(look.line(board.lane.lane.name))'s output")
        }
    }

    /// Shows how predictable a text is for the focused lane's model, over the layers that there are.
    mutating func showPredictability(of text: String, _ name: String) {
        if let reason = disabledReason(.showPredictability) { return say(reason) }
        guard let facts = setup.facts(of: focusedLane) else { return }
        guard text.contains(where: { !$0.isWhitespace }) else { return say("There is no text yet.") }
        let model = setup.modelWord(of: focusedLane)
        layers.push(PredictabilityLayer(text, model: model, modelName: look.line(facts.name), name: name, look))
        emit(.engine(.predictability(of: text, model: model)))
    }
}
