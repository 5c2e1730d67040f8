import Lanes
import Library
import Prompting
import Sampling
import Terminal

/// Something that the program does for the screen; what comes of it comes back as a ``Message``.
public enum Effect: Sendable, Hashable {
    /// Generates a lane with a model; here and below, the word that a prompt or lane names it with, nil for the default one.
    case run(RunID, RunRequest, model: String?)
    /// Ends a run; its last events still come.
    case cancel(RunID)
    /// Asks for the distribution after these tokens.
    case distribution(after: [Int32], isWhole: Bool, model: String?)
    /// Asks for the text and tokens that a prompt becomes.
    case render(number: Int, CompiledPrompt, model: String?)
    /// Loads a model by name or path; nil is the default one. Where memory is short, the files of `idle` may go for it.
    case loadModel(String?, idle: [String])
    /// Frees the model of a file.
    case unloadModel(path: String)
    /// Lists the model files.
    case listModels
    /// Makes a model the default one, in the settings.
    case makeDefault(model: String)
    /// Measures the model of a file; where memory is short, the files of `idle` may go for it. Or ends that.
    case measure(number: Int, path: String, idle: [String]), stopMeasuring
    /// Puts a model among Lathe's own: a file here, one at an address, or one that Lathe knows by name. Or ends that.
    case addModel(number: Int, String), stopAdding
    /// Deletes the file of a model for good.
    case removeModel(path: String)
    /// Sends a message after so many milliseconds; another one of the same kind replaces it.
    case schedule(Timer, milliseconds: Int)
    /// Takes a scheduled message back.
    case unschedule(Timer)
    /// Saves the prompt in its file, or as a new one; nil as path is the file that it was read from.
    case save(Prompt, path: String?, isForced: Bool)
    /// Reads a prompt.
    case open(String)
    /// Goes on with a prompt that has no file yet; what was kept of the one before stays.
    case startNew
    /// Lists the saved prompts.
    case listLibrary
    /// Lists the versions of a prompt's file.
    case listVersions(String)
    /// Changes the library.
    case library(LibraryChange)
    /// Puts a run into the history.
    case record(ScreenRun)
    /// Writes what stands in the lanes to a file in the format that its ending names, or, as Markdown, to the clipboard.
    case export(ScreenRun, path: String?)
    /// The same of a run in the history.
    case exportRecorded(Int64, path: String?)
    /// Asks the history.
    case history(HistoryRequest)
    /// Lists the data sets there are for a prompt, or reads one, to say what it holds for so many lanes.
    case listData(Prompt), describeData(DataChoice, Prompt, lanes: Int)
    /// Runs lanes over cases, or ends that.
    case evaluate(number: Int, EvaluationOrder), stopEvaluation
    /// Writes what the last evaluation found to a file in the format that its ending names.
    case exportEvaluation(path: String)
    /// Keeps unsaved work, or forgets what was kept.
    case keepDraft(path: String?, Prompt), forgetDraft
    /// Takes over the draft of a program that is gone, or throws it away.
    case adoptDraft(Draft), discardDraft(Draft)
    /// Puts a text on the terminal's clipboard.
    case copy(String)
    /// Opens the user's editor on a text.
    case editOutside(ComposerField, String)
    /// Stops the program until the shell's `fg`.
    case suspend
    /// Draws everything again.
    case redraw
    /// Remembers the settings of the screen.
    case remember(reportsMouse: Bool)
    /// Colours for another ground.
    case useTheme(ThemeChoice)
    /// Ends the program.
    case quit

    /// What is scheduled.
    public enum Timer: Sendable, Hashable {
        /// Runs the lanes after a pause in typing.
        case liveRun
        /// Keeps unsaved work.
        case draft
        /// Counts the prompt's tokens.
        case count
        /// Puts what stands in the lanes into the history.
        case record
    }
}

/// What the library's list can do to a saved prompt.
public enum LibraryChange: Sendable, Hashable {
    /// By the prompt's path.
    case duplicate(String), rename(String, to: String), delete(String)
    /// Tags in place of those that it has.
    case setTags(String, [String])
    /// Brings back what was deleted.
    case restore(TrashedPrompt)
    /// Makes a prompt what it was in a version, and opens it.
    case restoreVersion(PromptVersion, of: String)
}

/// The distribution of one token, and the texts of its likeliest candidates.
public struct Distribution: Sendable {
    /// The row of logits.
    public var row: Row
    /// Texts of tokens, control tokens spelt out.
    public var texts: [Int32: String]

    /// A row with the texts of its candidates.
    public init(row: Row, texts: [Int32: String]) {
        self.row = row
        self.texts = texts
    }
}

/// Unsaved work of a program that is gone, and whether its prompt comes with Lathe.
public struct FoundDraft: Sendable, Hashable {
    /// What was kept.
    public var draft: Draft
    /// Whether saving asks for a place.
    public var isShipped: Bool

    /// A draft that was found.
    public init(draft: Draft, isShipped: Bool) {
        self.draft = draft
        self.isShipped = isShipped
    }
}

/// What happened outside of the screen.
public enum Message: Sendable {
    /// A run goes on.
    case run(RunID, RunEvent)
    /// A model is being read, can be used or can't.
    case model(String?, ModelState)
    /// The model of a file was freed.
    case modelUnloaded(path: String)
    /// The model files, and the memory.
    case modelsListed([ModelEntry], MemoryUse?)
    /// What came of a change to the models.
    case modelsChanged(notice: String)
    /// A benchmark goes on, or is over.
    case benchmark(number: Int, BenchmarkNews)
    /// A model that is to be added is on its way, or there.
    case addition(number: Int, AdditionNews)
    /// The distribution that was asked for.
    case distribution(after: [Int32], model: String?, Result<Distribution, EngineError>)
    /// What a prompt becomes.
    case rendered(number: Int, Result<SentPrompt, EngineError>)
    /// Something that was scheduled is due.
    case timer(Effect.Timer)
    /// A prompt was read.
    case opened(path: String, isShipped: Bool, Prompt, notices: [String])
    /// The prompt was saved.
    case saved(path: String, notices: [String])
    /// The file changed since it was read.
    case conflict(path: String, now: Prompt?, text: String)
    /// The saved prompts.
    case libraryListed([PromptEntry])
    /// The versions of a prompt, the oldest first, and what its file says now.
    case versionsListed([DescribedVersion], of: String, now: Prompt?)
    /// A prompt has other tags now.
    case tagged(path: String, [String])
    /// The history answers.
    case history(HistoryAnswer)
    /// The data sets, and what one of them holds.
    case dataListed([DataEntry]), dataDescribed(DataChoice, Result<DataFacts, DataProblem>)
    /// An evaluation goes on, or is over.
    case evaluation(number: Int, EvaluationNews)
    /// The library was changed.
    case libraryChanged(notice: String, deleted: TrashedPrompt?)
    /// The open prompt's file is called otherwise now; nil where it was deleted.
    case moved(path: String?)
    /// Unsaved work of programs that are gone.
    case draftsFound([FoundDraft])
    /// A text came back from the user's editor.
    case editedOutside(ComposerField, String)
    /// The terminal's own ground, as far as it says so.
    case ground(ThemeChoice)
    /// A sentence for the last line.
    case notice(String, isError: Bool)
}
