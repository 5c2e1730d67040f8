import Lanes
import Library
import Prompting
import Sampling
import Terminal

/// Something that the program does for the screen. The result comes back as a ``Message``.
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
    /// Sends a message after some milliseconds. It replaces a waiting one of the same kind.
    case schedule(Timer, milliseconds: Int)
    /// Ends the program.
    case quit

    /// The message that is scheduled.
    package enum Timer: Sendable, Hashable {
        /// Runs the lanes after a pause in typing.
        case liveRun
        /// Keeps unsaved work.
        case draft
        /// Counts the prompt's tokens.
        case count
        /// Puts the lanes into the history.
        case record
    }
}

/// What engines are asked for. Here and below, `model` is the name from the prompt or lane; nil for the default model.
package enum EngineEffect: Sendable, Hashable {
    /// Runs one lane.
    case run(RunID, RunRequest, model: String?)
    /// Cancels a run. Its last events still come.
    case cancel(RunID)
    /// Asks for the distribution after these tokens.
    case distribution(after: [Int32], at: ConstrainedPlace?, isWhole: Bool, model: String?)
    /// Asks how likely given texts are.
    case likelihoods(LikelihoodRequest, model: String?)
    /// Asks how predictable a text is.
    case predictability(of: String, model: String?)
    /// Asks for the text and tokens that a prompt becomes.
    case render(number: Int, CompiledPrompt, model: String?)
    /// Asks for the texts of tokens in a row, one text for each list.
    case spell([[Int32]], model: String?)
    /// Loads a model by name or path; nil is the default one. If memory is short, the models of the files in `idle` may
    /// be freed.
    case loadModel(String?, idle: [String])
    /// Frees the model of a file.
    case unloadModel(path: String)
}

/// Work on model files.
package enum ModelsEffect: Sendable, Hashable {
    /// Lists the model files.
    case listModels
    /// Makes a model the default one, in the settings.
    case makeDefault(model: String)
    /// Measures the model of a file, or stops measuring. If memory is short, the models of the files in `idle` may be
    /// freed.
    case measure(number: Int, path: String, idle: [String]), stopMeasuring
    /// Adds a model to Lathe's own, or stops that: a file here, one at an address, or one that Lathe knows by name.
    case addModel(number: Int, String), stopAdding
    /// Deletes the file of a model for good.
    case removeModel(path: String)
}

/// Work on prompts and drafts.
package enum FilesEffect: Sendable, Hashable {
    /// Saves the prompt in its file, or as a new one. If `path` is nil, it is the file that the prompt was read from.
    case save(Prompt, path: String?, isForced: Bool)
    /// Reads a prompt.
    case open(String)
    /// Begins a prompt without a file. The draft of the one before stays.
    case startNew
    /// Remembers the open prompt's file and draft under a number, because another prompt is to be opened; takes them up
    /// again; or forgets them.
    case setAside(Int), takeUp(Int), close(Int)
    /// Lists the saved prompts.
    case listLibrary
    /// Lists the deleted prompts.
    case listTrash
    /// Finds out what a typed path can become.
    case completePath(String)
    /// Lists the versions of a prompt's file.
    case listVersions(String)
    /// Changes the library.
    case library(LibraryChange)
    /// Lists the formats of other programs' files, to write the open prompt in one.
    case listFormats
    /// Reads another program's file. The format is found out if its word is nil.
    case importFile(path: String, format: String?)
    /// Begins one of the prompts of the file that was read last. The draft of the one before stays.
    case startImported(Int)
    /// Writes a prompt for another program.
    case exportPrompt(Prompt, ExportOrder)
    /// Keeps unsaved work, or removes what was kept.
    case keepDraft(path: String?, Prompt), forgetDraft
    /// Takes over a draft that no open prompt has, or removes one.
    case adoptDraft(Draft), discardDraft(Draft)
    /// Keeps a draft again that was removed.
    case keepAgain(Draft)
    /// Searches sources.
    case findPassages(SourceQuestion)
}

