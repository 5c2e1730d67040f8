import ArgumentParser
import Evaluation
import Library
import Operations
import Prompting

/// A command that runs lanes of a prompt over a data set.
protocol EvaluatingCommand: ParsableCommand {
    var file: String { get }
    var data: DataArguments { get }
    var prompt: PromptArguments { get }
    var engine: EngineArguments { get }
    var sampling: SamplingArguments { get }
    var answers: AnswerArguments { get }
    var evaluation: EvaluationArguments { get }
    var measures: MeasureArguments { get }
}

extension EvaluatingCommand {
    /// Opens the prompt, loads the models of its lanes, and does what is to be done as long as they are loaded.
    func withPlan(
        for chosen: (Prompt) throws -> [Lane], _ body: (EvaluationPlan) throws -> Void
    ) throws {
        let file = try PromptLibrary.standard.open(self.file)
        let data = try data.dataSet(for: file.prompt, answer: try answers.type)
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
        let variables = try prompt.variables()
        try body(
            try EvaluationPlan(
                file: file, name: self.file, data: data, lanes: planned, variables: variables,
                images: file.imageFolders(given: variables.keys), answer: try answers.type,
                tolerance: try answers.near.value, pick: answers.pick,
                mode: setup.mode, parallel: evaluation.parallel,
                texts: TextModels(measures.models, lanes: models.loaded, threads: engine.threads)))
    }
}
