import Remedies

extension Remedy {
    /// The sentence that says it with keys; where the screen has none for it, with a file or a command, and never with an option.
    package var onScreen: String {
        switch self {
        case .chooseModel, .chooseGenerator: "Alt-l chooses another one."
        case .chooseLocalModel: "Alt-l chooses a model that is here."
        case .chooseImageModel:
            "Alt-l chooses a model that does; a model here needs its projector (mmproj) beside its file, or named under `projector` in your settings."
        case .nameProjector: "`projector` in your settings names the model's own."
        case .choosePerplexityModel: "Alt-l gives the first lane a model that generates."
        case .nameModel: "Alt-l chooses one of those that are here."
        case .checkPath: "Check the path."
        case .fetchModel(let name): "Alt-l, \(name) and Enter fetch one."
        case .inspectModel: "The file may be damaged: Alt-l chooses another one."
        case .renameModel(.added, isTaken: true):
            "Remove that one first (Alt-r in the list of models), or give the file another name."
        case .renameModel(.added, isTaken: false): "Give the file another name, then add it again with Alt-l."
        case .renameModel(.fetched, isTaken: true): "Remove that one first (Alt-r in the list of models)."
        case .renameModel(.fetched, isTaken: false): "Download it under another name, then add that file with Alt-l."
        case .bringBackModel(let sha256):
            "Bring it back (SHA-256 \(sha256 ?? "not known")), or choose another one with Alt-l."
        case .nameServer: "Name it there, or choose a model with Alt-l."

        case .smallerContext: "Alt-l chooses another model or unloads one."
        case .largerContext: "Shorten it; ^T shows what takes how many."
        case .completionLayout: "F3 chooses the completion layout."
        case .otherTemplate: "F3 chooses the completion layout, which does without."
        case .freeLayout: "F3 changes it."
        case .runAgain: "The texts are kept; F5 starts a new one."
        case .giveValues(let names, _): names.count == 1 ? "Type one below the input." : "Type them below the input."
        case .giveValue: "Type one below the input."
        case .importPrompt: "Alt-j makes a prompt of it."
        case .importPreset: "Alt-j makes a new prompt with its settings."

        case .nameData: "Alt-g lists files that have some."
        case .mapColumns: "Alt-m in the list of data says which column fills which variable."
        case .nameExpected(let column): "If it is `\(column)`, say so with Alt-e in the list of data."
        case .lookAtData: "Alt-s shows what it holds."
        case .nameAsCSV: "If they are meant as quotes, let the file's name end in .csv."
        case .splitLists: "Put the one that is meant into a file of its own."
        case .writeAsLines: "Write it as JSON Lines, one object on each line."
        case .writeAsText: "Write the data as JSON Lines, JSON, CSV or TSV."
        case .convertText(let name): "An editor that reads \(name) can save it as UTF-8."
        case .nameStandardInput: "Write what it gives into a file."
        case .sayWhatIsRight: "Call one so, or write `evaluators` at the end of the prompt's pane (e)."
        case .sayAnswerType:
            "Alt-t in the list of data says otherwise, or `answer` at the end of the prompt's pane (e)."
        case .moreSamples: "Give the lane more samples."
        case .drawSamples: "Turn the lane's temperature up."
        case .resume: "r goes on with it."
        case .resumeMeasuring: "r checks them."
        case .checkStrictly, .runStrictly: "`strict: true` in the settings runs all so."

        case .listRuns: "Alt-h shows those that are."
        case .listDeletedRuns: "Alt-z in the history (Alt-h) lists those that are."
        case .deleteRun: "Delete in the history (Alt-h) takes it away."
        case .listEvaluations: "Alt-k lists those that are."
        case .listDeletedEvaluations: "Alt-z in the kept evaluations (Alt-k) lists those that are."
        case .pruneHistory: "Make room elsewhere first; then `lathe history prune` in a shell makes the file smaller."

        case .nameFormat: "Alt-j lists the formats to choose from."
        case .leaveOutLane: "Name no lane."
        case .readAsExamples: "Alt-x deletes a turn, and a in the list of examples adds an example."
        case .nameLane: "The file has the prompt's own."
        case .nameForeignModel(let example): "Name one in the file that was written: `\(example)`, for example."
        case .sayContext: "Lathe chooses the context itself when it loads a model."
        case .compareSent: "^T shows what is sent."
        }
    }
}
