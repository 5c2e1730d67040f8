import Lanes
import Prompting

/// A stage after the first, which sends all text so far and something of its own behind it.
struct LaterStage: Sendable, Hashable {
    /// The text that the stage before wrote; nil if the lane hasn't run as it is now.
    var output: String?
    /// The text that is sent behind that.
    var opening: String

    /// Returns the later stages of a prompt, after what a lane's sample on the screen has written.
    static func all(of prompt: CompiledPrompt, in lane: LaneState) -> [LaterStage] {
        let samples = lane.outputRevision != lane.revision ? [] : lane.output.result?.samples ?? []
        let stages = samples.indices.contains(lane.output.shown) ? samples[lane.output.shown].stages : []
        return prompt.steps.enumerated().dropFirst().map { index, step in
            // A stage that ended with a fault, or a call of a tool, has no next one.
            let hasRun = stages.indices.contains(index)
            return LaterStage(
                output: hasRun ? stages[index - 1].text : nil, opening: hasRun ? stages[index].prompt : step.opening)
        }
    }
}
