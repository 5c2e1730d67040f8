import Lanes
import Library
import Prompting
import Sampling
import Terminal

/// What happened outside of the screen.
package enum Message: Sendable {
    /// What engines tell.
    case engine(EngineMessage)
    /// What becomes of model files.
    case models(ModelsMessage)
    /// What becomes of prompts and drafts.
    case files(FilesMessage)
    /// The history answers.
    case history(HistoryAnswer)
    /// What becomes of data and evaluations.
    case evaluation(EvaluationMessage)
    /// Something that was scheduled is due.
    case timer(Effect.Timer)
    /// The terminal's own ground, as far as it says so.
    case ground(ThemeChoice)
    /// A sentence for the last line.
    case notice(String, isError: Bool)
}

/// What engines tell.
package enum EngineMessage: Sendable {
    /// A run goes on.
    case run(RunID, RunEvent)
    /// A model is being read, can be used or can't.
    case model(String?, ModelState)
    /// The model of a file was freed.
    case modelUnloaded(path: String)
    /// The distribution that was asked for.
    case distribution(after: [Int32], model: String?, Result<Distribution, EngineError>)
    /// What a prompt becomes.
    case rendered(number: Int, Result<SentPrompt, EngineError>)
}

/// What becomes of model files.
package enum ModelsMessage: Sendable {
    /// The model files, and the memory.
    case modelsListed([ModelEntry], MemoryUse?)
    /// What came of a change to the models.
    case modelsChanged(notice: String)
    /// A benchmark goes on, or is over.
    case benchmark(number: Int, BenchmarkNews)
    /// A model that is to be added is on its way, or there.
    case addition(number: Int, AdditionNews)
}

/// What becomes of prompts and drafts.
package enum FilesMessage: Sendable {
    /// A prompt was read.
    case opened(path: String, isShipped: Bool, Prompt, notices: [String])
    /// The prompt was saved.
    case saved(path: String, notices: [String])
    /// The file changed since it was read.
    case conflict(path: String, now: Prompt?)
    /// The saved prompts.
    case libraryListed([PromptEntry])
    /// The versions of a prompt, the oldest first, and what its file says now.
    case versionsListed([DescribedVersion], of: String, now: Prompt?)
    /// A prompt has other tags now.
    case tagged(path: String, [String])
    /// The library was changed.
    case libraryChanged(notice: String, deleted: TrashedPrompt?)
    /// The open prompt's file is called otherwise now; nil if it was deleted.
    case moved(path: String?)
    /// Unsaved work of programs that are gone.
    case draftsFound([FoundDraft])
    /// A text came back from the user's editor.
    case editedOutside(ComposerField, String)
}

/// What becomes of data and evaluations.
package enum EvaluationMessage: Sendable {
    /// The data sets, and what one of them holds.
    case dataListed([DataEntry]), dataDescribed(DataChoice, Result<DataFacts, DataProblem>)
    /// An evaluation goes on, or is over.
    case evaluation(number: Int, EvaluationNews)
}
