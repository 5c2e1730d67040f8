import History
import Lanes
import Library
import Prompting
import Sampling
import Terminal
import TextLayout

extension State {
    mutating func receive(_ answer: HistoryAnswer) {
        switch answer {
        case .page(let number, _, _):
            if number == historyQuestion { tellLayers(.message(.history(answer))) }
        case .run(let run, let prompt): put(run, prompt)
        case .runs(let first, let second):
            let comparison = Comparison(first, second, width: Comparison.textWidth(size), glyphs: glyphs)
            if layers.top is HistoryLayer {
                layers.push(ComparisonLayer(comparison: comparison))
            } else {
                show(ComparisonLayer(comparison: comparison))
            }
        case .changed: tellLayers(.message(.history(answer)))
        case .failed(let sentence):
            if layers.nearest(HistoryLayer.self) == nil { say(sentence, isError: true) }
            tellLayers(.message(.history(answer)))
        }
    }

    /// Puts prompt, lanes and outputs of a run back; nothing runs.
    private mutating func put(_ recorded: RecordedRun, _ prompt: Prompt?) {
        guard var prompt else {
            receive(.failed("The prompt of run \(recorded.id) can't be read any more."))
            return
        }
        if isUnsaved { keepDraft() }
        emit(.startNew)
        let run = recorded.run
        prompt.variables.merge(run.prompt.variables) { $1 }
        if prompt.name.isEmpty { prompt.name = run.prompt.name }
        // One model is the prompt's; several are the lanes' own, as one is that the command line's would take the place of.
        let words = run.lanes.map(\.model.name)
        let isOne = Set(words).count == 1 && models.choice.commandLine == nil
        if isOne, models.states[models.choice.word(prompt: prompt.model)]?.facts?.name != words.first {
            prompt.model = words.first
        }
        let layouts = Set(run.lanes.map(\.layout))
        if let layout = layouts.first, layouts.count == 1 { prompt.layout = layout }
        isRunWanted = false
        let base = Settings().applying(prompt.modelParameters)
        prompt.lanes = run.lanes.map { record in
            var lane = Lane(name: record.name)
            lane.technique = record.technique == prompt.technique ? nil : record.technique
            lane.layout = record.layout == prompt.layout ? nil : record.layout
            lane.model =
                isOne || models.states[models.choice.commandLine]?.facts?.name == record.model.name
                ? nil : record.model.name
            lane.samples = record.request.samples == prompt.samples ?? 1 ? nil : record.request.samples
            lane.modelParameters = SettingsPatch(record.settings, differingFrom: base)
            return lane
        }
        layers.clear()
        show(prompt, path: nil, isShipped: false, isRunning: false)
        for (index, record) in run.lanes.prefix(lanes.count).enumerated() {
            lanes[index].output = Output(record, width: outputWidth, glyphs: glyphs, model: setup.modelWord(of: index))
            lanes[index].output.recordedRun = recorded.id
            lanes[index].outputRevision = lanes[index].revision
            lanes[index].openings = record.request.openings
            lanes[index].openingsModel = setup.modelWord(of: index)
            lanes[index].problem = record.error
        }
        pane = .lanes
        say("Run \(recorded.id) as it was. F5 runs it again.")
    }
}

extension Output {
    /// The outputs of a lane in the history. What their tokens followed isn't kept, so that the chart has nothing to show.
    fileprivate init(_ record: LaneRecord, width: Int, glyphs: Glyphs, model: String?) {
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
