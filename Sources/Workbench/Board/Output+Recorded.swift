import History
import Lanes
import Terminal
import TextLayout

extension Output {
    /// The outputs of a lane in the history. What their tokens followed isn't kept, so that the chart has nothing to show.
    init(_ record: LaneRecord, width: Int, glyphs: Glyphs, model: String?) {
        self.init(width: width, glyphs: glyphs, model: model)
        for (sample, output) in record.result.samples.enumerated() {
            for (number, stage) in output.stages.enumerated() {
                take(.stageStarted(lane: 0, sample: sample, stage: number, prompt: stage.prompt, history: []))
                take(.text(lane: 0, sample: sample, stage: number, text: stage.text, tokens: stage.tokens))
            }
        }
        forgetHistories()
        result = record.result
        result?.error = nil
        result?.usage.cost = record.cost
        isRecorded = true
    }
}
