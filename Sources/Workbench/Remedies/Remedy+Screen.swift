import Remedies

extension Remedy {
    /// The sentence that says it with keys; with a command of the shell where the screen has none for it.
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
        case .renameModel(let arrival, isTaken: true):
            "Remove that one first, or let `\(arrival.command)` in a shell give this one another name."
        case .renameModel(let arrival, isTaken: false): "`\(arrival.command)` in a shell gives it another name."
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
        case .importPreset(let file): "`lathe import \(file) --into PROMPT` in a shell puts its settings into one."

        case .nameData: "Alt-g lists files that have some."
        case .mapColumns: "Alt-m in the list of data says which column fills which variable."
        case .nameExpected(let column): "If it is `\(column)`, say so with Alt-e in the list of data."
        case .lookAtData: "Alt-s shows what it holds."
        case .nameAsCSV: "If they are meant as quotes, let the file's name end in .csv."
        case .splitLists: "Put the one that is meant into a file of its own."
        case .writeAsLines: "Write it as JSON Lines, one object on each line."
        case .writeAsText: "Write the data as JSON Lines, JSON, CSV or TSV."
        case .convertText(let name): "`iconv -f \(name) -t UTF-8 FILE > NEW-FILE` makes UTF-8 of it."
        case .nameStandardInput: "Write what it gives into a file."
        case .sayWhatIsRight: "Call one so, or give the prompt's file `evaluators`."
        case .sayAnswerType: "`answer` in the prompt's file says otherwise."
        case .moreSamples: "Give the lane more samples."
        case .drawSamples: "Turn the lane's temperature up."
        case .resume: "r goes on with it."
        case .resumeMeasuring: "r checks them."
        case .checkStrictly: "`lathe eval --strict-sample 4` in a shell does it for 4 cases."
        case .runStrictly: "`strict: true` in the settings runs all so."

        case .listRuns: "Alt-h shows those that are."
        case .listDeletedRuns: "`lathe history list --deleted` in a shell lists those that are."
        case .deleteRun(let id): "`lathe history delete \(id)` in a shell takes it away."
        case .listEvaluations: "Alt-k lists those that are."
        case .listDeletedEvaluations: "`lathe evaluations list --deleted` in a shell lists those that are."
        case .pruneHistory: "Make room elsewhere first; then `lathe history prune` in a shell makes the file smaller."

        case .nameFormat(let names): "`lathe import --from` in a shell says it: \(names.joined(separator: ", "))."
        case .leaveOutLane: "Name no lane."
        case .readAsExamples: "`lathe import --examples` in a shell reads them as examples."
        case .nameLane: "`lathe export --lane` in a shell says whose."
        case .nameForeignModel(let example): "`lathe export --model \(example)`, for example, names one."
        case .sayContext: "`lathe open --context` says it at the start."
        case .compareSent: "^T shows what is sent."
        }
    }
}

extension Remedy.ModelArrival {
    fileprivate var command: String {
        switch self {
        case .added: "lathe models add --name"
        case .fetched: "lathe models fetch --name"
        }
    }
}
