import ArgumentParser
import Evaluation
import Operations

extension CandidateFilter: ExpressibleByArgument {
    /// The filters that can be switched off.
    package static var allValueStrings: [String] { allCases.filter(\.isSwitch).map(\.rawValue) }

    /// Reads the name of one of them.
    package init?(argument: String) {
        guard Self.allValueStrings.contains(argument) else { return nil }
        self.init(rawValue: argument)
    }
}

extension Rater.Dimension: ExpressibleByArgument {}

/// The format in which the report of `lathe make` is printed.
enum MakingFormat: String, CaseIterable, ExpressibleByArgument {
    case table, json
}

/// Where accepted candidates go that can be rows of data.
struct PlaceArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file of JSON Lines that accepted candidates are added to (default: the prompt file).", valueName: "file")
    )
    var to: String?

    func place(or usual: Acceptance.Place) -> Acceptance.Place { to.map { .file($0) } ?? usual }
}

/// Options that all kinds of making have.
struct MakingArguments: ParsableArguments {
    @Argument(help: "A prompt file or a prompt's name.")
    var file: String

    @Option(name: [.customShort("n"), .long], help: "The number of candidates that shall wait for your decision.")
    var number = 10

    @Option(
        name: .customLong("with"),
        help: ArgumentHelp("The model that writes (default: --model, else the prompt's).", valueName: "model"))
    var writer: String?

    @Option(
        help: ArgumentHelp(
            "Keeps all candidates in this file of JSON Lines, and goes on with those in it (default: a file for each prompt, kind and model).",
            valueName: "file"))
    var out: String?

    @Flag(help: "Accepts all kept candidates unseen, up to the number asked for.")
    var acceptAll = false

    @Option(
        help: ArgumentHelp(
            "Drops no candidate for this reason: \(CandidateFilter.allValueStrings.joined(separator: ", ")). May be repeated.",
            valueName: "filter"))
    var without: [CandidateFilter] = []

    @Option(help: ArgumentHelp("Has a judge rate each candidate from 0 to 5 by this.", valueName: "what"))
    var rate: Rater.Dimension?

    @Option(
        help: ArgumentHelp(
            "The model that rates: one of this machine, or of a server (default: the largest here that doesn't write).",
            valueName: "model"))
    var judge: String?

    @Option(help: ArgumentHelp("The least rating that is kept.", valueName: "rating"))
    var least = Rater.usualThreshold

    @Option(help: ArgumentHelp("The seed of all draws.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp("Ends when the model has written so many tokens (default: no limit).", valueName: "number"))
    var maxTokensTotal: Int?

    @Option(
        help: ArgumentHelp(
            "The most that requests to servers may cost, in US dollars, by the prices in the settings; one that might cost more than is left isn't made (default: no limit).",
            valueName: "dollars"))
    var maxCostTotal: Double?

    @Option(help: "The number of outputs that are generated at once.")
    var parallel = EvaluationRun.defaultParallel

    @Option(help: "The format of the report; nothing is asked after one in JSON.")
    var format: MakingFormat = .table

    func validate() throws {
        if !(1...100_000).contains(number) { throw ValidationError("-n is \(number); it must be 1...100000.") }
        if !(1...32).contains(parallel) { throw ValidationError("--parallel is \(parallel); it must be 1...32.") }
        if !(0...5).contains(least) { throw ValidationError("--least is \(least); it must be 0...5.") }
        if let maxTokensTotal, maxTokensTotal < 1 {
            throw ValidationError("--max-tokens-total is \(maxTokensTotal); it must be at least 1.")
        }
        try checkCost(maxCostTotal)
        if judge != nil, rate == nil { throw ValidationError("--judge belongs to --rate.") }
    }
}
