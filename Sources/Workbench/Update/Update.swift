import Prompting
import Sampling
import Terminal

/// Something that happened.
public enum Event: Sendable {
    /// A key, the mouse, another size.
    case terminal(TerminalEvent)
    /// What came of effects, in the order in which it came; together, because all of it is seen at once.
    case reports([Message])
}

/// Changes the state by what happened. The only way in which it changes.
///
/// - Returns: What the program is to do, in order.
public func update(_ state: inout State, _ event: Event) -> [Effect] {
    switch event {
    case .terminal(let event): state.receive(event)
    case .reports(let reports): for report in reports { state.receive(report) }
    }
    state.settle()
    defer { state.effects = [] }
    return state.effects
}

extension State {
    mutating func emit(_ effect: Effect) {
        effects.append(effect)
    }

    mutating func say(_ text: String, isError: Bool = false) {
        notice = Notice(text: text, isError: isError)
    }

    fileprivate mutating func receive(_ event: TerminalEvent) {
        switch event {
        case .key(let key):
            notice = nil
            receive(key)
        case .paste(let text):
            notice = nil
            paste(text)
        case .mouse(let event): receive(event)
        case .resized(let size):
            look.size = size
            tellLayers(.resized)
        case .resumed: emit(.redraw)
        case .terminated: leave()
        }
    }

    private mutating func receive(_ key: Key) {
        if !layers.isEmpty {
            // The way out and the way to the shell work over everything.
            if let action = binding(for: key)?.action, action == .suspend || action == .quit, !key.modifiers.isEmpty {
                return perform(action)
            }
            if receiveInLayer(.key(key)) { return }
            pane = .lanes
        }
        if isTyping, type(key) { return }
        if pane == .knobs, case .character(let character) = key.code, key.modifiers.isEmpty,
            character.isNumber || character == "." || character == "-"
        {
            typeKnob(startingWith: String(character))
            return
        }
        guard let binding = binding(for: key) else { return }
        perform(binding.action)
    }

    /// Does what a binding or the palette says, or says why it can't.
    mutating func perform(_ action: Action) {
        if let reason = disabledReason(action) {
            say(reason)
            return
        }
        showsWelcome = showsWelcome && ![.run, .help, .library, .newPrompt].contains(action)
        switch action {
        case .run:
            recordRun()
            models.retry()
            runAll()
        case .runLane: start(focusedLane)
        case .stop: stop()
        case .quit: leave()
        case .save, .saveAs, .library, .versions, .newPrompt: performOnFiles(action)
        case .models: emit(.listModels)
        case .history: showHistory()
        case .evaluation: showEvaluation()
        case .palette: show(PaletteLayer())
        case .help: show(HelpLayer(KeySection.all))
        case .nextPane: movePane(by: 1)
        case .previousPane: movePane(by: -1)
        case .toggleLive:
            isLive.toggle()
            if !isLive { isRunWanted = false }
            say(isLive ? "Live: lanes run again after every change." : "Not live: F5 or ^R runs the lanes.")
            if isLive { runStale() }
        case .toggleMouse:
            reportsMouse.toggle()
            emit(.remember(reportsMouse: reportsMouse))
            say(
                reportsMouse
                    ? "The mouse clicks, drags and scrolls here." : "The mouse selects text, as the terminal does.")
        case .showProbabilities: showsProbabilities.toggle()
        case .showDifferences: showsDifferences.toggle()
        case .showCompiled: showCompiled()
        case .undo: undo()
        case .redo: redo()
        case .editOutside: emit(.editOutside(field, editor(of: field).text))
        case .nextTheme:
            // What is seen changes with the first press, whatever the terminal says of its ground.
            theme = (theme == .automatic ? ground : theme) == .light ? .dark : .light
            emit(.useTheme(theme))
            say("Colours for a \(theme == .light ? "light" : "dark") ground.")
        case .suspend: emit(.suspend)
        case .redraw: emit(.redraw)
        case .nextTechnique, .nextLayout, .openField, .toggleExample, .addExample, .deleteExample, .moveExampleUp,
            .moveExampleDown, .previousField, .nextField:
            performOnPrompt(action)
        case .previousKnob, .nextKnob, .turnDown, .turnUp, .turnFarDown, .turnFarUp, .typeKnob, .resetKnob, .newSeed,
            .sameSeed:
            performOnKnobs(action)
        case .previousCandidate, .nextCandidate, .branch, .previousToken, .nextToken, .leaveToken:
            performOnTokens(action)
        default: performOnLanes(action)
        }
    }

