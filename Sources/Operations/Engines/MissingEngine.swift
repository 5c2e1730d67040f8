import Lanes
import Prompting

/// Stands for an engine on another machine that can't be reached: its lanes end with what is wrong, and the others run.
package struct MissingEngine: Engine {
    /// The word that names it.
    package var name: String
    /// Why it can't be reached.
    package var error: EngineError

    package var hasChatTemplate: Bool { true }
    package var contextLength: Int { 0 }

    package func start(_ request: RunRequest, report: @escaping @Sendable (RunEvent) -> Void) -> @Sendable () -> Void {
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

    package func render(_ prompt: CompiledPrompt) throws(EngineError) -> SentPrompt { throw error }

    package func next(_ prompt: CompiledPrompt, mode: RunMode) async throws(EngineError) -> NextToken { throw error }

    package func next(after history: [Int32], mode: RunMode, isWhole: Bool) async throws(EngineError) -> NextToken {
        throw error
    }

    package func texts(of tokens: [Int32]) -> [String] { tokens.map { _ in "" } }
}
