import History
import Lanes
import Library
import Models
import Prompting
import Terminal

extension State {
    /// Takes a message from outside of the screen.
    mutating func receive(_ message: Message) {
        switch message {
        case .engine(let message): receive(message)
        case .models(let message): receive(message)
        case .files(let message): receive(message)
        case .history(let answer): receive(answer)
        case .evaluation(let message): receive(message)
        case .timer(let timer): receive(timer)
        case .ground(let ground): screen.ground = ground
        case .notice(let text, let isError): say(text, isError: isError)
        }
    }

    private mutating func receive(_ message: EngineMessage) {
        switch message {
        case .run(let run, let event): carryOut(board.take(event, of: run))
        case .model(let word, let model): receive(model, of: word)
        case .modelUnloaded(let path):
            models.forget(path: path)
            carryOut([.model(.listAgain)])
        case .distribution(let history, let word, let result):
            tokenChart.take(result, after: history, model: word)
            board.take(result, after: history, model: word)
        case .likelihoods(let request, let word, let result):
            board.take(result, of: request, model: word)
            tellLayers(.message(.engine(message)))
        case .predictability, .spelled: tellLayers(.message(.engine(message)))
        case .rendered(let number, let result):
            let (lane, setup) = (focusedLane, setup)
            if tokens.take(result, number: number, lane: lane, setup) { tellLayers(.message(.engine(message))) }
        }
    }

    private mutating func receive(_ message: ModelsMessage) {
        switch message {
        case .modelsListed(let entries, let memory): receive(entries, memory)
        case .modelsChanged(let notice): carryOut([.model(.say(notice)), .model(.listAgain)])
        case .benchmark(let number, let news): carryOut(models.take(news, number: number))
        case .addition(let number, let news): carryOut(models.take(news, number: number))
        }
    }

    private mutating func receive(_ message: FilesMessage) {
        switch message {
        case .opened(let path, let isShipped, let prompt, let notices):
            let left = setAside()
            closeUnchanged(of: path)
            show(prompt, path: path, isShipped: isShipped)
            if let first = notices.first ?? left { say(first) }
        case .saved(let path, let notices): noteSaved(path, notices)
        case .conflict(let path, let now):
            show(ChoiceLayer(choice: .aboutChangedFile(path, now, mine: promptForSaving)))
        case .libraryListed(let entries):
            if layers.nearest(LibraryLayer.self) == nil { show(LibraryLayer(entries: entries)) }
            tellLayers(.message(.files(message)))
        case .unsavedListed: tellLayers(.message(.files(message)))
        case .versionsListed(let versions, let path, let now): receive(versions, of: path, now)
        case .tagged(let path, let tags):
            openPrompts.note(tags, of: path)
            guard path == session.path else { return }
            composer.prompt.tags = tags
            composer.readEditors()
            session.savedPrompt.tags = tags
        case .libraryChanged(let notice, _):
            if layers.nearest(LibraryLayer.self) == nil { say(notice) }
            tellLayers(.message(.files(message)))
        case .moved(let path): noteMoved(to: path)
        case .movedBeside(let path, let now):
            // What an unchanged one has is in the trash; a changed one has its draft.
            if now == nil { closeUnchanged(of: path) }
            openPrompts.note(path, movedTo: now)
        case .draftsFound(let drafts): offer(drafts)
        case .trashListed(let prompts):
            if layers.nearest(TrashLayer.self) == nil { layers.push(TrashLayer(prompts)) }
            tellLayers(.message(.files(message)))
        case .formatsListed(let formats, let purpose): choose(from: formats, for: purpose)
        case .imported(let file): receive(file)
        case .exported(let path, let losses): noteExported(path, losses)
        case .pathCompleted: tellLayers(.message(.files(message)))
        case .passagesFound(let question, let answer): receive(answer, to: question)
        case .editedOutside(let field, let text): track { $0.composer.take(text, for: field) }
        }
    }

