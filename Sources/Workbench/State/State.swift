import Library
import Models
import Prompting
import Sampling
import Terminal
import TextLayout

/// Everything that the screen shows and knows.
///
/// Only `update` changes it, and `view` draws it: see ``Workbench``.
public struct State: Sendable {
    /// What the program is to do for this change.
    var effects: [Effect] = []

    /// What everything is drawn for.
    var look: Look

    // MARK: the prompt

    /// The file that the prompt is saved in; nil for one that was never saved.
    var path: String?
    /// Whether that file comes with Lathe, so that saving asks for a place.
    var isShipped = false
    var prompt = Prompt()
    /// The prompt as it was opened or saved, its lanes as they are on the screen.
    var savedPrompt = Prompt()
    /// Counted up with every change of the prompt.
    var promptRevision = 0
    var editors: [ComposerField: TextEditor] = [:]
    /// Names of the variables in a text, by field, as they were when it changed last.
    var variables: [ComposerField: [String]] = [:]
    var field = ComposerField.instruction
    var openExample: Int?
    var showsWording = false
    var composerTop = 0
    /// States before changes that no text field can take back: deleted examples, lanes, knobs, techniques.
    var undone: [Step] = []
    var done: [Step] = []

    // MARK: lanes

    var lanes: [LaneState] = []
    var focusedLane = 0
    var firstLane = 0
    /// Counted up for lanes and runs.
    var nextNumber = 0
    /// Lanes whose runs wait for the model.
    var isRunWanted = false
    var knob = 0
    var chart = Chart()

    // MARK: the screen

    var pane = Pane.prompt
    /// Prompt or knobs, whichever had the focus last.
    var lastLeftPane = Pane.prompt
    /// What stands over the panes.
    var layers = LayerStack()
    /// A sentence in the last line until the next key.
    var notice: Notice?
    var isLive = true
    var showsDifferences = false
    /// Where two lanes' outputs differ, while that is shown.
    var differences: [LaneID: [Range<Int>]] = [:]
    /// What they were found in.
    var compared: ComparedLanes?
    var isDraftDue = false
    var showsProbabilities = false
    var reportsMouse = false
    var clipboard = ""
    var showsWelcome = false
    var theme: ThemeChoice
    /// The terminal's own ground: what `automatic` comes to.
    var ground = ThemeChoice.dark

    var assumed = Assumed()
    /// What the open prompt's file held, and where, until it was deleted.
    var detached: (path: String, saved: Prompt)?

    // MARK: history

    /// Counted up with every question to the history.
    var historyQuestion = 0
    /// Whether what stands in the lanes will be put into the history soon.
    var isRecordingDue = false

    // MARK: evaluation

    var evaluations = Evaluations()

    // MARK: models

    var models: ModelShelf
    /// What the user's settings file says under every prompt.
    var userSettings = SettingsPatch()
    /// Tokens of the focused lane's prompt, as far as they were counted.
    var promptTokens: PromptTokens?
    /// The lane whose prompt was counted last, and for which model.
    var counted: CountedPrompt?
    /// Counted up with every question about tokens.
    var tokenQuestion = 0

    /// A state before a change.
    struct Step: Sendable {
        var prompt: Prompt
        var lanes: [LaneState]
        var focusedLane: Int
        var what: String
        /// Changes of one kind in a row are one step.
        var kind: String
    }

    /// Two outputs that were compared.
    struct ComparedLanes: Sendable, Hashable {
        var lanes: [LaneID]
        var revisions: [Int]
        var lengths: [Int]
        var samples: [Int]
        var isPinned: Bool
    }

    /// Whose tokens were counted.
    struct CountedPrompt: Sendable, Hashable {
        var lane: LaneID
        var model: String?
    }

    /// A sentence for the last line.
    struct Notice: Sendable, Hashable {
        var text: String
        var isError = false
    }

    /// What a prompt comes to.
    struct PromptTokens: Sendable, Hashable {
        var count: Int
        var notices: [String]
    }

    /// The terminal's size.
    public var size: Size { look.size }
    /// What the terminal can draw.
    public var glyphs: Glyphs { look.glyphs }

    /// The prompt, the lanes and the models.
    var setup: Setup {
        Setup(
            prompt: prompt, ids: lanes.map(\.id), lanes: lanes.map(\.lane), models: models, userSettings: userSettings)
    }

    /// The lane that knobs and chart belong to.
    var lane: LaneState { lanes[min(focusedLane, lanes.count - 1)] }
    /// Whether something would be lost without the draft.
    var isUnsaved: Bool { promptForSaving != savedPrompt }

    /// The prompt with the lanes of the screen, without what the screen made up and nobody has changed.
    var promptForSaving: Prompt {
        var prompt = prompt
        let shown = lanes.map(\.lane)
        prompt.lanes = shown == assumed.shownLanes ? assumed.lanes : shown + assumed.lanes.dropFirst(Self.mostLanes)
        if assumed.technique == nil {
            var open = prompt
            open.technique = nil
            if open.defaultTechnique == prompt.technique { prompt.technique = nil }
        }
        return prompt
    }

    /// What the open prompt says itself where the screen shows more: it makes up lanes and names of lanes, and chooses a technique.
    struct Assumed: Sendable {
        var lanes: [Lane] = []
        var shownLanes: [Lane] = []
        var technique: Technique?
    }

    /// Most lanes that are shown.
    static let mostLanes = 8

    /// What it is called in the title.
    var title: String {
        guard let path else { return prompt.name.isEmpty ? "untitled" : prompt.name }
        return path.split(separator: "/").last.map(String.init) ?? path
    }
}
