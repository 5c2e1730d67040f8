import History
import Lanes
import Prompting

/// The text that a lane of a run in the history sent. It is sent again as long as the lane asks the same of the same model.
struct RecordedSending: Sendable, Hashable {
    /// The lane's compiled prompt.
    private let prompt: CompiledPrompt
    /// The text.
    private let text: String
    /// The name of the model that it was sent to.
    private let model: String
    /// The time of the run, in seconds since 1970.
    let date: Int64

    /// Takes the text from a lane; nil if the lane isn't in the chat layout, or ran on a server.
    init?(_ lane: LaneRecord, of run: RunRecord) {
        guard lane.layout == .chat, !lane.model.isRemote,
            let text = lane.result.samples.first?.stages.first?.prompt, !text.isEmpty
        else { return nil }
        prompt = lane.request.prompt
        self.text = text
        model = lane.model.name
        date = Int64(run.date.timeIntervalSince1970)
    }

    /// Returns a prompt that sends this text; nil if the lane asks something else now, or asks another model.
    func sending(_ compiled: CompiledPrompt, to facts: ModelFacts) -> CompiledPrompt? {
        var then = prompt
        // What counts is the text, unless a template is tried: then it is rendered anew with that.
        if compiled.chat.template == nil { then.chat.template = nil }
        guard then == compiled, facts.name == model, !facts.isServer else { return nil }
        var compiled = compiled
        compiled.chat.sent = text
        return compiled
    }
}