    private mutating func receive(_ message: EvaluationMessage) {
        switch message {
        case .dataListed, .dataDescribed, .dataShown, .votes, .votable:
            tellLayers(.message(.evaluation(message)))
        case .judging(let number, let news):
            tellLayers(.message(.evaluation(message)))
            guard layers.nearest(JudgeLayer.self) == nil else { return }
            switch news {
            case .progress: break
            case .ended:
                let place = number == LanesToJudge.number ? "lanes" : "evaluation"
                say("The judge is done, and its verdicts are kept: j in the \(place) shows them.")
            case .failed(let sentence): say(sentence, isError: true)
            }
        case .attacks(let number, let news): receive(news, number: number, .evaluation(message))
        case .making(let number, let news): receive(news, number: number)
        case .evaluation(let number, let news):
            guard evaluations.take(news, number: number) else { return }
            tellLayers(.message(.evaluation(message)))
            carryOut(news.requests)
        }
    }

    private mutating func receive(_ timer: Effect.Timer) {
        let setup = setup
        switch timer {
        case .liveRun: board.awaitsPause = false
        case .draft: keepDraft()
        case .record: if board.isRunning { keeping.recorded() } else { recordRun() }
        case .count:
            guard let facts = setup.facts(of: focusedLane), let compiled = try? setup.compiled(focusedLane, for: facts)
            else {
                tokens.tokens = nil
                return
            }
            carryOut(tokens.ask(compiled, setup.modelWord(of: focusedLane)))
        }
    }

    private mutating func receive(_ model: ModelState, of word: String?) {
        models.states[word] = model
        let setup = setup
        let affected = setup.lanes.indices.filter { setup.modelWord(of: $0) == word }
        carryOut(board.take(model, of: affected, setup))
        carryOut(evaluations.note(word, model, models.states))
        if !models.isLoading { board.isRunWanted = false }
        if !model.isLoading { carryOut([.model(.listAgain)]) }
    }

    private mutating func receive(_ answer: HistoryAnswer) {
        switch answer {
        case .page(let number, _, _, _):
            if number == keeping.listing { tellLayers(.message(.history(answer))) }
        case .usage: tellLayers(.message(.history(answer)))
        case .pairRefused(_, let sentence):
            say(sentence, isError: true)
            tellLayers(.message(.history(answer)))
        case .pairs: tellLayers(.message(.history(answer)))
        case .evaluationFound(let id, let prompt):
            // If another layer is open, the user has turned to something else since.
            guard layers.top is PairLayer else { return }
            showKeptEvaluations(prompt)
            emit(.history(.openEvaluation(id)))
        case .run(let run, let prompt): show(run, prompt)
        case .runs(let first, let second):
            if !(layers.top is HistoryLayer) { layers.clear() }
            let comparison = Comparison(first, second, width: Comparison.textWidth(size), glyphs: glyphs)
            carryOut([.compare(comparison)])
        case .evaluation(let kept):
            tellLayers(.message(.history(answer)))
            show(kept)
        case .changed(let sentence):
            let isListed =
                layers.nearest(HistoryLayer.self) != nil || layers.nearest(KeptEvaluationsLayer.self) != nil
            if !isListed { say(sentence) }
            tellLayers(.message(.history(answer)))
        case .evaluations: tellLayers(.message(.history(answer)))
        case .failed(let sentence):
            let isTold = layers.top is HistoryLayer || layers.top is KeptEvaluationsLayer
            if !isTold { say(sentence, isError: true) }
            tellLayers(.message(.history(answer)))
        }
    }
}

extension EvaluationNews {
    /// The sentence about it, for the case that something else is shown.
    fileprivate var requests: [Request] {
        switch self {
        case .progress: []
        case .ended: [.tellOfEvaluation("The evaluation is done: Alt-g shows it.")]
        case .failed(let problem): [.tellOfEvaluation(problem, isError: true)]
        }
    }
}
