import Lanes
import Prompting

/// Stands for an engine on another machine that can't be reached: its lanes end with what is wrong, and the others run.
struct MissingEngine: Engine {
    /// The word that names it.
    var name: String
    /// Why it can't be reached.
    var error: EngineError

    var hasChatTemplate: Bool { true }
    var contextLength: Int { 0 }

    func start(_ request: RunRequest, report: @escaping @Sendable (RunEvent) -> Void) -> @Sendable () -> Void {
        let nothing = SampleResult(
            stages: [StageResult(prompt: "", text: "", finish: .error)], text: "", answer: "")
        let lanes = request.lanes.map { lane in
            LaneResult(
                name: lane.name, samples: Array(repeating: nothing, count: max(1, lane.samples)), answer: "",
                error: error)
        }
        for (index, lane) in lanes.enumerated() { report(.laneFinished(lane: index, result: lane)) }
        report(.finished(RunSummary(lanes: lanes, mode: request.mode, padding: [], isCancelled: false)))
        return {}
    }

    func render(_ prompt: CompiledPrompt) throws(EngineError) -> SentPrompt { throw error }

    func next(_ prompt: CompiledPrompt, mode: RunMode) async throws(EngineError) -> NextToken { throw error }

    func next(after history: [Int32], mode: RunMode, isWhole: Bool) async throws(EngineError) -> NextToken {
        throw error
    }

    func texts(of tokens: [Int32]) -> [String] { tokens.map { _ in "" } }
}
