import Sampling

/// An event of a run. The last one is always ``finished(_:)``.
package enum RunEvent: Sendable, Hashable, Codable {
    /// A lane's prompt is being evaluated: `done` of `total` tokens.
    case prefill(lane: Int, done: Int, total: Int)
    /// A lane's prompt, or that of a later stage, is sent. `history` has all tokens before the stage's first one.
    case stageStarted(lane: Int, sample: Int, stage: Int, prompt: String, history: [Int32])
    /// Whole characters of a model's thoughts, with the tokens that they complete. The tokens' ends refer to all
    /// thoughts of the stage.
    case thoughts(lane: Int, sample: Int, stage: Int, text: String, tokens: [DrawnToken])
    /// Whole characters that no stop string can take back, with the tokens that they complete.
    case text(lane: Int, sample: Int, stage: Int, text: String, tokens: [DrawnToken])
    /// Beam search has looked at the candidates of another step.
    case searched(lane: Int, stage: Int, candidates: [BeamTree.Candidate])
    /// A server will be asked again in some seconds, for this reason.
    case waiting(lane: Int, seconds: Int, reason: String)
    /// A stage has ended.
    case stageFinished(lane: Int, sample: Int, stage: Int, result: StageResult)
    /// All samples of a lane have ended.
    case laneFinished(lane: Int, result: LaneResult)
    /// The run has ended.
    case finished(RunSummary)

    /// Returns the event as one of another sample.
    package func of(sample: Int) -> RunEvent {
        switch self {
        case .stageStarted(let lane, _, let stage, let prompt, let history):
            .stageStarted(lane: lane, sample: sample, stage: stage, prompt: prompt, history: history)
        case .thoughts(let lane, _, let stage, let text, let tokens):
            .thoughts(lane: lane, sample: sample, stage: stage, text: text, tokens: tokens)
        case .text(let lane, _, let stage, let text, let tokens):
            .text(lane: lane, sample: sample, stage: stage, text: text, tokens: tokens)
        case .stageFinished(let lane, _, let stage, let result):
            .stageFinished(lane: lane, sample: sample, stage: stage, result: result)
        case .prefill, .searched, .waiting, .laneFinished, .finished: self
        }
    }
}
