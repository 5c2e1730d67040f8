import Lanes
import Prompting

/// A stage after the first, which sends all text so far and something of its own behind it.
struct LaterStage: Sendable, Hashable {
    /// The text that the stage before wrote, as it is sent again; nil if the lane hasn't run as it is now.
    var output: String?
    /// The text that is sent behind that.
    var opening: String
    /// Tokens whose text stands where the output begins, or is all that is sent: thoughts and the control tokens around them are
    /// sent again, and are no part of a stage's text. Empty if there are none, or if they aren't known.
    var tokens: [Int32] = []
    /// What is sent behind the text of these tokens.
    private var rest = ""

    /// Takes the text of ``tokens``; an empty one says that no engine could tell it.
    mutating func take(_ text: String) {
        guard !text.isEmpty else { return tokens = [] }
        let whole = text + rest
        let isWhole = !whole.hasSuffix(opening)
        output = isWhole ? whole : String(whole.dropLast(opening.count))
        if isWhole { opening = "" }
        (tokens, rest) = ([], "")
    }

    /// Returns the later stages of a prompt, after what a lane's sample on the screen has written.
    static func all(of prompt: CompiledPrompt, in lane: LaneState) -> [LaterStage] {
        let output = lane.output
        let results = lane.outputRevision != lane.revision ? [] : output.result?.samples ?? []
        let stages = results.indices.contains(output.shown) ? results[output.shown].stages : []
        let sample = output.samples[output.shown]
        return prompt.steps.enumerated().dropFirst().map { index, step in
            // A stage that ended with a fault, or a call of a tool, has no next one.
            guard stages.indices.contains(index) else { return LaterStage(output: nil, opening: step.opening) }
            let before = stages[index - 1].text
            var stage = LaterStage(output: before, opening: stages[index].prompt)
            if let sent = sample.tokensSent(to: index) {
                stage.tokens = sent
            } else if let thoughts = sample.thoughtTokens[index - 1], !thoughts.isEmpty {
                // Of a run in the history, the tokens before the stages aren't kept.
                (stage.tokens, stage.rest) = (thoughts.map(\.id), before + stage.opening)
            }
            return stage
        }
    }
}
