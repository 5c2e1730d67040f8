import Evaluation
import Lanes
import Library
import Prompting
import Sampling
import Terminal

/// A message about something that happened outside of the screen.
package enum Message: Sendable {
    /// A message of an engine.
    case engine(EngineMessage)
    /// A message about model files.
    case models(ModelsMessage)
    /// A message about prompts and drafts.
    case files(FilesMessage)
    /// An answer of the history.
    case history(HistoryAnswer)
    /// A message about data and evaluations.
    case evaluation(EvaluationMessage)
    /// Something that was scheduled is due.
    case timer(Effect.Timer)
    /// The terminal's own ground, as far as it is known.
    case ground(ThemeChoice)
    /// A sentence for the last line.
    case notice(String, isError: Bool)
}

/// A message of an engine.
package enum EngineMessage: Sendable {
    /// An event of a run.
    case run(RunID, RunEvent)
    /// The new state of a model.
    case model(String?, ModelState)
    /// The model of a file was freed.
    case modelUnloaded(path: String)
    /// The distribution that was asked for.
    case distribution(after: [Int32], model: String?, Result<Distribution, EngineError>)
    /// How likely the given texts of a request are.
    case likelihoods(LikelihoodRequest, model: String?, Result<ReadLikelihoods, EngineError>)
    /// How predictable a text is.
    case predictability(of: String, model: String?, Result<TextPredictability, EngineError>)
    /// The text and tokens of a prompt.
    case rendered(number: Int, Result<SentPrompt, EngineError>)
    /// The texts of tokens in a row, control tokens spelt out.
    case spelled([[Int32]], model: String?, [String])
}

/// A message about model files.
package enum ModelsMessage: Sendable {
    /// The model files, and the memory.
    case modelsListed([ModelEntry], MemoryUse?)
    /// The models were changed; the notice says how.
    case modelsChanged(notice: String)
    /// News of a benchmark.
    case benchmark(number: Int, BenchmarkNews)
    /// News of a model that is being added.
    case addition(number: Int, AdditionNews)
}

/// A message about prompts and drafts.
package enum FilesMessage: Sendable {
    /// A prompt was read.
    case opened(path: String, isShipped: Bool, Prompt, notices: [String])
    /// The prompt was saved.
    case saved(path: String, notices: [String])
    /// The file changed since it was read.
    case conflict(path: String, now: Prompt?)
    /// The saved prompts.
    case libraryListed([PromptEntry])
    /// Unsaved work that isn't on the screen, the newest first.
    case unsavedListed([FoundDraft])
    /// The versions of a prompt, the oldest first, and the prompt in its file now.
    case versionsListed([DescribedVersion], of: String, now: Prompt?)
    /// A prompt has other tags now.
    case tagged(path: String, [String])
    /// The library was changed.
    case libraryChanged(notice: String, deleted: TrashedPrompt?)
    /// The open prompt's file has another name now; nil if it was deleted.
    case moved(path: String?)
    /// The file of a prompt that is open besides has another name now; nil if it was deleted.
    case movedBeside(path: String, now: String?)
    /// Unsaved work of programs that have ended.
    case draftsFound([FoundDraft])
    /// The deleted prompts, the last deleted first.
    case trashListed([TrashedPrompt])
    /// What a typed path can become.
    case pathCompleted(of: String, PathCompletion)
    /// The formats of other programs' files.
    case formatsListed([ExchangeFormat], for: ExchangeFormat.Purpose)
    /// Another program's file was read.
    case imported(ImportedFile)
    /// A file for another program was written; the sentences say what it lacks.
    case exported(path: String, losses: [String])
    /// The passages that sources have for a question.
    case passagesFound(SourceQuestion, Result<[FoundPassage], SourceProblem>)
    /// A text came back from the user's editor.
    case editedOutside(ComposerField, String)
}

/// A message about data and evaluations.
package enum EvaluationMessage: Sendable {
    /// The data sets, or the facts about one of them.
    case dataListed([DataEntry]), dataDescribed(DataChoice, Result<DataFacts, DataProblem>)
    /// What a data set holds, in lines.
    case dataShown(DataChoice, Result<[String], DataProblem>)
    /// News of an evaluation.
    case evaluation(number: Int, EvaluationNews)
    /// A round of votes on the outputs of an evaluation so far.
    case votes(number: Int, Result<VoteRound, DataProblem>)
    /// News of a judge of the outputs of an evaluation, or of the lanes as they stand.
    case judging(number: Int, JudgeNews)
    /// News of attacks.
    case attacks(number: Int, AttackNews)
    /// News of candidates.
    case making(number: Int, MakingNews)
    /// A further output of the evaluation that a round of votes is about.
    case votable(number: Int, PairOutput, caseID: String)
}