/// Work for evaluations.
package enum EvaluationEffect: Sendable, Hashable {
    /// Lists the data sets for a prompt, or reads one for facts about it with `lanes` lanes.
    case listData(Prompt), describeData(DataChoice, Prompt, lanes: Int)
    /// Lays out what a data set holds, and what a prompt gets of it.
    case showData(DataChoice, Prompt, TextRoom)
    /// Runs lanes over cases, or stops that.
    case evaluate(number: Int, EvaluationOrder), stopEvaluation
    /// Begins a round of blind votes on the outputs of an evaluation, and goes on with earlier ones. Without a voter's name,
    /// this machine's user votes.
    case beginVotes(number: Int, voter: String?)
    /// Lets a model judge the outputs of an evaluation, the usual one if its word is empty; or stops that.
    case judge(number: Int, model: String), stopJudging
    /// Lets a model judge the outputs of the screen's lanes, in the same way.
    case judgeLanes(LanesToJudge, model: String)
    /// Lets the last judge judge the same outputs in another manner.
    case judgeAgain(JudgeManner)
    /// Writes the last evaluation's results to a file, in the format of its ending.
    case exportEvaluation(path: String)
    /// Finds out what attacks would do, makes them, or stops them.
    case planAttacks(number: Int, AttackOrder), attack(number: Int, AttackOrder), stopAttacks
    /// Writes what the last attacks came to, in the format of the file's ending.
    case exportAttacks(path: String)
    /// Makes candidates, or keeps what was decided on them.
    case making(MakingEffect)
}

/// Work on the terminal.
package enum TerminalEffect: Sendable, Hashable {
    /// Puts a text on the terminal's clipboard.
    case copy(String)
    /// Puts a text on the terminal's clipboard and into a file, because the terminal may drop it, and says so. `what`
    /// begins the sentence: `The output`.
    case handOver(String, what: String)
    /// Opens the user's editor on a text.
    case editOutside(ComposerField, String)
    /// Opens the user's editor on a file, at a line.
    case openFile(String, line: Int)
    /// Opens the user's viewer on the files of images, given by their paths.
    case view([String])
    /// Stops the program until the shell's `fg`.
    case suspend
    /// Draws everything again.
    case redraw
    /// Remembers the settings of the screen.
    case remember(reportsMouse: Bool)
    /// Takes the colours for another ground.
    case useTheme(ThemeChoice)
}

/// A change of a saved prompt, from the library's list.
package enum LibraryChange: Sendable, Hashable {
    /// Copies, renames or deletes the prompt at a path.
    case duplicate(String), rename(String, to: String), delete(String)
    /// Replaces the prompt's tags.
    case setTags(String, [String])
    /// Restores a deleted prompt.
    case restore(TrashedPrompt)
    /// Restores a version of a prompt, and opens the prompt.
    case restoreVersion(PromptVersion, of: String)
}

/// The distribution of one token, and the texts of its likeliest candidates.
package struct Distribution: Sendable {
    /// The row of logits.
    package var row: Row
    /// The texts of tokens; control tokens are spelt out.
    package var texts: [Int32: String]
    /// The tokens that a grammar allows; nil if all are allowed.
    package var allowed: TokenMask?

    /// Creates a distribution.
    package init(row: Row, texts: [Int32: String], allowed: TokenMask? = nil) {
        self.row = row
        self.texts = texts
        self.allowed = allowed
    }
}

/// How likely given texts are, and the texts of all tokens in them.
package struct ReadLikelihoods: Sendable {
    /// The likelihoods, in the order of the texts.
    package var likelihoods: [Likelihood]
    /// The texts of tokens; control tokens are spelt out.
    package var texts: [Int32: String]

    /// Creates likelihoods with the texts of their tokens.
    package init(likelihoods: [Likelihood], texts: [Int32: String]) {
        self.likelihoods = likelihoods
        self.texts = texts
    }
}

/// Unsaved work that isn't on the screen: of a prompt that is open besides, or of a program that has ended.
package struct FoundDraft: Sendable, Hashable {
    /// The draft.
    package var draft: Draft
    /// True if the prompt comes with Lathe, so that saving asks for another place.
    package var isShipped: Bool
    /// The number under which its prompt was set aside; nil if the prompt isn't open.
    package var number: Int?

    /// Creates a found draft.
    package init(draft: Draft, isShipped: Bool, number: Int? = nil) {
        self.draft = draft
        self.isShipped = isShipped
        self.number = number
    }
}
