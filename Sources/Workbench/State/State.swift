import Library
import Prompting
import Runtime
import Sampling
import Terminal
import TextLayout

/// Everything that the screen shows and knows.
///
/// Only `update` changes it, and `view` draws it: see ``Workbench``.
public struct State: Sendable {
    /// What the program is to do for this change.
    var effects: [Effect] = []

    /// The terminal's size.
    public internal(set) var size: Size
    /// What the terminal can draw.
    public let glyphs: Glyphs

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
    var overlay: Overlay?
    /// A sentence in the last line until the next key.
    var notice: Notice?
    var isLive = true
    var showsDifferences = false
    /// Where two lanes' outputs differ, while that is shown.
    var differences: [LaneID: [Range<Int>]] = [:]
    /// What they were found in.
    var compared: Comparison?
    var isDraftDue = false
    var showsProbabilities = false
    var reportsMouse = false
    var clipboard = ""
    var showsWelcome = false
    var theme = ThemeChoice.automatic

    // MARK: the model

    /// What the user's settings file says under every prompt.
    var userSettings = SettingsPatch()
    var model = ModelState.none
    /// Tokens of the focused lane's prompt, as far as they were counted.
    var promptTokens: PromptTokens?
    /// The lane whose prompt was counted last.
    var countedLane: LaneID?
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
    struct Comparison: Sendable, Hashable {
        var lanes: [LaneID]
        var revisions: [Int]
        var lengths: [Int]
        var isPinned: Bool
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

    /// The model that the prompt names, if it names one.
    public var promptModel: String? { prompt.model }

    /// The lane that knobs and chart belong to.
    var lane: LaneState { lanes[min(focusedLane, lanes.count - 1)] }
    /// Whether something would be lost without the draft.
    var isUnsaved: Bool { promptForSaving != savedPrompt }

    /// The prompt with the lanes as they are on the screen.
    var promptForSaving: Prompt {
        var prompt = prompt
        prompt.lanes = lanes.map(\.lane)
        return prompt
    }

    /// What it is called in the title.
    var title: String {
        guard let path else { return prompt.name.isEmpty ? "untitled" : prompt.name }
        return path.split(separator: "/").last.map(String.init) ?? path
    }
}

/// The model and what is known of it.
public enum ModelState: Sendable {
    /// None was asked for.
    case none
    /// It is being read; 0...1.
    case loading(name: String, progress: Double)
    /// It can generate.
    case ready(ModelFacts)
    /// It can't.
    case failed(String)

    var facts: ModelFacts? {
        if case .ready(let facts) = self { facts } else { nil }
    }
}

/// What the screen shows of a model, and needs to compile for it.
public struct ModelFacts: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Its file.
    public var path: String
    /// How its weights are stored: `Q4_1`.
    public var quantization: String
    /// Tokens that all lanes share.
    public var contextLength: Int
    /// Whether prompts can be sent in the chat layout.
    public var hasChatTemplate: Bool
    /// Settings that its file recommends.
    public var settings: SettingsPatch

    /// Facts about a model.
    public init(
        name: String, path: String, quantization: String, contextLength: Int, hasChatTemplate: Bool,
        settings: SettingsPatch = SettingsPatch()
    ) {
        self.name = name
        self.path = path
        self.quantization = quantization
        self.contextLength = contextLength
        self.hasChatTemplate = hasChatTemplate
        self.settings = settings
    }

    /// The name without what the quantisation, which is shown beside it, says again.
    var shortName: String {
        let suffixes = [".", "-", "_"].map { $0 + quantization.lowercased() }
        guard let suffix = suffixes.first(where: { name.lowercased().hasSuffix($0) }) else { return name }
        return String(name.dropLast(suffix.count))
    }
}
