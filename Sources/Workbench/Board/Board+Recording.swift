import History
import Prompting

extension Board {
    /// True if lanes have ended since the lanes were last put into the history.
    var hasNews: Bool { lanes.contains { $0.output.result != nil && !$0.output.isRecorded && !$0.isStale } }

    /// Notes that the lanes that have ended go into the history, and returns the number of their run.
    mutating func markRecorded() -> Int {
        let number = nextNumber()
        for index in lanes.indices where lanes[index].output.result != nil && !lanes[index].isStale {
            lanes[index].output.recording = number
        }
        return number
    }

    /// The run of the history that the lanes show; nil if something has changed since it was opened.
    var openedRun: Int64? {
        let runs = Set(lanes.map { $0.isStale ? nil : $0.output.recordedRun })
        return runs.count == 1 ? runs.first ?? nil : nil
    }

    /// The lanes that have ended and belong to the present state of the prompt.
    var recordedLanes: [ScreenRun.Lane] {
        lanes.compactMap { lane in
            let output = lane.output
            guard var result = output.result, let request = output.request, let settings = output.settings,
                let path = output.modelPath, !lane.isStale
            else { return nil }
            for (sample, shown) in zip(result.samples.indices, output.samples) {
                for stage in result.samples[sample].stages.indices {
                    result.samples[sample].stages[stage].tokens = shown.tokens(ofStage: stage)
                }
            }
            return ScreenRun.Lane(request: request, settings: settings, modelPath: path, result: result)
        }
    }

    /// Puts the outputs of a run back into its lanes. `words` names the lanes' models.
    mutating func show(_ recorded: RecordedRun, _ words: [String?]) {
        for (index, record) in recorded.run.lanes.prefix(lanes.count).enumerated() {
            lanes[index].output = Output(record, width: textSize.columns, glyphs: glyphs, model: words[index])
            lanes[index].output.recordedRun = recorded.id
            lanes[index].outputRevision = lanes[index].revision
            lanes[index].runRevision = lanes[index].revision
            lanes[index].openings = record.request.openings
            lanes[index].openingsModel = words[index]
            lanes[index].problem = record.error
            lanes[index].recorded = RecordedSending(record, of: recorded.run)
        }
    }
}
