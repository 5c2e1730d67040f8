import Prompting

/// The evaluation of this session, one that was kept and is looked at, the case that was put into the prompt, attacks, and candidates.
struct Evaluations: Sendable {
    /// The last evaluation, running or ended; nil if there is none.
    private(set) var current: EvaluationState?
    /// The kept evaluation that is looked at; nil if it is the session's own.
    var opened: EvaluationState?
    /// The evaluation that is looked at.
    var shown: EvaluationState? { opened ?? current }
    /// The number of the last evaluation.
    private(set) var number = 0
    /// The case that was put into the prompt last.
    var openedCase: OpenedCase?
    /// The attacks of this session.
    var attacks = Attacks()
    /// The name of who votes; nil is this machine's user.
    var voter: String?
    /// The candidates of this session.
    var making = Makings()

    /// Begins an evaluation, in place of the last one.
    mutating func begin(_ order: EvaluationOrder, _ models: [String?: ModelState]) -> [Request] {
        let stop: [Request] = current?.isRunning == true ? [.effect(.evaluation(.stopEvaluation))] : []
        number += 1
        opened = nil
        current = EvaluationState(number: number, order: order)
        return stop + start(models)
    }

    /// Starts the evaluation if its models are loaded.
    private mutating func start(_ models: [String?: ModelState]) -> [Request] {
        guard let order = current?.order else { return [] }
        let isWaiting = order.models.contains { models[$0]?.facts == nil }
        current?.isWaiting = isWaiting
        if isWaiting {
            current?.progress = "waiting for the model"
            return []
        }
        return [.effect(.evaluation(.evaluate(number: number, order)))]
    }

    /// Stops the evaluation. One that waits for its model is dropped at once.
    mutating func stop() -> [Request] {
        guard let current, current.isRunning else { return [] }
        guard current.isWaiting else { return [.effect(.evaluation(.stopEvaluation))] }
        take(.failed("Stopped; r starts it again."), number: current.number)
        return []
    }

    /// Continues with an evaluation that waits for this model; says why, if it can't.
    mutating func note(_ word: String?, _ model: ModelState, _ models: [String?: ModelState]) -> [Request] {
        guard let current, current.isWaiting, current.order.models.contains(word) else { return [] }
        switch model {
        case .ready: return start(models)
        case .failed(let reason):
            take(.failed(reason), number: current.number)
            return [.tellOfEvaluation(reason, isError: true)]
        case .none, .loading, .preparing: return []
        }
    }

    /// Takes news of an evaluation; false if they aren't of the last one.
    @discardableResult
    mutating func take(_ news: EvaluationNews, number: Int) -> Bool {
        guard number == current?.number else { return false }
        switch news {
        case .progress(let fraction, let sentence, let results):
            current?.fraction = fraction
            current?.progress = sentence
            if let results { current?.results = results }
        case .ended(let results, let wasStopped):
            current?.isRunning = false
            current?.progress = wasStopped ? "stopped: r continues" : ""
            current?.results = results
        case .failed(let problem):
            current?.isRunning = false
            current?.isWaiting = false
            current?.problem = problem
        }
        return true
    }
}
