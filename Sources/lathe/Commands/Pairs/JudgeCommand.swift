import ArgumentParser
import Console
import Evaluation
import Foundation
import History
import Library
import Models
import Operations
import Prompting
import Reports
import TextLayout

extension JudgePrompt.Form: ExpressibleByArgument {
    /// The forms in which outputs are judged; ratings are for what `lathe make` makes.
    package static var allValueStrings: [String] { [Self.pairwise, .rubric].map(\.rawValue) }

    /// Reads the name of one of them.
    package init?(argument: String) {
        guard Self.allValueStrings.contains(argument) else { return nil }
        self.init(rawValue: argument)
    }
}

struct JudgeCommand: LaneCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge",
        abstract: "Lets a model say which lane's outputs are better, and measures how far it can be believed.",
        discussion: """
            The lanes run over the cases, and the judge is asked about each two outputs of a case in both orders. A model on this \
            machine generates nothing: its verdict is read from the probabilities of the next token. A server's reply is held to \
            the verdict where the server can do that, else it is read, else it counts as unscored.

            Above the result stands how good an instrument the judge is. No result is told if fewer than 60 % of the pairs hold in \
            both orders, or keep the order of their scores when it is asked again: small models read the order and not the texts. \
            Verdicts are kept, so that the same command goes on, and `lathe vote` shows how far the judge agrees with you.

            The judge's prompts are judges/pairwise and judges/rubric; a copy in your prompts' folder comes before the shipped one.

            EXAMPLES
              lathe judge summary --judge gpt/gpt-4o-mini
              lathe judge title --data titles.csv --judge large-model \\
                  --lane name=cool,temperature=0.2 --lane name=warm,temperature=1
              lathe judge summary --as rubric
            """)

    @Argument(help: "A prompt file, a prompt's name, or -.")
    var file: String

    @OptionGroup(title: "Data") var data: DataArguments
    @OptionGroup(title: "The prompt") var prompt: PromptArguments
    @OptionGroup(title: "Model and engine") var engine: EngineArguments
    @OptionGroup(title: "Sampling") var sampling: SamplingArguments
    @OptionGroup(title: "Lanes") var lanes: LaneArguments

    @Option(
        help:
            "The model that judges: one of this machine, or of a server (default: the largest here that isn't a lane's)."
    )
    var judge: String?

    @Option(name: .customLong("as"), help: "Whether the judge compares two outputs or scores each.")
    var form: JudgePrompt.Form = .pairwise

    @Option(
        help: ArgumentHelp(
            "The judge's prompt, a file or a name (default: judges/pairwise or judges/rubric).", valueName: "file"))
    var judgePrompt: String?

    @Flag(help: "Asks for a reason too, which a model on this machine then has to generate.")
    var explain = false

    @Flag(help: "Leaves out the lines with which both outputs begin or end alike.")
    var fold = false

    @Option(help: ArgumentHelp("The largest number of pairs, drawn at random (default: all).", valueName: "number"))
    var pairs: Int?

    @Option(
        name: .customLong("repeat"),
        help: ArgumentHelp("The number of pairs that the judge is asked about twice more.", valueName: "number"))
    var again: Int = 10

    @Option(help: "The number of outputs that are generated at once.")
    var parallel: Int = EvaluationRun.defaultParallel

    @Option(help: "The format of the result.")
    var format: StandingFormat = .table

    func validate() throws {
        if !(1...32).contains(parallel) { throw ValidationError("--parallel is \(parallel); it must be 1...32.") }
        if let pairs, pairs < 1 { throw ValidationError("--pairs is \(pairs); it must be at least 1.") }
        if again < 0 { throw ValidationError("--repeat is \(again); it must be 0 or more.") }
        if fold, form == .rubric { throw ValidationError("--fold belongs to --as pairwise.") }
        if pairs != nil, form == .rubric { throw ValidationError("--pairs belongs to --as pairwise.") }
    }

    func run() throws {
        let chosen = try lanes.lanes()
        let judgeFile = try PromptLibrary.standard.open(judgePrompt ?? "judges/\(form.rawValue)")
        let asked = try JudgePrompt(judgeFile, form: form, explains: explain, foldsSharedParts: fold)
        try withComparedLanes({ _ in chosen }, parallel: parallel) { cases, plan in
            let backend = try backend(for: cases)
            guard let made = try CaseOutput.all(of: plan) else { throw ExitCode.interrupted }
            let outputs = try JudgedOutputs(made, of: plan)
            let kinship = Kinship(of: backend, to: outputs.lanes)
            try withHistory { history in
                let judge = Judge(backend, prompt: asked)
                let work = try JudgeWork(
                    judge, on: outputs, history: history, mode: cases.setup.mode, most: pairs)
                let interruption = Interruption(cancel: work.cancel)
                defer { withExtendedLifetime(interruption) {} }
                try wait { [again] in
                    try await work.run(telling: ProgressLine.teller)
                    try await work.askAgain(pairs: again, telling: ProgressLine.teller)
                }
                let votes = try history.pairs(PairFilter(prompt: plan.promptName, kind: .person))
                try work.print(plan, kinship, form: form, votes: votes, file: file, as: format)
                if let first = work.failures.first {
                    printError(harmless("\(work.failures.count) requests to the judge failed: \(first)"))
                }
                if interruption.isInterrupted { throw ExitCode.interrupted }
                if !work.failures.isEmpty { throw ExitCode.failure }
            }
        }
    }

    /// Returns the judge's engine.
    private func backend(for cases: PlannedCases) throws -> Backend {
        let paths = cases.lanes.compactMap { $0.backend.model?.description.path }
        return try wait { [judge, models = cases.models] in try await models.judge(judge, besides: paths) }
    }
}
