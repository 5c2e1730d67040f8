import Interchange
import Lanes
import Library
import Models
import Remedies
import Reports
import Testing
import Workbench

@Suite struct RemedyTests {
    static let all: [Remedy] =
        [
            .chooseModel, .chooseGenerator, .chooseLocalModel, .choosePerplexityModel, .chooseImageModel,
            .nameProjector,
            .nameModel(known: [], fetchable: "smollm2"), .nameModel(known: ["a", "b"], fetchable: "smollm2"),
            .checkPath, .fetchModel("smollm2"), .inspectModel, .bringBackModel(sha256: nil),
            .bringBackModel(sha256: "ab12"), .nameServer, .smallerContext, .largerContext, .completionLayout,
            .freeLayout, .otherTemplate, .runAgain, .giveValues(["a", "b"], known: []),
            .giveValues(["a"], known: ["c"]),
            .giveValue("a"), .importPrompt("x.prompty"), .importPreset("x.yaml"), .nameData, .mapColumns,
            .nameExpected("answer"), .lookAtData, .nameAsCSV, .splitLists,
            .writeAsLines, .writeAsText, .convertText(from: "CP949"), .nameStandardInput, .sayWhatIsRight,
            .sayAnswerType, .resume, .resumeMeasuring, .checkStrictly,
            .runStrictly, .listRuns, .listDeletedRuns, .deleteRun(7), .listEvaluations, .listDeletedEvaluations,
            .pruneHistory, .nameFormat(["openai", "llm"]),
            .leaveOutLane, .nameLane, .readAsExamples, .nameForeignModel(example: "openai:gpt-4o"), .sayContext,
            .compareSent, .moreSamples, .drawSamples,
        ]
        + Remedy.ModelArrival.allCases.flatMap { arrival in
            [true, false].map { .renameModel(arrival, isTaken: $0) }
        }

    @Test(arguments: all) func `each remedy is a sentence on the command line and on the screen`(_ remedy: Remedy) {
        for sentence in [remedy.onCommandLine, remedy.onScreen] {
            #expect(sentence.count > 5 && sentence.hasSuffix("."), "\(sentence)")
            #expect(
                sentence.first?.isLetter == false || sentence.first?.isUppercase == true || sentence.hasPrefix("r "))
        }
    }

    @Test(arguments: all) func `the screen names no option`(_ remedy: Remedy) {
        #expect(remedy.onScreen.firstMatch(of: #/(^|[\s`(])--?[a-zA-Z]/#) == nil, "\(remedy.onScreen)")
    }

    @Test func `an error is told with an option on the command line and with a key on the screen`() {
        let error = EngineError.noChatTemplate
        let cause = "The model has no chat template (it is a base model)."
        #expect("\(error)" == cause)
        #expect(commandLineText(of: error) == cause + " Use --layout completion.")
        #expect(screenText(of: error) == cause + " F3 chooses the completion layout.")
    }

    @Test func `an error that wraps another one has its remedy`() {
        let error = InterchangeError.file(.foreign(file: "x.prompty", program: "Prompty", isPreset: false))
        #expect(commandLineText(of: error).hasSuffix("`lathe import x.prompty` makes a prompt of it."))
    }

    @Test func `a notice about an error keeps the error's remedy behind the words in front`() {
        let notice = Notice("The run isn't kept. ", about: ModelFileError.noModels(folder: "models"))
        #expect(
            screenText(of: notice)
                == "The run isn't kept. There is no model in models. Alt-l, smollm2 and Enter fetch one.")
    }

    @Test func `an error without a remedy is its description`() {
        let error = EngineError.decodeFailed(reason: "x")
        #expect(commandLineText(of: error) == "\(error)" && screenText(of: error) == "\(error)")
    }
}
