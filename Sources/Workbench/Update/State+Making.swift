import Evaluation
import Prompting

extension State {
    /// Why no candidates can be made; nil if they can, or if there are some to look at.
    var reasonAgainstMaking: String? {
        guard evaluations.making.current == nil, setup.isBlank else { return nil }
        return "There is nothing to make examples for yet: the prompt sends nothing."
    }

    /// True if the candidates are those of the prompt on the screen.
    var isMakingForOpenPrompt: Bool {
        guard let order = making?.order else { return false }
        return order.path == session.path && (order.path != nil || order.name == nameForMaking)
    }

    private var nameForMaking: String {
        let prompt = promptForSaving
        return prompt.name.isEmpty ? title : prompt.name
    }

    /// Shows the candidates of this session; if there are none, says what would be made.
    mutating func showMaking() {
        guard making != nil else { return planMaking(evaluations.making.choices) }
        show(MakingLayer())
    }

    /// Finds out what would be made for the prompt as it is.
    mutating func planMaking(_ choices: MakingChoices) {
        guard making?.isRunning != true else { return }
        var prompt = promptForSaving
        prompt.lanes = []
        let order = CandidateOrder(
            prompt: prompt, name: nameForMaking, path: session.path,
            writer: choices.model ?? models.choice.word(lane: nil, prompt: prompt.model), choices: choices.fitting)
        let requests = evaluations.making.plan(order)
        show(MakingLayer())
        carryOut(requests)
    }

    mutating func carryOut(_ request: MakingRequest) {
        switch request {
        case .plan(let choices): planMaking(choices)
        case .begin: carryOut(evaluations.making.begin())
        case .decide(let decision, let id): decide(decision, on: id)
        case .takeBack: takeBackDecision()
        case .moveLeast(let least): carryOut(evaluations.making.moveLeast(to: least))
        }
    }

    /// Keeps a decision. What is accepted goes into the prompt on the screen, unless it goes to a file.
    private mutating func decide(_ decision: Candidate.Decision, on id: Int) {
        guard let making, var one = making.candidate(id), one.isWaiting else { return }
        let isForPrompt = decision == .accepted && making.order.choices.file == nil
        if isForPrompt, one.kind == .cases, !canChangeTestData() { return }
        one.decision = decision
        if isForPrompt {
            change(by: one, "an accepted candidate") { $0.added(to: $1) }
        }
        evaluations.making.decide(one)
        emit(.evaluation(.making(.decide(one))))
    }

    private mutating func takeBackDecision() {
        let isInPrompt = making?.order.choices.file == nil
        guard let one = evaluations.making.takeBack() else { return }
        if one.decision == .accepted, isInPrompt, isMakingForOpenPrompt {
            change(by: one, "a candidate taken back") { $0.removed(from: $1) }
        }
        emit(.evaluation(.making(.takeBack(one))))
    }

    private mutating func change(
        by one: Candidate, _ what: String, _ changed: (Candidate, Prompt) -> Prompt
    ) {
        let prompt = changed(one, composer.prompt)
        guard prompt != composer.prompt else { return }
        let isSent = one.kind == .examples || one.kind == .reasoning
        track { state in
            state.composer.prompt = prompt
            state.composer.readEditors()
            return [.changed(Change(what, isSent ? .all : .none))]
        }
    }

    /// Takes back in the prompt what couldn't be kept.
    private mutating func putBack(_ one: Candidate) {
        guard making?.order.choices.file == nil, isMakingForOpenPrompt else { return }
        if one.decision == .accepted {
            change(by: one, "an accepted candidate") { $0.added(to: $1) }
        } else {
            change(by: one, "a candidate taken back") { $0.removed(from: $1) }
        }
    }

    /// Takes news of candidates, and tells them where they aren't looked at.
    mutating func receive(_ news: MakingNews, number: Int) {
        guard evaluations.making.take(news, number: number) else { return }
        if case .refused(let one, let sentence) = news {
            putBack(one)
            return say(sentence, isError: true)
        }
        guard layers.nearest(MakingLayer.self) == nil else { return }
        switch news {
        case .ended: say("The candidates are made: Alt-+ shows them.")
        case .failed(let problem): say(problem, isError: true)
        case .planned, .candidate, .progress, .refused: break
        }
    }
}
