import ArgumentParser
import Console
import Evaluation
import Lanes
import Library
import Operations
import Prompting
import Reports
import Sampling
import TextLayout

struct NextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next",
        abstract: "Shows the funnel and the distribution of the next token, or how likely given texts are.",
        discussion: """
            EXAMPLES
              lathe next --text "The capital of France is"
              lathe next sentiment --temperature 1.5 --top-p 0.9
              lathe next --text "- item" --top 20 --draws 1000 --format json
              lathe next --text "The capital of France is" --continue Paris --continue Lyon
              lathe next sentiment --score likelihood
            """)

    @Argument(help: "A prompt file, a prompt's name, or -.")
    var file: String?

    @Option(parsing: .unconditional, help: "A text to continue, instead of a prompt.")
    var text: String?

    @OptionGroup(title: "The prompt") var prompt: PromptArguments
    @OptionGroup(title: "The prompt") var images: ImageArguments
    @OptionGroup(title: "Model and engine") var engine: EngineArguments
    @OptionGroup(title: "Sampling") var sampling: SamplingArguments

    @Option(help: "The number of candidates to list, 1...10000.")
    var top = 10

    @Option(help: "Draws this many tokens, 1...10000000, and counts them.")
    var draws: Int?

    @Option(
        name: .customLong("continue"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Shows how likely the model is to go on with this text: the logarithm of each token's probability and its rank, before any sampler. Without a leading blank both ways of writing count. May be repeated.",
            valueName: "text"))
    var continuations: [String] = []

    @Option(
        help:
            "What is shown: generation, the candidates for the next token; likelihood, how likely each possible answer is where the output begins, as eval reads it: the prompt's choices, yes and no, or the right answers of its test data."
    )
    var score: ScoringWay = .generation

    @Option(parsing: .unconditional, help: "The form of the answers for --score likelihood (default: the prompt's).")
    var answer: String?

    @Option(help: "The format of the output.")
    var format: TableFormat = .table

    func validate() throws {
        guard (file == nil) != (text == nil) else { throw ValidationError("Give either a prompt or --text.") }
        guard (1...10_000).contains(top) else { throw ValidationError("--top is \(top); it must be 1...10000.") }
        if draws != nil, !continuations.isEmpty {
            throw ValidationError("Give either --draws or --continue: the texts of --continue are given, not drawn.")
        }
        guard score == .generation || text == nil && draws == nil && continuations.isEmpty else {
            throw ValidationError("--score likelihood takes a prompt, without --text, --draws and --continue.")
        }
        if answer != nil, score != .likelihood { throw ValidationError("--answer belongs to --score likelihood.") }
        _ = try AnswerArguments.read(answer)
        if let draws, !(1...10_000_000).contains(draws) {
            throw ValidationError("--draws is \(draws); it must be 1...10000000.")
        }
    }

    func run() throws {
        let opened = try file.map { try PromptLibrary.standard.open($0) }
        let setup = engine.setup
        let word = setup.choice.word(prompt: opened?.prompt.model)
        if let remote = Backends.standard.remote(word) {
            throw continuations.isEmpty && score == .generation
                ? EngineError.noDistribution(server: remote.name) : EngineError.noLikelihood(server: remote.name)
        }
        let models = LocalModels(setup, telling: ProgressLine.teller)
        defer { models.shutDown() }
        let model = try wait { try await models.get(word) }
        let lane: LaneRequest
        if let text {
            lane = LaneRequest(
                continuing: text, commandLine: try sampling.patch(), modelFile: model.description.settings)
        } else {
            let (name, variables, settings) = (file ?? "", try prompt.variables(), try sampling.patch())
            let asked = images.applied(to: opened?.prompt ?? Prompt())
            let plan = try wait { [technique = prompt.technique, layout = prompt.layout, chat = try prompt.chat()] in
                try await RunPlan(
                    prompt: asked, name: name, lanes: [Lane(name: "A")], variables: variables,
                    technique: technique, layout: layout, commandLine: settings, chat: chat, models: models,
                    mode: setup.mode, images: opened?.imageFolders(given: variables.keys) ?? ImageFolders(),
                    notices: opened?.notices ?? [])
            }
            for notice in plan.notices { printError(harmless(notice)) }
            lane = plan.request.lanes[0]
            if score == .likelihood {
                let type = try AnswerArguments.read(answer)
                return try LikelihoodReport(ofAnswersTo: asked, as: type, in: lane, on: model.engine, setup.mode)
                    .show(as: format)
            }
        }
        if !continuations.isEmpty {
            return try LikelihoodReport(of: continuations, behind: lane.prompt, in: model.engine, setup.mode)
                .show(as: format)
        }
        let next = try wait { try await model.engine.next(lane.prompt, mode: setup.mode) }
        try NextReport(of: next, lane, on: model.engine, top: top, draws: draws).show(as: format)
    }
}
