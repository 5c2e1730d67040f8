import Evaluation
import History
import Library
import Prompting

/// What a layer or a part of the screen asks the whole of it for; carried out in order.
enum Request: Sendable {
    case effect(Effect)
    /// A sentence for the last line.
    case say(String, isError: Bool = false)

    // MARK: layers

    /// The top layer goes, or all of them.
    case close, closeAll
    /// Something is asked over the layer.
    case ask(Question), choose(Choice)
    /// Something is asked over the panes, in the place of all layers.
    case askAnew(Question)
    /// The top layer takes an answer, or has its cursor put on a row.
    case answer(String), select(String)
    /// Two things are shown beside each other.
    case compare(Comparison)
    /// What a binding does.
    case perform(Action)

    // MARK: panes

    /// Keys go to a pane.
    case focus(Pane)
    /// Keys go to the lanes, unless something is being typed.
    case focusLanes
    /// Puts a text on the clipboard.
    case copy(String)
    /// Prompt or lanes were changed; only a part of the screen says so, of itself.
    case changed(Change)

    // MARK: prompts and runs

    /// Reads another prompt; what isn't saved is kept first.
    case open(String)
    case save(as: String)
    /// Replaces what another program saved.
    case saveAllTheSame(String)
    /// Makes a prompt what it was.
    case restoreVersion(PromptVersion, of: String)
    /// Takes over unsaved work, or offers more of it.
    case restoreDraft(FoundDraft), offer([FoundDraft])
    /// Asks the history for runs, more of those before or others.
    case listRuns(HistoryFilter, HistoryPosition)
    /// Writes what stands in the lanes to a file.
    case export(path: String)

    // MARK: lanes

    case renameLane(String)
    /// Runs a lane.
    case run(Int)
    /// The chart's cursor goes to the likeliest candidate.
    case showFirstCandidate
    /// Takes a typed value.
    case setKnob(Knob, String), setStops(String)

    // MARK: models

    case model(ModelRequest)

    // MARK: evaluations

    /// Lists the data sets.
    case listData
    case evaluate(DataChoice), stopEvaluation
    /// Says something of the evaluation, unless that is what is shown.
    case tellOfEvaluation(String, isError: Bool = false)
    /// Shows one of the cases that are listed.
    case showCase(ids: [String], place: Int)
    /// Puts a case into the prompt, or makes an example of it.
    case openCase(Case), addExample(EvaluationReport.Row)
}

/// What the list of models asks for, and what is told in it.
enum ModelRequest: Sendable {
    /// Puts all lanes, or the focused one, on a model.
    case use(ModelEntry, inLane: Bool)
    /// Adds a model that was typed.
    case add(String)
    /// Forgets what couldn't be added.
    case forgetAddition
    /// Measures a model, or ends that.
    case toggleBenchmark(ModelEntry?, MemoryUse?)
    /// Deletes a model's file.
    case remove(ModelEntry)

    /// Says something in the list, or, where that isn't open, in the last line.
    case say(String, isError: Bool = false)
    /// Says something in the last line where the list isn't open; what the list said goes.
    case sayUnlessListed(String)
    /// Lists the models again where that is open.
    case listAgain
    /// Puts the cursor on a model once it is listed.
    case await(String)
    /// Clears what is typed, or puts a text there if there is none.
    case clear, typeAgain(String)
}
