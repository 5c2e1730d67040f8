import Lanes
import Library
import Prompting
import Terminal

extension State {
    /// Performs an action, or says why it is off.
    mutating func perform(_ action: Action) {
        if let reason = disabledReason(action) { return carryOut([.say(reason)]) }
        screen.guide(past: action)
        switch action {
        case .run:
            recordRun()
            models.retry()
            passages.forget()
            board.isByHand = true
            carryOut(board.runAll(setup))
        case .runLane:
            board.isByHand = true
            carryOut(setup.isBlank ? board.runAll(setup) : board.start(focusedLane, setup))
        case .stop: stop()
        case .quit: leave()
        case .save, .saveAs, .newPrompt: performOnFiles(action)
        case .library: carryOut([.effect(.files(.listLibrary))])
        case .importFile: askForImport()
        case .exportPrompt: carryOut([.effect(.files(.listFormats))])
        case .models: carryOut([.effect(.models(.listModels))])
        case .versions: openVersions()
        case .history: showHistory()
        case .evaluation: showEvaluation()
        case .vote: showVotes()
        case .attack: showAttacks()
        case .makeCandidates: showMaking()
        case .judge: ask(.forJudge { [.judgeLanes($0)] })
        case .keptEvaluations: showKeptEvaluations("")
        case .palette: layers.push(PaletteLayer(over: layers.top))
        case .help: show(HelpLayer(KeySection.all))
        case .fullScreen: openLane()
        case .showCompiled: openCompiled()
        case .askLikelihood: askForContinuation()
        case .showPredictability: showPredictability()
        case .nextPane: screen.movePane(by: 1)
        case .previousPane: screen.movePane(by: -1)
        case .toggleLive: toggleLive()
        case .toggleTutorial: carryOut(screen.toggleTutorial())
        case .toggleMouse: carryOut(screen.toggleMouse())
        case .nextTheme: carryOut(screen.nextTheme())
        case .showProbabilities:
            board.showsProbabilities.toggle()
            say(
                board.showsProbabilities
                    ? "Tokens are coloured by their probability; the lane's lower edge has the steps."
                    : "Tokens have no colours of their own any more.")
        case .showDifferences: board.showsDifferences.toggle()
        case .showOnlyChanged:
            board.showsOnlyChanged.toggle()
            say(
                board.showsOnlyChanged
                    ? "Lanes whose last run wrote the same as the one before are hidden; d shows all."
                    : "All lanes are shown.")
        case .undo: undo()
        case .redo: redo()
        case .editOutside:
            carryOut([.effect(.terminal(.editOutside(composer.field, composer.editor(of: composer.field).text)))])
        case .suspend: carryOut([.effect(.terminal(.suspend))])
        case .redraw: carryOut([.effect(.terminal(.redraw))])
        case .nextTechnique:
            changeTechnique((composer.prompt.technique ?? composer.prompt.defaultTechnique).next)
        case .nextLayout: changeLayout(setup.shownLayout(focusedLane: focusedLane) == .chat ? .completion : .chat)
        case .chooseTechnique:
            let now = composer.prompt.technique ?? composer.prompt.defaultTechnique
            layers.push(ChoiceLayer(choice: Technique.choice(now: now)))
        case .chooseLayout:
            layers.push(ChoiceLayer(choice: Layout.choice(now: setup.shownLayout(focusedLane: focusedLane))))
        case .openField, .addTurns, .deleteTurn, .toggleExample, .addExample, .deleteExample, .moveExampleUp,
            .moveExampleDown, .frameExamples, .editParts, .previousField,
            .nextField:
            track { $0.composer.perform(action) }
        case .previousKnob, .nextKnob, .turnDown, .turnUp, .turnFarDown, .turnFarUp, .typeKnob, .resetKnob, .newSeed,
            .sameSeed:
            track { $0.board.turn(action, $0.setup) }
        case .previousCandidate: tokenChart.moveCandidate(by: -1)
        case .nextCandidate: tokenChart.moveCandidate(by: 1)
        case .previousToken: carryOut(board.moveToken(by: -1))
        case .nextToken: carryOut(board.moveToken(by: 1))
        case .leaveToken: board.lanes[focusedLane].tokenCursor = nil
        case .branch:
            guard let candidate = tokenChart.candidate(of: board.lane.id) else {
                return carryOut([.say("There is no candidate to branch off with.")])
            }
            track { $0.board.branch(to: candidate, $0.setup) }
        case .showTree: openTree()
        case .showSupport: showSupport()
        case .showPassages: openPassages()
        case .explain: explain()
        case .useOutput: askForUseOfOutput()
        case .answerOutput: continueFromOutput()
        case .nextPrompt: turnToNext()
        case .nextCase: moveCase(by: 1)
        case .previousCase: moveCase(by: -1)
        case .rateUp: turnRating(by: 1)
        case .rateDown: turnRating(by: -1)
        case .viewImages: carryOut(board.viewImages(setup))
        case .copyCommand:
            let command = LaneCommand(
                lane: board.lane.lane, path: session.path, prompt: composer.prompt, saved: session.savedPrompt,
                variables: composer.variableNames, chat: session.chat, templateFile: session.templateFile)
            carryOut(board.copy(command.text, what: "The command"))
        case .copyComparison, .exportComparison: export(isCopy: action == .copyComparison)
        default: track { $0.board.perform(action, $0.setup) }
        }
    }

