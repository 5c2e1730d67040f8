import ArgumentParser
import Console
import Evaluation
import Foundation
import History
import Operations
import Reports
import TextLayout

struct PairsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pairs",
        abstract: "Shows, writes and takes in verdicts on pairs of outputs: votes, and those of judges.",
        subcommands: [PairsShow.self, PairsCompare.self, PairsExport.self, PairsImport.self])
}

extension Voter.Kind: ExpressibleByArgument {}

/// Options for the pairs that are wanted.
struct PairArguments: ParsableArguments {
    @Option(help: "Only pairs of the prompt with this name.")
    var prompt: String?

    @Option(help: "Only verdicts of this person or model.")
    var voter: String?

    @Option(help: "Only verdicts of people, or only those of models.")
    var by: Voter.Kind?

    @Option(name: .customLong("case"), help: "Only pairs of the case with this id.")
    var caseID: String?

    @Option(help: "Only pairs with the output that an evaluation or another pair has under this `request`.")
    var request: String?

    @Option(help: "Only pairs with an output of the run with this number.")
    var run: Int64?

    var filter: PairFilter {
        PairFilter(prompt: prompt, kind: by, voter: voter, request: request, caseID: caseID, run: run)
    }
}

struct PairsShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract:
            "Says what kept verdicts say of a prompt's lanes: those of people, or with --by model those of models.")

    @OptionGroup var pairs: PairArguments

    @Option(help: "Takes this out of the strengths too. May be repeated.")
    var control: [PairCovariate] = []

    @Option(help: "The format of the result.")
    var format: StandingFormat = .table

    func validate() throws {
        if pairs.by == .model, !control.isEmpty { throw ValidationError("--control belongs to people's verdicts.") }
    }

    func run() throws {
        // People's verdicts and models' are never added up.
        var filter = pairs.filter
        filter.kind = filter.kind ?? .person
        let found = try withHistory { [filter] in try $0.pairs(filter) }
        let first = try Self.prompt(of: found)
        if filter.kind == .model { return try showJudge(found, of: first) }
        let lanes = Self.lanes(of: found)
        if format == .table { try printOutput(harmless("\(first): \(found.count) pairs\n\n")) }
        try PairStanding(found, lanes: lanes, covariates: control).print(as: format)
    }

    /// Returns the only judge of pairs, under its last wording.
    static func judge(of pairs: [Pair]) throws -> Voter {
        let names = Set(pairs.map(\.voter.name)).sorted()
        guard names.count == 1, let judge = pairs.last?.voter else {
            throw ValidationError(
                "\(names.count) models judged: \(names.prefix(8).joined(separator: ", ")). Choose one with --voter.")
        }
        return judge
    }

    /// Returns the only prompt of pairs.
    static func prompt(of pairs: [Pair]) throws -> String {
        let prompts = Set(pairs.map(\.first.prompt)).sorted()
        guard let first = prompts.first else { throw Failure("There are no such pairs.") }
        guard prompts.count == 1 else {
            throw ValidationError(
                "There are pairs of \(prompts.count) prompts: \(prompts.prefix(8).joined(separator: ", ")). Choose one with --prompt."
            )
        }
        return first
    }

    private static func lanes(of pairs: [Pair]) -> [String] {
        Set(pairs.flatMap { [$0.first.lane, $0.second.lane] }).sorted()
    }

    /// Shows a judge's verdicts below how far it can be believed, as it was shown when they were given.
    private func showJudge(_ found: [Pair], of prompt: String) throws {
        let judge = try Self.judge(of: found)
        // Verdicts under another wording are another judge's.
        let own = found.filter { $0.voter == judge }
        let votes = try withHistory { try $0.pairs(PairFilter(prompt: prompt, kind: .person)) }
        try JudgeReport(
            promptName: prompt, cases: Set(own.map(\.caseID)).count, judge: judge.name, lanes: Self.lanes(of: own),
            kinship: nil, isUnfair: false, identical: 0, pairs: own, votes: votes, cost: (0, 0)
        ).print(as: format)
        if own.count < found.count {
            printError("\(found.count - own.count) verdicts under other wordings of the judge's prompt are left out.")
        }
    }
}

struct PairsExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes pairs as JSON Lines, with both texts and all that made them.")

    @OptionGroup var pairs: PairArguments

    func run() throws {
        let found = try withHistory { try $0.pairs(pairs.filter) }
        try printForeign(try PairLines.text(of: found))
    }
}

struct PairsImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract:
            "Takes in pairs that `lathe pairs export` wrote, here or elsewhere. A pair that is there stays as it is.")

    @Argument(help: "A file of JSON Lines, or -.")
    var file: String

    func run() throws {
        let (pairs, bad) = PairLines.read(Data(try InputFile.text(of: file).utf8))
        let new = try withHistory { try $0.keep(pairs) }
        try printOutput("\(new) of \(pairs.count) pairs are new.\n")
        guard let first = bad.first else { return }
        printError(
            bad.count == 1
                ? "Line \(first) is no pair and was left out."
                : "\(bad.count) lines are no pairs and were left out; the first is line \(first).")
        throw ExitCode.failure
    }
}
