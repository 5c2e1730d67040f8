import ArgumentParser
import Console
import Evaluation
import Foundation
import Library
import Operations
import Reports
import TextLayout

struct MakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Lets a model write examples, cases, reasoning and phrasings, and asks you which of them to take.",
        discussion: """
            Candidates are written, filtered, and shown to you one at a time: nothing comes into a prompt or into data unseen. \
            What you accept bears the mark of how it was made, with model, settings and seed. What a run has made is kept, so \
            that the same command goes on with it.
            """,
        subcommands: [MakeExamples.self, MakeCases.self, MakeReasoning.self, MakePhrasings.self])
}

/// A command that makes inputs with their outputs.
protocol InputMakingCommand: MakingCommand {
    var place: PlaceArguments { get }
    var inputs: InputMakingArguments { get }
}

extension InputMakingCommand {
    /// Makes inputs and outputs; the accepted ones go to `usual` if no file is named.
    func makeInputs(for usual: Acceptance.Place) throws {
        var (asked, wanted) = (request(to: place.place(or: usual)), order)
        inputs.fill(&asked, &wanted)
        try make(wanted, asked)
    }
}

/// A command that makes candidates of one kind.
protocol MakingCommand: ParsableCommand {
    var making: MakingArguments { get }
    var engine: EngineArguments { get }
    /// What is made.
    static var kind: Candidate.Kind { get }
}

extension MakingCommand {
    /// What is asked for, without what only some kinds have.
    var order: MakingOrder {
        MakingOrder(
            Self.kind, number: making.number, seed: making.seed, mode: engine.setup.mode, parallel: making.parallel,
            mostTokens: making.maxTokensTotal, mostCost: making.maxCostTotal, off: Set(making.without),
            leastRating: making.least)
    }

    /// Returns the request without what only some kinds have.
    func request(to place: Acceptance.Place) -> MakingPlan.Request {
        var request = MakingPlan.Request(place: place)
        (request.writer, request.out) = (making.writer, making.out)
        (request.rating, request.judge) = (making.rate, making.judge)
        return request
    }

    /// Makes candidates, reports, and asks which to accept.
    func make(_ order: MakingOrder, _ request: MakingPlan.Request) throws {
        let models = LocalModels(engine.setup, telling: ProgressLine.teller)
        defer { models.shutDown() }
        let file = try PromptLibrary.standard.open(making.file)
        let plan = try wait { [name = making.file] in
            try await MakingPlan(order, request, of: file, name: name, models: models)
        }
        for notice in plan.notices { printError(harmless(notice)) }
        let earlier = plan.work.file.candidates.count
        let start = ContinuousClock.now
        let end = try plan.run()
        let seconds = start.duration(to: .now) / .seconds(1)
        try MakingReport(plan, order, earlier: earlier, seconds: seconds).print(asJSON: making.format == .json)
        if let sentence = end.sentence { printError(harmless(sentence)) }
        if end == .interrupted { throw ExitCode.interrupted }
        let least = order.threshold(of: plan.rater)
        if making.format == .table || making.acceptAll {
            let review = CandidateReview(plan, most: making.number, least: least)
            for sentence in try making.acceptAll ? review.acceptAll() : review.run() { printError(harmless(sentence)) }
        }
        if case .failed = end { throw ExitCode.failure }
    }
}
