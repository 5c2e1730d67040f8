import Evaluation
import Lanes
import Prompting
import Sampling

extension State {
    /// Why no model can judge the lanes as they stand; nil if one can.
    var reasonAgainstJudging: String? {
        if board.lanes.count < 2 { return "Verdicts compare two lanes or more: n makes another one." }
        if board.isRunning { return "The lanes are still running: wait for their end, or stop them with Esc." }
        if let lane = board.lanes.first(where: \.isStale) {
            return
                "The output of lane \(look.line(lane.lane.name)) is of an earlier state of the prompt or the settings: F5 runs the lanes again."
        }
        let judged = board.lanes.indices.filter { !answers(ofLane: $0).allSatisfy { $0 == nil } }
        if judged.count < 2 { return "Verdicts compare the outputs of two lanes or more: F5 runs the lanes." }
        let setup = setup
        return judged.first { setup.facts(of: $0) == nil }.map {
            "The model of lane \(look.line(board.lanes[$0].lane.name)) isn't loaded."
        }
    }

    /// Lets a model judge the lanes as they stand; the usual one if its word is empty.
    mutating func judgeLanes(with word: String) {
        // A live lane may have begun to run while the model's name was typed.
        if let reason = reasonAgainstJudging { return say(reason) }
        // So that their pairs are found again from the run.
        recordRun()
        do {
            let lanes = try lanesToJudge()
            layers.push(JudgeLayer(LanesToJudge.number, of: lanes.promptName, look))
            emit(.evaluation(.judgeLanes(lanes, model: word)))
        } catch {
            say(screenText(of: error), isError: true)
        }
    }

    private func lanesToJudge() throws -> LanesToJudge {
        let setup = setup
        let prompt = composer.prompt
        let name = prompt.name.isEmpty ? title : prompt.name
        var lanes: [LanesToJudge.Lane] = []
        for index in board.lanes.indices {
            let answers = answers(ofLane: index)
            guard let facts = setup.facts(of: index), answers.contains(where: { $0 != nil }) else { continue }
            let resolved = try setup.resolved(index)
            let outputs = answers.map { answer -> PairOutput? in
                guard let answer else { return nil }
                var output = PairOutput(
                    prompt: name, lane: resolved.name, technique: resolved.technique, model: facts.name,
                    settings: resolved.settings.settings, request: "", text: answer.text)
                if answer.hasCalls { output.hasCalls = true }
                return output
            }
            lanes.append(
                LanesToJudge.Lane(
                    name: resolved.name, model: setup.modelWord(of: index), outputs: outputs,
                    run: board.lanes[index].output.run))
        }
        // Without what a lane has of its own, but for passages: those of the focused lane.
        let compiled = try prompt.compile(
            technique: .zeroShot, layout: .chat, hasChatTemplate: true,
            variables: try setup.sourceValues(of: focusedLane), images: setup.images)
        var question: [Prompting.Message] = []
        if case .chat(let messages, _) = compiled.body { question = messages }
        let opened = evaluations.openedCase.flatMap { $0.stands(in: prompt) ? $0.one : nil }
        return LanesToJudge(
            promptName: name, caseID: opened?.id ?? Self.caseID(of: question), question: question,
            references: opened?.expected ?? [], lanes: lanes)
    }

    /// Returns the id of what was typed, by which it is the same case as long as it isn't changed.
    private static func caseID(of question: [Prompting.Message]) -> String {
        var hash = StableHash()
        for message in question {
            hash.add(message.role.rawValue)
            for text in [message.text] + message.images.map(\.path) { hash.add(text) }
        }
        return "input \(String(hash.value, radix: 16))"
    }

    /// Returns a lane's outputs without thoughts, with calls of tools as trees; nil in place of one that was stopped or has
    /// nothing but thoughts.
    private func answers(ofLane index: Int) -> [(text: String, hasCalls: Bool)?] {
        guard let result = board.lanes[index].output.result, result.error == nil else { return [] }
        return result.samples.map { sample in
            guard !sample.isUnanswered, sample.stages.last?.finish != .cancelled,
                let text = ThoughtTags.usual.answer(in: sample.textBesideCalls)
            else { return nil }
            return (sample.calls.shown(below: text), !sample.calls.isEmpty)
        }
    }
}
