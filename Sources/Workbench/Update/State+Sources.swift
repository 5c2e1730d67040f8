import History
import Prompting

extension State {
    /// Takes the passages that were searched for, and starts the lanes that waited for them.
    mutating func receive(_ answer: Result<[FoundPassage], SourceProblem>, to question: SourceQuestion) {
        passages.take(answer, to: question)
        if case .failure(let problem) = answer { say(problem.description, isError: true) }
        for index in board.lanes.indices where board.lanes[index].awaited == question {
            board.lanes[index].awaited = nil
            let setup = setup
            carryOut(board.start(index, setup))
        }
        emit(.schedule(.count, milliseconds: 1))
        if let layer = layers.top as? CompiledLayer, layer.lane == board.lane.id { openCompiled() }
        let (passages, said) = (passages, passageAnswer)
        _ = layers.update(PassagesLayer.self) { $0.take(passages, answer: said) }
    }

    /// Takes the passages that lanes of a run in the history were sent for those that are found, until they are searched for again.
    mutating func takePassages(of run: RunRecord) {
        for (index, lane) in run.lanes.prefix(board.lanes.count).enumerated() {
            guard let question = try? setup.sourceQuestion(of: index),
                let sent = composer.prompt.passages(sentIn: lane.request.prompt.body)
            else { continue }
            passages.take(.success(sent.map { FoundPassage($0) }), to: question)
        }
    }

    /// Shows the passages of the focused lane's sources.
    mutating func openPassages() {
        guard composer.prompt.usesSources || !givenPassages.isEmpty else {
            return say(
                "The prompt has no sources: `sources` in its file names files, and {{sources}} in a text is their place."
            )
        }
        do {
            guard let question = try setup.sourceQuestion(of: focusedLane) else {
                guard setup.prompt.search(of: board.lane.lane) != .none else {
                    return say("Lane \(board.lane.lane.name) gets no sources.")
                }
                return openGivenPassages()
            }
            carryOut(passages.ask(question))
            var layer = PassagesLayer(lane: board.lane.lane.name, .search(question))
            layer.take(passages, answer: passageAnswer)
            layers.push(layer)
        } catch {
            say(screenText(of: error), isError: true)
        }
    }

    /// Shows the passages that the variable has as its value, as those of a run in the history.
    private mutating func openGivenPassages() {
        guard !givenPassages.isEmpty else {
            return say("The variable `sources` has a value of its own, so nothing is searched for.")
        }
        var layer = PassagesLayer(lane: board.lane.lane.name, .value(folder: setup.images.prompt))
        layer.take(givenPassages.map { FoundPassage($0) }, answer: passageAnswer)
        layers.push(layer)
    }

    private var givenPassages: [Passage] {
        PassageText.passages(in: composer.prompt.variables[PromptSources.variable] ?? "")
    }

    /// The focused lane's answer, in which citations are looked for; empty if it belongs to an earlier state of the prompt.
    private var passageAnswer: String { board.lane.isStale ? "" : board.lane.output.answer }
}
