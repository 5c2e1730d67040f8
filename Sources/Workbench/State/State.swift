import Lanes
import Library
import Models
import Prompting
import Sampling
import Terminal
import TextLayout

/// The whole state of the screen.
///
/// Only `update` changes it, and `view` draws it: see ``Workbench``.
package struct State: Sendable {
    /// The effects that the program is to carry out for this change.
    var effects: [Effect] = []
    var screen: Screen
    /// The layers over the panes.
    var layers = LayerStack()
    var session: Session
    var openPrompts = OpenPrompts()
    var composer: Composer
    var board: Board
    var tokens = TokenCount()
    var passages = Passages()
    var tokenChart = Chart()
    var models: ModelShelf
    var evaluations = Evaluations()
    var keeping = Keeping()

    /// The terminal's size.
    package var size: Size { screen.look.size }
    /// The characters that the terminal can draw.
    package var glyphs: Glyphs { screen.look.glyphs }

    /// A sentence about the template that replaces the models' own; nil if none does.
    package var templateNotice: String? {
        session.templateFile.map { "The chat template \($0) replaces those of the models." }
    }
    /// True if letters are typed as text now.
    var isTyping: Bool { screen.pane == .prompt && composer.field.isText }
    /// The places of everything.
    var layout: ScreenLayout { ScreenLayout(screen, board, isLaneFull: layers.nearest(LaneLayer.self) != nil) }
    /// The prompt's name for the title.
    var title: String { session.title(of: composer.prompt) }
    /// True if there are unsaved changes.
    var isUnsaved: Bool { promptForSaving != session.savedPrompt }
    /// The prompt with the lanes of the screen, without the defaults that nobody has changed.
    var promptForSaving: Prompt {
        session.promptForSaving(composer.prompt, lanes: board.lanes.map(\.lane))
    }

    /// All that a run of each lane depends on.
    var setup: Setup {
        Setup(
            prompt: composer.prompt, ids: board.lanes.map(\.id), lanes: board.lanes.map(\.lane), models: models,
            userSettings: session.userSettings, userArguments: session.userArguments, chat: session.chat,
            openedCase: evaluations.openedCase, path: session.path, passages: passages)
    }
}

extension State: Context {
    var look: Look { screen.look }
    var clipboard: String { screen.clipboard }
    var focusedLane: Int { board.focusedLane }
    var isRunning: Bool { board.isRunning }
    var evaluation: EvaluationState? { evaluations.shown }
    var attacks: Attacks { evaluations.attacks }
    var making: MakingState? { evaluations.making.current }

    func hasChanged(since evaluated: Prompt) -> Bool {
        var (then, now) = (evaluated, promptForSaving)
        // What no model reads, and what lanes and cases have of their own.
        (now.name, now.description, now.tags) = (then.name, then.description, then.tags)
        (now.lanes, now.variables, now.testData) = (then.lanes, then.variables, then.testData)
        (now.evaluators, now.unread) = (then.evaluators, then.unread)
        if evaluations.opened?.results?.replacesInput ?? evaluations.current?.results?.replacesInput == true {
            now.input = then.input
        }
        return then != now
    }

    func reasonBelow(against key: Key) -> String? { layers.belowTop?.reason(against: key, self) }

    func unsavedPrompt(at path: String) -> Prompt? {
        path == session.path && !session.isShipped && isUnsaved ? promptForSaving : nil
    }

    /// Returns why an action is off now; nil if it is on.
    func disabledReason(_ action: Action) -> String? {
        let lane = board.lane
        return switch action {
        case .newLane, .branch:
            board.lanes.count >= Board.mostLanes ? "There are 8 lanes, which is the most. Remove one first (x)." : nil
        case .removeLane: board.lanes.count == 1 ? "This is the only lane." : nil
        case .nextLaneSources:
            composer.prompt.usesSources
                ? nil
                : "The prompt has no sources: `sources` in its file names files, and {{sources}} in a text is their place."
        case .showDifferences:
            board.lanes.count == 1 && lane.pinned == nil
                ? "There is no other lane to compare with: n makes one." : nil
        case .focusLane(let index): index >= board.lanes.count ? "There is no lane \(index + 1)." : nil
        case .undo: session.done.isEmpty && !(isTyping && composer.canUndo) ? "There is nothing to undo." : nil
        case .redo: session.undone.isEmpty && !(isTyping && composer.canRedo) ? "There is nothing to redo." : nil
        case .toggleExample, .deleteExample, .moveExampleUp, .moveExampleDown:
            composer.field.example == nil ? "Choose an example first." : nil
        case .deleteTurn: composer.field.turn == nil ? "Choose a turn of the conversation first." : nil
        case .previousSample, .nextSample:
            lane.output.sampleCount > 1
                ? nil
                : setup.samples(of: focusedLane) > 1
                    ? "The lane has no samples yet."
                    : "The lane has one sample; the knob “samples” asks for more."
        case .askLikelihood, .showPredictability:
            setup.facts(of: focusedLane).map { facts in
                facts.isServer
                    ? "\(look.line(facts.name)) is a server, which tells no probabilities of given texts." : nil
            } ?? "No model is loaded yet."
        case .showSupport: reasonAgainstSupport
        case .judge: reasonAgainstJudging
        case .attack: reasonAgainstAttacks
        case .makeCandidates: reasonAgainstMaking
        case .editOutside: isTyping ? nil : "Choose a text field first."
        default: nil
        }
    }
}
