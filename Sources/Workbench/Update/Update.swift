import Prompting
import Terminal

/// An event for the screen.
package enum Event: Sendable {
    /// A key, the mouse, or another size.
    case terminal(TerminalEvent)
    /// Messages from outside of the screen, in the order in which they came. They come together because they are drawn
    /// together.
    case reports([Message])
}

/// Changes the state by an event. This is the only way in which the state changes.
///
/// - Returns: The effects that the program is to carry out, in order.
package func update(_ state: inout State, _ event: Event) -> [Effect] {
    switch event {
    case .terminal(let event): state.receive(event)
    case .reports(let messages): for message in messages { state.receive(message) }
    }
    state.settle()
    defer { state.effects = [] }
    return state.effects
}

extension State {
    fileprivate mutating func receive(_ event: TerminalEvent) {
        switch event {
        case .key(let key):
            screen.notice = nil
            receive(key)
        case .paste(let text):
            screen.notice = nil
            paste(text)
        case .mouse(let event): receive(event)
        case .resized(let size):
            screen.look.size = size
            tellLayers(.resized)
        case .resumed: carryOut([.effect(.terminal(.redraw))])
        case .terminated: leave()
        }
    }

    private mutating func receive(_ key: Key) {
        if !layers.isEmpty {
            // Quitting and suspending work over everything.
            let action = Binding.of(key, in: screen.pane, isTyping: isTyping)?.action
            if let action, action == .suspend || action == .quit, !key.modifiers.isEmpty { return perform(action) }
            if action == .palette, layers.isListed { return perform(.palette) }
            if receiveInLayer(.key(key)) { return }
            screen.pane = .lanes
        }
        if isTyping {
            let clipboard = clipboard
            var isText = true
            track { state in
                let requests = state.composer.type(key, clipboard: clipboard)
                isText = requests != nil
                return requests ?? []
            }
            if isText { return }
        }
        if screen.pane == .knobs, case .character(let character) = key.code, key.modifiers.isEmpty,
            character.isNumber || character == "." || character == "-"
        {
            let setup = setup
            return track { $0.board.typeKnob(startingWith: String(character), setup) }
        }
        if let binding = Binding.of(key, in: screen.pane, isTyping: isTyping) { perform(binding.action) }
    }

    private mutating func paste(_ text: String) {
        guard layers.isEmpty else {
            _ = receiveInLayer(.paste(text))
            return
        }
        if !isTyping {
            screen.pane = .prompt
            composer.field = .input
        }
        track { $0.composer.edit(.paste(text)) }
    }

    /// Brings everything in order after a change: leaves what doesn't exist any more, and scrolls to the cursor.
    mutating func settle() {
        settleKeptEvaluation()
        carryOut(evaluations.making.settle(isListed: layers.nearest(MakingLayer.self) != nil))
        board.settle()
        composer.settleField()
        let setup = setup
        settleModels(setup)
        carryOut(board.settleLive(setup))
        board.settleToken()
        carryOut(tokens.settle(board.lane.id, setup.modelWord(of: focusedLane)))
        if board.hasNews, !board.isRunning { carryOut(keeping.wantRecording()) }
        board.settleDifferences()
        carryOut(board.settleAnswers(setup))
        settlePlaces()
        carryOut(tokenChart.settle(board.lane, setup.settings(of: focusedLane)))
    }

    /// Closes what was opened from the list of kept evaluations with that list. The session's results are seen again, whose news
    /// may have come meanwhile.
    private mutating func settleKeptEvaluation() {
        guard evaluations.opened != nil, layers.nearest(KeptEvaluationsLayer.self) == nil else { return }
        evaluations.opened = nil
        let report = evaluation?.results?.report
        _ = layers.update(EvaluationLayer.self) { $0.refresh(report) }
    }

    /// Asks for the models that lanes name, and begins a benchmark that has waited.
    private mutating func settleModels(_ setup: Setup) {
        for word in setup.modelWords where models.states[word] == nil {
            models.states[word] = .loading(name: word ?? "the model", progress: 0)
            carryOut([.effect(.engine(.loadModel(word, idle: setup.idleModels(evaluations))))])
        }
        board.settleModels(setup.modelWords)
        guard models.benchmark != nil else { return }
        func isHere(_ model: ModelState?) -> Bool { model?.facts?.isServer != true }
        var isComputing = models.isLoading
        isComputing =
            isComputing || setup.lanes.indices.contains { board.lanes[$0].isRunning && isHere(setup.model(of: $0)) }
        if let evaluation = evaluations.current, evaluation.isRunning, !evaluation.isWaiting {
            isComputing = isComputing || evaluation.order.models.contains { isHere(models.states[$0]) }
        }
        isComputing = isComputing || evaluations.attacks.models.contains { isHere(models.states[$0]) }
        isComputing = isComputing || making?.isRunning == true
        carryOut(models.settleBenchmark(isComputing: isComputing, idle: setup.idleModels(evaluations)))
    }

    /// Makes texts fit their places, and scrolls to the cursor.
    private mutating func settlePlaces() {
        screen.settle()
        let layout = layout
        board.firstLane = layout.lanes.first?.index ?? board.firstLane
        for index in board.lanes.indices {
            guard let area = layout.textArea(of: index, board) else { continue }
            board.settleText(of: index, columns: area.size.columns)
        }
        board.textSize =
            layout.textArea(of: focusedLane, board)?.size
            ?? Size(columns: max(1, size.columns - 4), rows: max(1, size.rows - 8))
        composer.settle(in: layout.composerArea(size))
    }
}
