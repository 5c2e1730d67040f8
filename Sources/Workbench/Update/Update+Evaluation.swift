import Evaluation
import Prompting
import Terminal

extension State {
    /// Shows the evaluation of this session, or else asks for its data.
    mutating func showEvaluation() {
        if evaluation == nil {
            showData()
        } else {
            var view = EvaluationView()
            view.refresh(evaluation?.results?.report)
            overlay = .evaluation(view)
        }
    }

    // MARK: running

    mutating func evaluate(_ data: DataChoice) {
        if evaluation?.isRunning == true { emit(.stopEvaluation) }
        var prompt = promptForSaving
        prompt.lanes = lanes.map(\.lane)
        evaluationNumber += 1
        let order = EvaluationOrder(
            prompt: prompt, name: prompt.name.isEmpty ? title : prompt.name,
            models: lanes.indices.map { modelWord(of: $0) }, data: data)
        evaluation = EvaluationState(number: evaluationNumber, order: order)
        keptOverlays = []
        overlay = .evaluation(EvaluationView())
        startEvaluation()
        if let branched = lanes.first(where: { !$0.openings.isEmpty }) {
            say("Lane \(branched.lane.name) branched off at a token; the evaluation runs it from its prompt.")
        }
    }

    /// Starts the evaluation once its models are there.
    private mutating func startEvaluation() {
        guard let order = evaluation?.order else { return }
        let isWaiting = order.models.contains { models[$0]?.facts == nil }
        evaluation?.isWaiting = isWaiting
        if isWaiting {
            evaluation?.progress = "waiting for the model"
        } else {
            emit(.evaluate(number: evaluationNumber, order))
        }
    }

    /// Goes on with an evaluation that waits for this model, or gives it up.
    mutating func noteModel(_ word: String?, _ model: ModelState) {
        guard let evaluation, evaluation.isWaiting, evaluation.order.models.contains(word) else { return }
        switch model {
        case .ready: startEvaluation()
        case .failed(let reason): receive(.failed(reason), number: evaluation.number)
        case .none, .loading, .preparing: break
        }
    }

    mutating func receive(_ news: EvaluationNews, number: Int) {
        guard number == evaluation?.number else { return }
        switch news {
        case .progress(let fraction, let sentence, let results):
            evaluation?.fraction = fraction
            evaluation?.progress = sentence
            if let results { show(results) }
        case .ended(let results, let wasStopped):
            evaluation?.isRunning = false
            evaluation?.progress = wasStopped ? "stopped: r goes on where it ended" : ""
            show(results)
            if !isEvaluationShown { say("The evaluation is done: Alt-g shows it.") }
        case .failed(let problem):
            evaluation?.isRunning = false
            evaluation?.isWaiting = false
            evaluation?.problem = problem
            if !isEvaluationShown { say(problem, isError: true) }
        }
    }

    private mutating func show(_ results: EvaluationResults) {
        evaluation?.results = results
        guard case .evaluation(var view) = overlay else { return }
        view.refresh(results.report)
        overlay = .evaluation(view)
    }

    private var isEvaluationShown: Bool {
        switch overlay {
        case .evaluation, .evaluatedCase: true
        default: false
        }
    }

    // MARK: the results

    mutating func receiveInEvaluation(_ key: Key, _ view: EvaluationView) {
        var view = view
        let last = max(0, view.rows.count - 1)
        let page = max(1, evaluationLayout.cases.size.rows - 1)
        switch (key.code, key.modifiers) {
        case (.escape, _), (.character("q"), []):
            overlay = nil
            return
        case (.up, []): view.selected = max(0, view.selected - 1)
        case (.down, []): view.selected = min(last, view.selected + 1)
        case (.pageUp, _): view.selected = max(0, view.selected - page)
        case (.pageDown, _), (.character(" "), []): view.selected = min(last, view.selected + page)
        case (.home, _): view.selected = 0
        case (.end, _): view.selected = last
        case (.enter, _):
            guard view.rows.indices.contains(view.selected) else { return }
            keptOverlays.append(.evaluation(view))
            showCase(CaseView(place: view.selected, comparison: Comparison(title: "")))
            return
        default:
            guard case .character(let character) = key.code, key.modifiers.isSubset(of: .shift) else { return }
            receiveInEvaluation(character, view)
            return
        }
        overlay = .evaluation(view)
    }

    private mutating func receiveInEvaluation(_ character: Character, _ view: EvaluationView) {
        var view = view
        let report = evaluation?.results?.report
        switch character {
        case "1"..."8":
            guard let number = character.wholeNumberValue, number <= report?.lanes.count ?? 0 else { return }
            view.filter.turn(number - 1)
            view.refresh(report)
        case "d":
            view.filter.isDisputed.toggle()
            view.refresh(report)
        case "a":
            view.filter = CaseFilter()
            view.refresh(report)
        case "n":
            keptOverlays.append(.evaluation(view))
            showData()
            return
        case "r":
            guard let evaluation, !evaluation.isRunning else { return }
            evaluate(evaluation.order.data)
            return
        case "s":
            guard let evaluation, evaluation.isRunning else { return }
            if evaluation.isWaiting {
                receive(.failed("Stopped; r starts it again."), number: evaluation.number)
            } else {
                emit(.stopEvaluation)
            }
        case "i":
            keptOverlays.append(.evaluation(view))
            overlay = .comparison(saidOfEvaluation)
            return
        case "w":
            guard report != nil else { return }
            keptOverlays.append(.evaluation(view))
            overlay = .ask(.evaluationPath, lineEditor("evaluation.html"))
            return
        case "o", "e":
            guard let report, view.rows.indices.contains(view.selected) else { return }
            take(report.rows[view.rows[view.selected]], character)
            return
        default: return
        }
        overlay = .evaluation(view)
    }

    /// Opens a case in the workbench, or adds it to the examples.
    mutating func take(_ row: EvaluationReport.Row, _ character: Character) {
        if character == "o" { open(row.one) } else { addExample(row) }
    }
}
