import Remedies

extension Remedy {
    /// The sentence that says it with commands and options.
    package var onCommandLine: String {
        switch self {
        case .chooseModel: "Choose another with --model."
        case .chooseGenerator: "`lathe eval` takes it as --embedding-model; choose another with --model."
        case .chooseLocalModel: "Choose a model here with --model."
        case .chooseImageModel:
            "Choose one that does with --model, or name the model's projector (mmproj) with --projector."
        case .nameProjector: "--projector names the model's own, and so does `projector` in your settings."
        case .choosePerplexityModel: "Choose a model that generates with --perplexity-model."
        case .nameModel(let known, let fetchable):
            (known.isEmpty ? "There are none yet" : "There are: " + known.joined(separator: ", "))
                + ". A path to a .gguf file works too, and `lathe models fetch \(fetchable)` fetches one."
        case .checkPath: "Check the path, or see `lathe models list`."
        case .fetchModel(let name): "Run `lathe models fetch \(name)`, or name a .gguf file with --model."
        case .inspectModel: "The file may be damaged: try `lathe models show`."
        case .renameModel(_, isTaken: true): "Remove that one first, or give this one another name with --name."
        case .renameModel(_, isTaken: false): "Give it another name with --name."
        case .bringBackModel(let sha256):
            "Bring it back (SHA-256 \(sha256 ?? "not known")), or give another one with --model."
        case .nameServer: "Name it there, or give a model with --model."

        case .smallerContext: "Ask for a smaller one with --context."
        case .largerContext: "Shorten the prompt, or ask for more with --context."
        case .completionLayout: "Use --layout completion."
        case .otherTemplate: "Another one can be tried with --template, and --layout completion does without."
        case .freeLayout: "Choose the layout `completion`, or none, which lets the model decide."
        case .runAgain: "What was generated is kept, and the next run starts a new one."
        case .giveValues(let names, let known):
            (known.isEmpty
                ? "No variable has a value."
                : "Variables with a value: \(known.map { "`\($0)`" }.joined(separator: ", ")).")
                + " Give a value under `variables` in the prompt, or with "
                + names.map { "`--set \($0)=…`" }.joined(separator: " ") + "."
        case .giveValue(let name): "--set \(name)=… gives it one."
        case .importPrompt(let file): "`lathe import \(file)` makes a prompt of it."
        case .importPreset(let file): "`lathe import \(file) --into PROMPT` puts its settings into one."

        case .nameData: "Name a file with --data."
        case .mapColumns: "Say which is which with --map COLUMN=VARIABLE."
        case .nameExpected(let column): "If it is `\(column)`, add --expected \(column)."
        case .lookAtData: "`lathe data show FILE` shows what it holds."
        case .nameAsCSV: "If they are meant as quotes, let the file's name end in .csv."
        case .splitLists: "Put the one that is meant into a file of its own."
        case .writeAsLines: "Write it as JSON Lines, one object on each line."
        case .writeAsText: "Write the data as JSON Lines, JSON, CSV or TSV."
        case .convertText(let name): "`iconv -f \(name) -t UTF-8 FILE > NEW-FILE` makes UTF-8 of it."
        case .nameStandardInput: "`-` reads standard input."
        case .sayWhatIsRight: "Name one with --expected COLUMN, or give the prompt `evaluators`."
        case .sayAnswerType: "--answer says otherwise."
        case .moreSamples: "--samples 6 makes five more."
        case .drawSamples: "Sample with --temperature 1, for example."
        case .resume: "--resume goes on with it."
        case .resumeMeasuring: "--resume checks them."
        case .checkStrictly: "--strict-sample 4 does it for 4 cases."
        case .runStrictly: "--strict runs all so."

        case .listRuns: "`lathe history list` shows those that are."
        case .listDeletedRuns: "`lathe history list --deleted` lists those that are."
        case .deleteRun(let id): "`lathe history delete \(id)` takes it away."
        case .listEvaluations: "`lathe evaluations list` shows those that are."
        case .listDeletedEvaluations: "`lathe evaluations list --deleted` lists those that are."
        case .pruneHistory: "Make room elsewhere first; then `lathe history prune` makes the file smaller."

        case .nameFormat(let names): "Say it with --from: \(names.joined(separator: ", "))."
        case .leaveOutLane: "Leave --lane out."
        case .readAsExamples: "--examples reads them as examples."
        case .nameLane: "--lane says whose; without it they are the prompt's own."
        case .nameForeignModel(let example): "--model \(example), for example, names one."
        case .sayContext: "It is told on the command line, with --context."
        case .compareSent: "Compare what `lathe compile` prints."
        }
    }
}
