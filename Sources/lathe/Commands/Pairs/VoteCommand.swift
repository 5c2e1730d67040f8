import ArgumentParser
import Console
import Evaluation
import Foundation
import History
import Library
import Operations
import Prompting
import Reports
import TextLayout

extension PairCovariate: ExpressibleByArgument {}

struct VoteCommand: LaneCommand {
    static let configuration = CommandConfiguration(
        commandName: "vote",
        abstract:
            "Shows two outputs at a time without their lanes' names, takes your votes, and says which lane is better.",
        discussion: """
            Outputs are generated while you read, and kept. Sides are drawn at random. Each vote is kept before the next pair is \
            shown; the same command goes on with a round that was left, and `lathe pairs` shows, writes and merges votes.

            KEYS
              1  the first is better        2  the second is better
              =  both are equally good      0  both are bad
              s  later                      u  take the last vote back
              f  on in a long text          b  back in it
              d  mark the differing words   q  leave

            For two lanes it says after each vote whether it is decided; the error is at most 5 % whenever you stop. For \
            several it tells strengths (Bradley-Terry), with what stood first taken out.

            EXAMPLES
              lathe vote summary
              lathe vote title --data titles.csv --voter Ada \\
                  --lane name=cool,temperature=0.2 --lane name=warm,temperature=1
              lathe vote summary --result
            """)

    @Argument(help: "A prompt file, a prompt's name, or -.")
    var file: String

    @OptionGroup(title: "Data") var data: DataArguments
    @OptionGroup(title: "The prompt") var prompt: PromptArguments
    @OptionGroup(title: "Model and engine") var engine: EngineArguments
    @OptionGroup(title: "Sampling") var sampling: SamplingArguments
    @OptionGroup(title: "Lanes") var lanes: LaneArguments

    @Option(help: "Who votes; several people's votes on the same outputs are counted together.")
    var voter: String = Voter.user.name

    @Flag(help: "Tells the lanes' names after each vote.")
    var names = false

    @Flag(help: "Shows what the votes say so far, and asks for none.")
    var result = false

    @Option(
        help: "Takes this out of the strengths too. May be repeated.")
    var control: [PairCovariate] = []

    @Option(help: "The number of outputs that are generated at once.")
    var parallel: Int = EvaluationRun.defaultParallel

    @Option(help: ArgumentHelp("Decides sides and order (default: drawn anew).", valueName: "number"))
    var orderSeed: UInt64?

    @Option(help: "The format of the result.")
    var format: StandingFormat = .table

    func validate() throws {
        if !(1...32).contains(parallel) { throw ValidationError("--parallel is \(parallel); it must be 1...32.") }
        if voter.isEmpty { throw ValidationError("--voter is empty.") }
        if file == "-", !result { throw ValidationError("Votes come from standard input; the prompt must be a file.") }
        if data.data == "-", !result { throw ValidationError("Votes come from standard input; --data must be a file.") }
    }

    func run() throws {
        let chosen = try lanes.lanes()
        try withComparedLanes({ _ in chosen }, parallel: parallel) { _, plan in
            try withHistory { history in
                let session = try VoteSession(
                    plan, voter: .person(voter), history: history,
                    options: VoteSession.Options(
                        showsNames: names, covariates: control, seed: orderSeed ?? .random(in: 0...UInt64.max)))
                let end = try result ? nil : session.run()
                if format == .table, TerminalSize.current.isTerminal, !result { try printOutput("\n") }
                try session.standing.print(as: format)
                for remark in session.remarks + [end].compactMap(\.self) { printError(harmless(remark)) }
            }
        }
    }
}
