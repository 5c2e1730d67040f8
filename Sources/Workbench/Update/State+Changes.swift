import Prompting
import Sampling
import Terminal
import TextLayout

extension State {
    /// Lets a part of the screen act, so that its changes of prompt or lanes can be undone.
    mutating func track(_ body: (inout State) -> [Request]) {
        let before = step
        for request in body(&self) {
            if case .changed(let change) = request {
                session.note(change, before)
                noteChange(change.scope)
            } else {
                carryOut([request])
            }
        }
    }

    private var step: Session.Step {
        Session.Step(prompt: composer.prompt, lanes: board.lanes, focusedLane: focusedLane)
    }

    /// Marks the outputs that depend on a change as stale, and asks for a draft and for new runs.
    private mutating func noteChange(_ scope: Change.Scope) {
        session.countChange()
        if scope != .none { board.isByHand = false }
        board.noteChange(scope)
        carryOut(keeping.wantDraft())
        if scope == .all { carryOut([.effect(.schedule(.count, milliseconds: 150))]) }
        guard board.isLive, scope == .all else { return }
        board.awaitsPause = true
        carryOut([.effect(.schedule(.liveRun, milliseconds: 350))])
    }

    mutating func undo() {
        if isTyping, composer.canUndo { return track { $0.composer.edit(.undo) } }
        guard let step = session.undo(step) else { return carryOut([.say("There is nothing to undo.")]) }
        restore(step)
        carryOut([.say("Undone: \(step.what).")])
    }

    mutating func redo() {
        if isTyping, composer.canRedo { return track { $0.composer.edit(.redo) } }
        guard let step = session.redo(step) else { return }
        restore(step)
        carryOut([.say("Done again: \(step.what).")])
    }

    /// Restores an earlier state. What the lanes have generated meanwhile stays.
    private mutating func restore(_ step: Session.Step) {
        let isSamePrompt = composer.prompt.sent == step.prompt.sent
        composer.prompt = step.prompt
        let (changed, requests) = board.restore(step.lanes, focusedLane: step.focusedLane)
        carryOut(requests)
        composer.readEditors()
        guard isSamePrompt else { return noteChange(.all) }
        noteChange(.none)
        for index in board.lanes.indices where changed.contains(board.lanes[index].id) { noteChange(.lane(index)) }
        carryOut([.effect(.schedule(.count, milliseconds: 150))])
    }

    /// Shows another prompt; everything of the old one is removed. Its lanes run if they are live, unless `isRunning`
    /// is false.
    mutating func show(_ prompt: Prompt, path: String?, isShipped: Bool, isRunning: Bool = true) {
        if !board.lanes.isEmpty { recordRun() }
        carryOut(board.cancelAll())
        session.path = path
        session.isShipped = isShipped
        var shown = prompt
        evaluations.openedCase = nil
        if let (filled, first) = Self.withFirstCase(prompt) {
            shown.variables = filled.variables
            evaluations.openedCase = OpenedCase(first, takesInput: false)
        }
        var all = prompt.lanes
        if all.isEmpty {
            all = [Lane(name: "A")]
            shown.technique = prompt.technique ?? prompt.defaultTechnique
        }
        carryOut(board.begin(all))
        composer.begin(shown)
        tokenChart = Chart()
        tokens.tokens = nil
        session.assumed = Session.Assumed(
            lanes: prompt.lanes, shownLanes: board.lanes.map(\.lane), technique: prompt.technique,
            values: shown.variables.filter { prompt.variables[$0.key] == nil }.mapValues { [$0] })
        session.begin()
        session.savedPrompt = promptForSaving
        carryOut([.effect(.schedule(.count, milliseconds: 50))])
        let setup = setup
        if board.isLive, isRunning, !setup.isBlank { carryOut(board.runAll(setup)) }
    }
}

extension State {
    /// Creates the state before anything is opened.
    ///
    /// - Parameters:
    ///   - size: The terminal's size.
    ///   - glyphs: The characters that it can draw.
    ///   - prompt: The prompt to show first.
    ///   - path: The path of its file; nil if it has none.
    ///   - isShipped: True if that file comes with Lathe.
    ///   - guide: The lines that say what to press; nil for none.
    ///   - language: Their language.
    ///   - reportsMouse: True if the mouse is on.
    ///   - model: The model for lanes and prompts that name none.
    ///   - theme: The theme, which says for which ground.
    ///   - secondsFromGMT: The number of seconds by which the user's clock is ahead of Greenwich's.
    ///   - userSettings: Settings that come after the prompt's.
    ///   - userArguments: Values for chat templates that come after the prompt's, each written as JSON.
    ///   - chat: What replaces the models' chat templates and, by name, what they read.
    ///   - templateFile: The file of that template.
    package init(
        size: Size, glyphs: Glyphs = .unicode, prompt: Prompt, path: String? = nil, isShipped: Bool = false,
        guide: Guide? = nil, language: Language = .english, reportsMouse: Bool = false,
        model: ModelChoice = ModelChoice(),
        theme: ThemeChoice = .automatic, secondsFromGMT: Int = 0, userSettings: SettingsPatch = SettingsPatch(),
        userArguments: [String: String] = [:], chat: ChatOptions = ChatOptions(), templateFile: String? = nil
    ) {
        screen = Screen(look: Look(size: size, glyphs: glyphs, secondsFromGMT: secondsFromGMT, language: language))
        screen.guide = guide
        screen.reportsMouse = reportsMouse
        screen.theme = theme
        session = Session(
            userSettings: userSettings, userArguments: userArguments, chat: chat, templateFile: templateFile)
        composer = Composer(glyphs: glyphs)
        board = Board(glyphs: glyphs)
        models = ModelShelf(choice: model)
        show(prompt, path: path, isShipped: isShipped)
        settle()
        // Nothing can run before there is a model; the first event sends these.
        effects = effects.filter { if case .engine(.loadModel) = $0 { true } else { false } }
    }
}

extension Prompt {
    /// The prompt without what no lane sends, for telling whether a change concerns outputs.
    fileprivate var sent: Prompt {
        var prompt = self
        (prompt.name, prompt.description, prompt.tags, prompt.testData) = ("", "", [], [])
        (prompt.evaluators, prompt.unread) = (nil, nil)
        return prompt
    }
}
