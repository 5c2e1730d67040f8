import History
import Lanes
import Terminal
import TextLayout

extension Output {
    /// Takes the outputs of a lane in the history. The tokens before theirs aren't kept, so the chart has nothing to
    /// show.
    init(_ record: LaneRecord, width: Int, glyphs: Glyphs, model: String?) {
        self.init(width: width, glyphs: glyphs, model: model)
        for (sample, output) in record.result.samples.enumerated() {
            for (number, stage) in output.stages.enumerated() {
                take(.stageStarted(lane: 0, sample: sample, stage: number, prompt: stage.prompt, history: []))
                let (thought, drawn) = (
                    stage.tokens.prefix(stage.thoughtTokens), stage.tokens.dropFirst(stage.thoughtTokens)
                )
                if !stage.thoughts.isEmpty || stage.thoughtTokens > 0 {
                    take(
                        .thoughts(lane: 0, sample: sample, stage: number, text: stage.thoughts, tokens: Array(thought)))
                }
                take(.text(lane: 0, sample: sample, stage: number, text: stage.text, tokens: Array(drawn)))
                take(.stageFinished(lane: 0, sample: sample, stage: number, result: stage))
            }
        }
        forgetHistories()
        result = record.result
        recordedRequest = record.request
        result?.error = nil
        result?.usage.cost = record.cost
    }
}
