import Prompting
import Sampling

extension State {
    /// Lanes that ended since they were last put into the history.
    private var hasNews: Bool {
        lanes.contains { $0.output.result != nil && !$0.output.isRecorded && !$0.isStale }
    }

    /// Keeps what stands on the screen once nothing happens for a while: while a knob is turned, every step is a run of its own
    /// to the engine but none to a person.
    mutating func settleRecording() {
        guard hasNews, !lanes.contains(where: \.isRunning) else { return }
        guard !isRecordingDue else { return }
        isRecordingDue = true
        emit(.schedule(.record, milliseconds: 1200))
    }

    /// Puts the lanes that have ended into the history, all as one run.
    mutating func recordRun() {
        isRecordingDue = false
        guard hasNews, let run = shownRun else { return }
        for index in lanes.indices where lanes[index].output.result != nil && !lanes[index].isStale {
            lanes[index].output.isRecorded = true
        }
        emit(.record(run))
    }

    /// Asks to have what stands in the lanes written to a file, or copied.
    mutating func export(to path: String?) {
        if let run = shownRun {
            emit(.export(run, path: path))
        } else if let id = openedRun {
            emit(.exportRecorded(id, path: path))
        } else {
            say("There is nothing to compare yet: F5 runs the lanes.")
        }
    }

    /// The run of the history that stands in the lanes as it was; nil where something has changed since.
    var openedRun: Int64? {
        let runs = Set(lanes.map { $0.isStale ? nil : $0.output.recordedRun })
        return runs.count == 1 ? runs.first ?? nil : nil
    }

    /// What stands in the lanes that have ended and belongs to the prompt as it is; nil if nothing does.
    var shownRun: ScreenRun? {
        var recorded: [ScreenRun.Lane] = []
        for index in lanes.indices {
            let output = lanes[index].output
            guard var result = output.result, let request = output.request, let settings = output.settings,
                let path = output.modelPath, !lanes[index].isStale
            else { continue }
            for (sample, shown) in zip(result.samples.indices, output.samples) {
                for stage in result.samples[sample].stages.indices {
                    result.samples[sample].stages[stage].tokens = shown.tokens(ofStage: stage)
                }
            }
            recorded.append(
                ScreenRun.Lane(request: request, settings: settings, modelPath: path, result: result))
        }
        guard !recorded.isEmpty else { return nil }
        return ScreenRun(
            prompt: promptForSaving, path: path, name: prompt.name.isEmpty ? title : prompt.name, lanes: recorded)
    }
}
