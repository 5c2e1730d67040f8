import ArgumentParser
import Console
import Evaluation
import History
import Library
import Operations
import Prompting
import Reports
import TextLayout

/// A command that runs lanes of a prompt over cases.
protocol LaneCommand: ParsableCommand {
    var file: String { get }
    var data: DataArguments { get }
    var prompt: PromptArguments { get }
    var engine: EngineArguments { get }
    var sampling: SamplingArguments { get }
    /// Adds to the prompt what the command's options say, before its lanes are chosen.
    func prepare(_ file: inout PromptFile) throws
}

extension LaneCommand {
    /// Most commands run the prompt as its file has it.
    func prepare(_ file: inout PromptFile) throws {}
}

/// What lanes over cases are planned from.
struct PlannedCases {
    var file: PromptFile
    var data: DataSet
    /// The file that the cases are from; nil if they are the prompt's own, or from standard input.
    var source: String?
    var lanes: [PlannedLane]
    var variables: [String: String]
    var setup: EngineSetup
    var models: LocalModels

    /// The path of the prompt's file; nil if it has none.
    var path: String? { file.hasPath ? file.file : nil }
}

extension LaneCommand {
    /// Opens the prompt, loads the models of its lanes, and does what is to be done as long as they are loaded.
    func withLanes(
        _ chosen: (Prompt) throws -> [Lane], answer: AnswerType? = nil, _ body: (PlannedCases) throws -> Void
    ) throws {
        var file = try PromptLibrary.standard.open(self.file)
        try prepare(&file)
        let data = try data.dataSet(for: file, answer: answer)
        let setup = engine.setup
        let models = LocalModels(setup, telling: ProgressLine.teller)
        defer { models.shutDown() }
        let (lanes, settings) = (try chosen(file.prompt), try sampling.patch())
        let planned = try wait {
            [prompt = file.prompt, technique = prompt.technique, layout = prompt.layout, chat = try prompt.chat()] in
            try await PlannedLane.all(
                of: prompt, replacedBy: lanes, technique: technique, layout: layout, commandLine: settings, chat: chat,
                models: models)
        }
        try body(
            PlannedCases(
                file: file, data: data, source: self.data.file, lanes: planned, variables: try prompt.variables(),
                setup: setup, models: models)
        )
    }

    /// Does the same for lanes whose outputs are compared with each other, so that nothing need be right.
    func withComparedLanes(
        _ chosen: (Prompt) throws -> [Lane], parallel: Int, _ body: (PlannedCases, EvaluationPlan) throws -> Void
    ) throws {
        try withLanes(chosen) { cases in
            guard cases.lanes.count > 1 else {
                throw ValidationError("There is one lane; comparing takes two or more. Name them with --lane.")
            }
            let plan = try wait { [name = file, threads = engine.threads] in
                try await EvaluationPlan(
                    .eval, file: cases.file, path: cases.path, name: name, data: cases.data, source: cases.source,
                    lanes: cases.lanes, variables: cases.variables,
                    images: cases.file.imageFolders(given: cases.variables.keys), answer: nil, pick: .last,
                    mode: cases.setup.mode, parallel: parallel,
                    texts: TextModels(lanes: cases.models.loaded, threads: threads), needsRightAnswers: false,
                    telling: ProgressLine.teller)
            }
            for notice in plan.notices { printError(harmless(commandLineText(of: notice))) }
            try body(cases, plan)
        }
    }
}

/// A command that runs lanes over a data set and scores them.
protocol EvaluatingCommand: LaneCommand {
    var answers: AnswerArguments { get }
    var evaluation: EvaluationArguments { get }
    var measures: MeasureArguments { get }
    var history: HistoryArguments { get }
    /// What is kept as the evaluation's origin.
    static var origin: EvaluationOrigin { get }
}

extension EvaluatingCommand {
    /// Opens the prompt, loads the models of its lanes, and does what is to be done as long as they are loaded.
    func withPlan(
        for chosen: (Prompt) throws -> [Lane], _ body: (EvaluationPlan) throws -> Void
    ) throws {
        let (type, tolerance) = (try answers.type, try answers.near.value)
        let (name, origin, threads) = (file, Self.origin, engine.threads)
        let (pick, parallel, scoring, words) = (answers.pick, evaluation.parallel, evaluation.score, measures.models)
        try withLanes(chosen, answer: type) { cases in
            let plan = try wait {
                try await EvaluationPlan(
                    origin, file: cases.file, path: cases.path, name: name, data: cases.data,
                    source: cases.source, lanes: cases.lanes, variables: cases.variables,
                    images: cases.file.imageFolders(given: cases.variables.keys), answer: type, tolerance: tolerance,
                    pick: pick, mode: cases.setup.mode, parallel: parallel, scoring: scoring,
                    texts: TextModels(words, lanes: cases.models.loaded, threads: threads),
                    telling: ProgressLine.teller)
            }
            try body(plan)
        }
    }
}
