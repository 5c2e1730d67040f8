import Lanes
import Library
import Prompting
import Sampling
import Terminal

/// Something that the program does for the screen; what comes of it comes back as a ``Message``.
package enum Effect: Sendable, Hashable {
    /// Asks an engine, or loads its model.
    case engine(EngineEffect)
    /// Does something with model files.
    case models(ModelsEffect)
    /// Reads or writes prompts, the library and drafts.
    case files(FilesEffect)
    /// Asks the history, or writes runs.
    case history(HistoryRequest)
    /// Reads data, or runs lanes over cases.
    case evaluation(EvaluationEffect)
    /// Does something with the terminal.
    case terminal(TerminalEffect)
    /// Sends a message after so many milliseconds; another one of the same kind replaces it.
    case schedule(Timer, milliseconds: Int)
    /// Ends the program.
    case quit

    /// What is scheduled.
    package enum Timer: Sendable, Hashable {
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

/// What engines are asked for; here and below, a model is the word that a prompt or lane names it with, nil for the default one.
package enum EngineEffect: Sendable, Hashable {
    /// Generates a lane with a model.
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
}

/// What is done with model files.
package enum ModelsEffect: Sendable, Hashable {
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
}

/// What is done with prompts and drafts.
package enum FilesEffect: Sendable, Hashable {
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
    /// Keeps unsaved work, or forgets what was kept.
    case keepDraft(path: String?, Prompt), forgetDraft
    /// Takes over the draft of a program that is gone, or throws it away.
    case adoptDraft(Draft), discardDraft(Draft)
}

/// What is done for evaluations.
package enum EvaluationEffect: Sendable, Hashable {
    /// Lists the data sets there are for a prompt, or reads one, to say what it holds for so many lanes.
    case listData(Prompt), describeData(DataChoice, Prompt, lanes: Int)
    /// Runs lanes over cases, or ends that.
    case evaluate(number: Int, EvaluationOrder), stopEvaluation
    /// Writes what the last evaluation found to a file in the format that its ending names.
    case exportEvaluation(path: String)
}

/// What is done with the terminal.
package enum TerminalEffect: Sendable, Hashable {
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
}

/// What the library's list can do to a saved prompt.
package enum LibraryChange: Sendable, Hashable {
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
package struct Distribution: Sendable {
    /// The row of logits.
    package var row: Row
    /// Texts of tokens, control tokens spelt out.
    package var texts: [Int32: String]

    /// A row with the texts of its candidates.
    package init(row: Row, texts: [Int32: String]) {
        self.row = row
        self.texts = texts
    }
}

/// Unsaved work of a program that is gone, and whether its prompt comes with Lathe.
package struct FoundDraft: Sendable, Hashable {
    /// What was kept.
    package var draft: Draft
    /// Whether saving asks for a place.
    package var isShipped: Bool

    /// A draft that was found.
    package init(draft: Draft, isShipped: Bool) {
        self.draft = draft
        self.isShipped = isShipped
    }
}
