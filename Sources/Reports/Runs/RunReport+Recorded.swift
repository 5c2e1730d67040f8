import History
import Lanes

extension RunReport {
    /// Makes a report of a recorded run.
    package init(_ recorded: RecordedRun) {
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
        var result = lane.result
        result.usage.cost = lane.cost
        self.init(
            lane.request, result, server: lane.model.isRemote ? lane.model.name : nil,
            model: isNamed && !lane.model.isRemote ? lane.model.name : nil, lacking: lane.lacking)
    }
}
