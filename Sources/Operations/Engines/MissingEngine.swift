import Lanes
import Prompting

/// Takes the place of an engine on another machine that can't be reached. Its lanes end with the error; other lanes
/// run.
package struct MissingEngine: Engine {
    /// The word that names the engine.
    package var name: String
    /// Why the engine can't be reached.
    package var error: EngineError

    /// True, so that lanes in the chat layout end with the engine's error and not with that of a missing template.
    package var hasChatTemplate: Bool { true }
    /// 0, because it isn't known.
    package var contextLength: Int { 0 }

    /// Reports every lane as failed, then the end of the run.
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

    /// Throws the reason why the engine can't be reached.
    package func render(_ prompt: CompiledPrompt, date: Int64?) throws(EngineError) -> SentPrompt { throw error }

    /// Throws the reason why the engine can't be reached.
    package func next(_ prompt: CompiledPrompt, mode: RunMode) async throws(EngineError) -> NextToken { throw error }

    /// Throws the reason why the engine can't be reached.
    package func next(
        after history: [Int32], at place: ConstrainedPlace?, mode: RunMode, isWhole: Bool
    ) async throws(EngineError) -> NextToken {
        throw error
    }

    /// Throws the reason why the engine can't be reached.
    package func likelihoods(_ request: LikelihoodRequest) async throws(EngineError) -> [Likelihood] { throw error }

    /// Returns an empty text for each token.
    package func texts(of tokens: [Int32]) -> [String] { tokens.map { _ in "" } }
}
