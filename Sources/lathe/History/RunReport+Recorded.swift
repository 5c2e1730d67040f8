import History
import Lanes
import Library
import Runtime
import Sampling

extension RunReport {
    /// A run from the history, as it was reported.
    init(_ recorded: RecordedRun) {
        let run = recorded.run
        let models = Set(run.lanes.map(\.model.name))
        let first = run.lanes.first { !$0.model.isRemote }
        prompt = run.prompt.name
        asked = AskedPrompt(run.prompt)
        mode = RunMode(rawValue: run.mode) ?? .fast
        build = first?.model.build ?? ""
        padding = run.machine.padding
        model = first.flatMap { lane in
            models.count > 1
                ? nil
                : Model(
                    name: lane.model.name, path: lane.model.path, architecture: lane.model.architecture,
                    quantization: lane.model.quantization, contextLength: lane.model.contextLength)
        }
        notices = run.notices
        lanes = run.lanes.map { Lane($0, isNamed: models.count > 1) }
    }
}

extension RunReport.Lane {
    fileprivate init(_ lane: LaneRecord, isNamed: Bool) {
        func stages(_ output: OutputRecord) -> [StageResult] {
            output.stages.map {
                StageResult(prompt: $0.prompt, text: $0.text, finish: Finish(rawValue: $0.finish) ?? .error)
            }
        }
        var usage = Usage()
        usage.promptTokens = lane.usage.promptTokens
        usage.cachedTokens = lane.usage.cachedTokens
        usage.generatedTokens = lane.usage.generatedTokens
        usage.replayedTokens = lane.usage.replayedTokens
        usage.decodedRows = lane.usage.decodedRows
        usage.cost = lane.cost
        var timings = Timings()
        timings.prefillSeconds = lane.timings.prefillSeconds
        timings.firstTokenSeconds = lane.timings.firstTokenSeconds
        timings.decodeSeconds = lane.timings.decodeSeconds
        self.init(
            name: lane.name, technique: lane.technique, layout: lane.layout, modelParameters: lane.modelParameters,
            stages: lane.outputs.first.map(stages) ?? [], text: lane.text, answer: lane.answer,
            samples: lane.outputs.map {
                RunReport.Sample(text: lane.text(of: $0), answer: lane.answer(of: $0), stages: stages($0))
            },
            error: lane.error, usage: usage, timings: timings, server: lane.model.isRemote ? lane.model.name : nil,
            model: isNamed && !lane.model.isRemote ? lane.model.name : nil)
        if !lane.lacking.isEmpty { notSent = SettingsKey.allCases.filter(lane.lacking.contains) }
    }
}
