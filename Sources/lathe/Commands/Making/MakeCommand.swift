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
            mostTokens: making.maxTokensTotal, off: Set(making.without), leastRating: making.least)
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
        let end = try run(plan)
        let seconds = start.duration(to: .now) / .seconds(1)
        try print(report(plan, order, earlier: earlier, seconds: seconds))
        if let sentence = end.sentence { printError(harmless(sentence)) }
        if end == .interrupted { throw ExitCode.interrupted }
        let least = order.threshold(of: plan.rater)
        if making.format == .table || making.acceptAll { try decide(plan, least: least) }
        if case .failed = end { throw ExitCode.failure }
    }

    private func run(_ plan: MakingPlan) throws -> MakingEnd {
        let interruption = Interruption(cancel: plan.work.cancel)
        return try withExtendedLifetime(interruption) {
            try wait { try await plan.work.run(telling: ProgressLine.teller) }
        }
    }

    private func report(_ plan: MakingPlan, _ order: MakingOrder, earlier: Int, seconds: Double) -> MakingReport {
        MakingReport(
            promptName: plan.promptName, kind: Self.kind, writer: plan.writer.name,
            candidates: plan.work.file.candidates, earlier: earlier,
            filters: plan.work.filters, off: order.off, unfit: plan.work.unfit,
            rating: plan.rater.map {
                MakingReport.Rating(
                    judge: $0.judge.backend.name, dimension: making.rate?.rawValue ?? "", isWriter: $0.isWriter,
                    least: order.leastRating)
            }, usage: plan.work.usage, seconds: seconds, file: plan.work.file.path)
    }

    private func print(_ report: MakingReport) throws {
        switch making.format {
        case .table: try printOutput(harmless(report.text))
        case .json: try printJSON(report, pretty: true)
        }
    }

    private func decide(_ plan: MakingPlan, least: Double?) throws {
        let review = CandidateReview(plan, most: making.number, least: least)
        let sentences = try making.acceptAll ? review.acceptAll() : review.run()
        for sentence in sentences { printError(harmless(sentence)) }
    }
}
