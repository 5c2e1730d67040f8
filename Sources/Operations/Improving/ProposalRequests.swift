import Evaluation
import Lanes
import Prompting

/// How a model is asked for an instruction.
struct ProposalRequests: Sendable {
    /// The lane's name.
    static let name = "proposals"

    let planned: PlannedLane
    let prompt: Prompt

    init(lane: PlannedLane, prompt: Prompt) { (planned, self.prompt) = (lane, prompt) }

    /// The lane whose cases are the proposals.
    var lane: EvaluatedLane {
        EvaluatedLane(
            name: Self.name, engine: planned.backend.engine, engineKey: planned.backend.key,
            isFree: planned.backend.isFree, request: request)
    }

    private func request(_ one: Case) throws(PromptError) -> LaneRequest {
        try planned.request(prompt, variables: one.variables, images: ImageFolders())
    }
}
