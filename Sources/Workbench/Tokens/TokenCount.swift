import Lanes
import Prompting

/// The number of tokens of the focused lane's prompt, once it is counted.
struct TokenCount: Sendable {
    /// The number of a prompt's tokens.
    struct PromptTokens: Sendable, Hashable {
        var count: Int
        var notices: [String]
        /// Those of the parts; nil if they aren't known.
        var parts: PartTokens?
    }

    /// The lane and the model for which tokens were counted.
    private struct Counted: Sendable, Hashable {
        var lane: LaneID
        var model: String?
    }

    var tokens: PromptTokens?
    /// The lane and the model for which tokens were counted last; nil if none were.
    private var counted: Counted?
    /// The number of the last question about tokens.
    private var question = 0

    /// Counts again if the lane or the model is another one.
    mutating func settle(_ lane: LaneID, _ model: String?) -> [Request] {
        let asked = Counted(lane: lane, model: model)
        guard counted != asked else { return [] }
        counted = asked
        return [.effect(.schedule(.count, milliseconds: 30))]
    }

    /// Asks for the tokens of a prompt.
    mutating func ask(_ prompt: CompiledPrompt, _ model: String?) -> [Request] {
        question += 1
        return [.effect(.engine(.render(number: question, prompt, model: model)))]
    }

    /// Takes the tokens of the prompt of a lane; false if it is the answer to an older question.
    mutating func take(
        _ result: Result<SentPrompt, EngineError>, number: Int, lane: Int, _ setup: Setup
    ) -> Bool {
        guard number == question else { return false }
        switch result {
        case .success(let sent):
            let isHere = setup.facts(of: lane)?.isServer == false
            let parts = isHere ? PartTokens(of: sent, lane: lane, setup).completed(by: tokens?.parts) : nil
            tokens = PromptTokens(count: sent.tokens.count, notices: sent.notices, parts: parts)
        case .failure: tokens = nil
        }
        return true
    }
}