    /// Why an action can do nothing now; nil if it can.
    func disabledReason(_ action: Action) -> String? {
        switch action {
        case .newLane, .branch: lanes.count >= 8 ? "There are 8 lanes, and no more fit: remove one first (x)." : nil
        case .removeLane: lanes.count == 1 ? "This is the only lane." : nil
        case .showDifferences:
            lanes.count == 1 && lane.pinned == nil ? "There is no other lane to compare with: n makes one." : nil
        case .focusLane(let index): index >= lanes.count ? "There is no lane \(index + 1)." : nil
        case .undo: done.isEmpty && !(isTyping && editor(of: field).canUndo) ? "There is nothing to undo." : nil
        case .redo: undone.isEmpty && !(isTyping && editor(of: field).canRedo) ? "There is nothing to redo." : nil
        case .toggleExample, .deleteExample, .moveExampleUp, .moveExampleDown:
            field.example == nil ? "Choose an example first." : nil
        case .previousSample, .nextSample:
            lane.output.sampleCount > 1
                ? nil
                : setup.samples(of: focusedLane) > 1
                    ? "The lane's samples are still to come."
                    : "The lane has one sample; the knob “samples” asks for more."
        case .editOutside: isTyping ? nil : "Choose a text field first."
        default: nil
        }
    }

    /// Esc: out of whatever is open, else the runs end.
    private mutating func stop() {
        if lanes.contains(where: \.isRunning) {
            for index in lanes.indices {
                // What the lane has shown is a run too, and its end is still to come.
                let stopped = lanes[index].incoming == nil ? lanes[index].run : nil
                let hadNothing = lanes[index].run != nil && lanes[index].incoming != nil
                cancel(index)
                lanes[index].stopped = stopped
                if hadNothing { lanes[index].wasStopped = true }
            }
            say("Stopped; what there is stays.")
        } else if lane.tokenCursor != nil {
            lanes[focusedLane].tokenCursor = nil
        } else if let example = field.example, openExample == example {
            field = .example(example)
            openExample = nil
        }
    }

    private mutating func leave() {
        recordRun()
        keepDraft()
        emit(.quit)
    }

    /// Puts unsaved work where the next start finds it, or removes what was put there.
    mutating func keepDraft() {
        isDraftDue = false
        emit(isUnsaved ? .keepDraft(path: path, promptForSaving) : .forgetDraft)
    }

    private mutating func movePane(by step: Int) {
        let panes = Pane.allCases
        let index = panes.firstIndex(of: pane) ?? 0
        pane = panes[(index + step + panes.count) % panes.count]
    }

    /// Puts everything in order after a change: what no longer exists is left, what the cursor is on is seen.
    mutating func settle() {
        focusedLane = min(max(0, focusedLane), lanes.count - 1)
        if !fields.contains(field) {
            field = field.example.map { .example(min($0, prompt.examples.count - 1)) } ?? .input
        }
        if !fields.contains(field) { field = .instruction }
        knob = min(max(0, knob), Knob.all.count - 1)
        settleModels()
        settleBenchmark()
        if let cursor = lane.tokenCursor, cursor >= lane.output.tokens.count {
            lanes[focusedLane].tokenCursor = lane.output.tokens.isEmpty ? nil : lane.output.tokens.count - 1
        }
        let asked = CountedPrompt(lane: lane.id, model: setup.modelWord(of: focusedLane))
        if counted != asked {
            counted = asked
            emit(.schedule(.count, milliseconds: 30))
        }
        settleRecording()
        settleDifferences()
        settleScreen()
        settleChart()
    }
}
