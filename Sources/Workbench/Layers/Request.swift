import Evaluation
import History
import Library
import Prompting
import Sampling
import Terminal

/// What a layer or a part of the screen asks of the whole screen. Requests are carried out in order.
enum Request: Sendable {
    case effect(Effect)
    /// Shows a sentence in the last line.
    case say(String, isError: Bool = false)

    // MARK: layers

    /// Closes the top layer, or all layers.
    case close, closeAll
    /// Asks something over the layer.
    case ask(Question), choose(Choice)
    /// Asks something over the panes, in place of all layers.
    case askAnew(Question)
    /// Gives an answer to the top layer, or moves its cursor to a row.
    case answer(String), select(String)
    /// Shows two things side by side.
    case compare(Comparison)
    /// Performs an action.
    case perform(Action)
    /// What a key of the top layer does.
    case press(Key)

    // MARK: panes

    /// Gives the focus to a pane.
    case focus(Pane)
    /// Gives the focus to the lanes if it is on the prompt, so that the next keys are the lane's.
    case focusLanes
    /// Puts a text on the clipboard. With `what`, such as `The output`, a sentence says so.
    case copy(String, what: String? = nil)
    /// Notes a change of prompt or lanes. A part of the screen says this only of itself.
    case changed(Change)

    // MARK: prompts and runs

    /// Opens another prompt. Unsaved changes are kept first.
    case open(String)
    case save(as: String)
    /// Saves over what another program saved.
    case saveAllTheSame(String)
    /// Restores a version of a prompt.
    case restoreVersion(PromptVersion, of: String)
    /// Takes over unsaved work, or throws it away.
    case restoreDraft(FoundDraft), discardDraft(FoundDraft)
    /// Writes the prompt for another program.
    case exportPrompt(ExchangeFormat, path: String)
    /// Opens one of the prompts of another program's file.
    case openImported(Int, of: ImportedFile)
    /// Asks the history for runs: more of a list, or another list.
    case listRuns(HistoryFilter, HistoryPosition)
    /// Writes the lanes to a file.
    case export(path: String)

    // MARK: lanes

    case renameLane(String)
    /// Marks a text in all outputs, and goes to its next place.
    case find(String)
    /// Shows how likely the focused lane goes on with a text.
    case showLikelihood(of: String)
    /// Shows how predictable a text is, which is called so.
    case showPredictability(of: String, String)
    /// Opens a lane that branches off the focused one: with these tokens in this stage, the last of which has this text.
    case branch(stage: Int, [Int32], after: String)
    /// Makes a lane's output something of the prompt.
    case addOutput(String, as: OutputUse)
    /// Runs a lane.
    case run(Int)
    /// Searches the sources of a lane that waits for that.
    case findPassages(SourceQuestion)
    /// Sets the prompt's technique.
    case takeTechnique(Technique)
    /// Sets the prompt's layout.
    case takeLayout(Layout)
    /// Goes to a knob and asks for its value.
    case chooseKnob(Int)
    /// Moves the chart's cursor to the likeliest candidate.
    case showFirstCandidate
    /// Sets a knob to a typed value.
    case setKnob(Knob, String), setTexts(SettingsKey, String)
    /// Takes a knob's value from the lane.
    case resetKnob(Knob)
    /// Shows the order of the stages.
    case showOrder

    // MARK: models

    case model(ModelRequest)

    // MARK: evaluations

    /// Lists the data sets.
    case listData
    /// Shows what a data set holds.
    case showData(DataChoice, name: String)
    case evaluate(DataChoice, EvaluationWay), stopEvaluation
    /// Shows a sentence about the evaluation, unless the evaluation is being shown.
    case tellOfEvaluation(String, isError: Bool = false)
    /// Shows one of the listed cases, with this lane first.
    case showCase(ids: [String], place: Int, lane: Int)
    /// Shows how far the shares that a lane gives to possible answers can be trusted.
    case showCalibration(lane: Int)
    /// Votes blindly on the outputs of this session's evaluation.
    case vote
    /// Lets a person of this name vote from now on.
    case voteAs(String)
    /// Shows what votes say of lanes.
    case showStanding([Pair], lanes: [String])
    /// Lets a model judge the outputs of this session's evaluation; the usual one if its word is empty.
    case judge(String)
    /// Lets a model judge the outputs of the lanes as they stand, in the same way.
    case judgeLanes(String)
    /// Lists what was said of outputs that stood in pairs.
    case listPairs(PairFilter)
    /// Shows one of the listed pairs.
    case showPair([PairVerdicts], place: Int)
    /// Lists the kept evaluations that have these words.
    case listEvaluations(String)
    /// Finds out what a suite of attacks, nil for the usual one, would do with so many tries; or begins what is planned.
    case planAttacks(suite: String?, tries: Int), beginAttacks
    /// Makes candidates, or decides on them.
    case making(MakingRequest)
    /// Puts a case into the prompt, or makes an example of it.
    case openCase(Case), addExample(EvaluationReport.Row)
}

/// What the list of candidates asks for.
enum MakingRequest: Sendable {
    /// Finds out what would be made by these choices, or begins that.
    case plan(MakingChoices), begin
    /// Decides on the candidate with a number, or takes the last decision back.
    case decide(Candidate.Decision, Int), takeBack
    /// Moves the least rating that is kept.
    case moveLeast(Double)
}

/// What the list of models asks for, and what it is told.
enum ModelRequest: Sendable {
    /// Puts all lanes, or the focused one, on a model.
    case use(ModelEntry, inLane: Bool)
    /// Puts the focused lane on the prompt's model again.
    case followPrompt
    /// Adds the model that was typed.
    case add(String)
    /// Forgets a model that couldn't be added.
    case forgetAddition
    /// Measures a model, or stops measuring.
    case toggleBenchmark(ModelEntry?, MemoryUse?)
    /// Deletes a model's file.
    case remove(ModelEntry)

    /// Shows a sentence in the list; if that isn't open, in the last line.
    case say(String, isError: Bool = false)
    /// Shows a sentence in the last line if the list isn't open; in the list, removes its sentence.
    case sayUnlessListed(String)
    /// Lists the models again, if the list is open.
    case listAgain
    /// Moves the cursor to a model when it is listed.
    case await(String)
    /// Clears the typed text, or types a text again if there is none.
    case clear, typeAgain(String)
}

/// What an output can become.
enum OutputUse: Sendable, Hashable {
    case example, testCase
    /// The right answer of a case that the test data have, by its index.
    case rightAnswer(Int)
}