    /// Handles Esc: closes what is open, else stops the runs.
    private mutating func stop() {
        if board.isRunning {
            carryOut(board.stop() + [.say("Stopped. The text so far is kept.")])
        } else if board.lane.tokenCursor != nil {
            board.lanes[focusedLane].tokenCursor = nil
        } else if !composer.leaveExample(), board.dropWaitingRuns() {
            say("Stopped before the lanes ran. F5 runs them.")
        }
    }

    /// Unfolds the thoughts of the lane at the cursor, or opens it on the whole screen where nothing is folded.
    private mutating func openLane() {
        guard board.lane.output.hasThoughts, !board.lane.output.isUnfolded else { return show(LaneLayer()) }
        board.lanes[focusedLane].output.toggleThoughts()
        say("Enter opens the lane on the whole screen, t folds the thoughts again.")
    }

    mutating func leave() {
        recordRun()
        keepDraft()
        carryOut([.effect(.quit)])
    }

    private mutating func toggleLive() {
        board.isLive.toggle()
        if !board.isLive { (board.isRunWanted, board.awaitsPause) = (false, false) }
        carryOut([
            .say(board.isLive ? "Live: lanes run again after every change." : "Not live: F5 or ^R runs the lanes.")
        ])
    }

    /// Sets the prompt's technique, and says on which lanes that has no effect because they have their own.
    mutating func changeTechnique(_ technique: Technique) {
        track { state in
            state.composer.prompt.technique = technique
            return [.changed(Change("the technique"))]
        }
        let own = board.lanes.filter { $0.lane.technique != nil }.map(\.lane.name)
        let sentence =
            if own.isEmpty {
                "Technique: \(technique.title)."
            } else if own.count == board.lanes.count {
                "Technique of the prompt: \(technique.title). Every lane has its own, which T changes there."
            } else {
                "Technique: \(technique.title). \(own.count == 1 ? "Lane" : "Lanes") \(own.joined(separator: ", ")) "
                    + "\(own.count == 1 ? "has its" : "have their") own."
            }
        carryOut([.say(sentence)])
    }

    /// Sets the prompt's layout, if the focused lane's model has it.
    mutating func changeLayout(_ layout: Layout) {
        if layout == .chat, setup.facts(of: focusedLane)?.hasChatTemplate == false {
            guard board.lane.lane.layout == .chat else {
                return carryOut([
                    .say("The model has no chat template, so it needs the completion layout.", isError: true)
                ])
            }
            track { state in
                state.board.lanes[state.focusedLane].lane.layout = nil
                return [.changed(Change("the layout"))]
            }
            let name = board.lane.lane.name
            return carryOut([.say("Lane \(name) uses the completion layout: its model has no chat template.")])
        }
        track { state in
            state.composer.prompt.layout = layout
            return [.changed(Change("the layout"))]
        }
        let own = board.lanes.filter { $0.lane.layout != nil }.map(\.lane.name)
        let whose =
            own.count == 1 ? "Lane \(own[0]) keeps its own." : "Lanes \(own.joined(separator: ", ")) keep their own."
        carryOut([.say("Layout: \(layout.rawValue)." + (own.isEmpty ? "" : " " + whose))])
    }
}
