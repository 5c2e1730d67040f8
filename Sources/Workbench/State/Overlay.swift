import Lanes
import Library
import Prompting
import Terminal

/// What stands over the panes and gets the keys first.
enum Overlay: Sendable {
    /// All keys.
    case help(scroll: Int)
    /// Any action by name.
    case palette(Finder)
    /// The saved prompts.
    case library(LibraryPicker)
    /// The model files.
    case models(ModelPicker)
    /// The runs of the past.
    case history(HistoryPicker)
    /// What a saved prompt was.
    case versions(VersionPicker)
    /// Two runs, or two versions of a prompt, beside each other.
    case comparison(Comparison)
    /// The data sets that the lanes can be evaluated on.
    case data(DataPicker)
    /// What an evaluation found.
    case evaluation(EvaluationView)
    /// One case of it, with the lanes' outputs.
    case evaluatedCase(CaseView)
    /// The text that is sent.
    case compiled(CompiledView)
    /// One line of text for something.
    case ask(Asking, TextEditor)
    /// A question with some answers.
    case choice(Choice)
    /// One lane's output on the whole screen.
    case lane
}

/// A list that typing filters.
struct Finder: Sendable {
    var query = TextEditor(isMultiline: false)
    var selected = 0
}

/// What a line of text is asked for.
enum Asking: Sendable, Hashable {
    case saveAs, laneName, knob(Knob), renamePrompt(path: String), promptTags(path: String), stopStrings, exportPath,
        runTags(Int64), runNote(Int64), caseLimit, evaluationPath

    var title: String {
        switch self {
        case .saveAs: "Save as: a name, or a path ending in .yaml"
        case .laneName: "Name of the lane"
        case .knob(let knob): knob.title
        case .renamePrompt: "New name of the prompt"
        case .promptTags: "Tags of the prompt, separated by commas"
        case .runTags(let id): "Tags of run \(id), separated by commas"
        case .runNote(let id): "Note to run \(id)"
        case .exportPath: "Write the comparison to"
        case .caseLimit: "At most so many cases; empty takes all"
        case .evaluationPath: "Write the evaluation to"
        case .stopStrings: "Stop strings, separated by commas; \\n is a newline"
        }
    }

    /// What else is to be known, below the line.
    var note: String {
        switch self {
        case .knob(let knob): knob.range
        case .exportPath: ".html .md .csv .json"
        case .evaluationPath: ".html .md .json"
        default: ""
        }
    }
}

/// The saved prompts to choose from.
struct LibraryPicker: Sendable {
    var finder = Finder()
    var entries: [PromptEntry]
    /// What was deleted here, the last one last, to bring it back.
    var deleted: [TrashedPrompt] = []
    var notice: String?

    /// The entries that every word of the query is found in.
    var found: [PromptEntry] {
        let words = finder.query.text.split(separator: " ")
        return entries.filter { $0.has(words) }
    }
}

/// The exact text that the focused lane sends.
struct CompiledView: Sendable {
    var lane: LaneID
    var sent: SentPrompt?
    var problem: String?
    var scroll = 0
}

/// A question that has to be answered first.
struct Choice: Sendable {
    /// An answer, the key that gives it and what it does.
    struct Answer: Sendable {
        var key: Key
        var label: String
        /// In a word or three, for the last line.
        var hint: String
        var action: ChoiceAction
    }

    var title: String
    var lines: [String]
    var answers: [Answer]
}

/// What an answer does.
enum ChoiceAction: Sendable {
    case dismiss, quit, open(String)
    /// Unsaved work is taken, thrown away or left for the next start; then the rest is offered.
    case restoreDraft(FoundDraft), discardDraft(Draft, rest: [FoundDraft]), leaveDraft(rest: [FoundDraft])
    /// What was saved meanwhile by another program is replaced, or read.
    case saveAllTheSame(String), reload(String)
    /// A model's file is deleted.
    case removeModel(ModelEntry)
}
