import ArgumentParser
import Console
import Evaluation
import History
import Reports
import TextLayout

struct PairsCompare: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Sets people's verdicts beside a judge's on the same outputs, those first on which they part.",
        discussion: """
            EXAMPLES
              lathe pairs compare --prompt summary
              lathe pairs compare --prompt summary --voter large-model --texts
            """)

    @Option(help: "Only pairs of the prompt with this name.")
    var prompt: String?

    @Option(help: "The judge.")
    var voter: String?

    @Flag(help: "Prints the texts on which they part, side by side.")
    var texts = false

    @Option(help: "The format of the result.")
    var format: TableFormat = .table

    func run() throws {
        let judged = try withHistory { [prompt, voter] in
            try $0.pairs(PairFilter(prompt: prompt, kind: .model, voter: voter))
        }
        let name = try PairsShow.prompt(of: judged)
        let judge = try PairsShow.judge(of: judged)
        let votes = try withHistory { try $0.pairs(PairFilter(prompt: name, kind: .person)) }
        let report = JudgedVotesReport(
            promptName: name, judge: judge.name, trial: JudgeTrial(judged.filter { $0.voter == judge }),
            votes: votes)
        if format == .json { return try printJSON(report, pretty: true) }
        let terminal = TerminalSize.current
        let text = report.text(width: terminal.columns, glyphs: terminal.glyphs)
        let parted = texts ? report.parted(width: terminal.columns, glyphs: terminal.glyphs) : ""
        try printOutput(harmless(parted.isEmpty ? text : parted + "\n" + text, glyphs: terminal.glyphs))
    }
}
