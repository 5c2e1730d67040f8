import Prompting
import Terminal
import TextLayout

extension State {
    /// Why samples of the focused lane can't support each other; nil if they can.
    var reasonAgainstSupport: String? {
        let output = board.lane.output
        if output.sampleCount < 2 { return "The lane has one sample; the knob “samples” asks for more." }
        if output.result == nil { return "The lane isn't done yet." }
        if output.settings?.settings.temperature == 0 {
            return "At temperature 0 all samples are the same, so they say nothing: turn the temperature up."
        }
        return nil
    }

    /// Shows how far the other samples of the focused lane support the sentences of the one that is seen. Its model is asked, unless
    /// that is on a server.
    mutating func showSupport() {
        let (lane, model) = (board.lane, setup.modelWord(of: focusedLane))
        let samples = lane.output.samples.enumerated().filter { $0.offset != lane.output.shown }.map(\.element.answer)
        let facts = setup.facts(of: focusedLane)
        var layer = SupportLayer(
            of: lane.output.answer, by: samples, lane: look.line(lane.lane.name), model: model,
            form: facts.flatMap { $0.isServer ? nil : $0.hasChatTemplate ? .chat : .completion })
        let requests = layer.begin(look)
        layers.push(layer)
        carryOut(requests)
    }
}
