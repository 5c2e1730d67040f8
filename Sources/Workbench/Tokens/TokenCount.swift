import Lanes
import Prompting

/// The tokens of the focused lane's prompt, as far as they were counted.
struct TokenCount: Sendable {
    /// What a prompt comes to.
    struct PromptTokens: Sendable, Hashable {
        var count: Int
        var notices: [String]
    }

    /// Whose tokens were counted.
    private struct Counted: Sendable, Hashable {
        var lane: LaneID
        var model: String?
    }

    var tokens: PromptTokens?
    /// The lane whose prompt was counted last, and for which model.
    private var counted: Counted?
    /// Counted up with every question about tokens.
    private var question = 0

    /// Counts again where another lane or model has come.
    mutating func settle(_ lane: LaneID, _ model: String?) -> [Request] {
        let asked = Counted(lane: lane, model: model)
        guard counted != asked else { return [] }
        counted = asked
        return [.effect(.schedule(.count, milliseconds: 30))]
    }

    /// Asks what a prompt becomes.
    mutating func ask(_ prompt: CompiledPrompt, _ model: String?) -> [Request] {
        question += 1
        return [.effect(.engine(.render(number: question, prompt, model: model)))]
    }

    /// Takes what a prompt becomes; false if that is the answer to an older question.
    mutating func take(_ result: Result<SentPrompt, EngineError>, number: Int) -> Bool {
        guard number == question else { return false }
        switch result {
        case .success(let sent): tokens = PromptTokens(count: sent.tokens.count, notices: sent.notices)
        case .failure: tokens = nil
        }
        return true
    }
}
