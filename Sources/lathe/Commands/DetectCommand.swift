import ArgumentParser
import Console
import Library
import Operations
import Prompting
import Reports
import TextLayout

struct DetectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect",
        abstract: "Shows how predictable a text is for a model, beside your own texts of known origin.",
        discussion: """
            Machines write what is likely, people less so. Below the text stand signs for the rank of each token among all that \
            the model could expect: none for 1 to 10, - to 100, + to 1000, # above. With it come surprisal, log-rank and the \
            statistics of Fast-DetectGPT and, with --reference, Binoculars, all from the model's own probabilities.

            What such a figure means depends on the model, the length, the language and the kind of text, so no published threshold is used. \
            --human and --machine name texts of yours whose origin you know: each line of a text file, each row of CSV or JSON Lines with \
            a column `text` or `output`, or each .txt and .md file of a folder is a text. Only then there is a verdict, with its error rates. \
            99 human texts or more are needed for a threshold with 1 % false alarms.

            EXAMPLES
              lathe detect essay.txt
              lathe detect - --tokens < essay.txt
              lathe detect essay.txt --human essays/ --machine generated.jsonl
              lathe detect --human essays/ --machine generated.jsonl   how well it works
            """)

    @Argument(help: "A text, a file, or -. May be left out if there are --human and --machine.")
    var text: String?

    @Option(help: "The model that reads the texts, by name or path (default: as the settings say).")
    var model: String?

    @Option(
        help: ArgumentHelp(
            "A second model with the same vocabulary, whose expectations the text is compared with.", valueName: "model"
        ))
    var reference: String?

    @Option(help: ArgumentHelp("Texts by people: a file or a folder.", valueName: "path"))
    var human: String?

    @Option(help: ArgumentHelp("Texts by a machine: a file or a folder.", valueName: "path"))
    var machine: String?

    @Option(help: "The number of threads (default: one for each core).")
    var threads: Int?

    @Flag(help: "Lists each token with its figures.")
    var tokens = false

    @Option(help: "The format of the output.")
    var format: DetectFormat = .text

    func validate() throws {
        guard (human == nil) == (machine == nil) else {
            throw ValidationError("Give both --human and --machine: one kind of text alone says nothing.")
        }
        guard text != nil || human != nil else {
            throw ValidationError("Give a text, a file or -, or --human and --machine.")
        }
        if let threads, !(1...256).contains(threads) {
            throw ValidationError("--threads is \(threads); it must be 1...256.")
        }
    }

    func run() throws {
        let given = try text.map(InputFile.textOrFile)
        let (human, machine) = (try human.map(TextCollection.init), try machine.map(TextCollection.init))
        for notice in (human?.notices ?? []) + (machine?.notices ?? []) {
            printError(harmless(commandLineText(of: notice)))
        }
        let cancelled = PredictabilityWork.Cancelled()
        let interruption = Interruption { cancelled.cancel() }
        let word = ModelChoice(commandLine: model, settings: Configuration.current.model).word(prompt: nil)
        do {
            let report = try wait { [reference, threads] in
                let work = try await PredictabilityWork(
                    model: word, reference: reference, threads: threads, cancelled: cancelled,
                    telling: ProgressLine.teller)
                defer { work.shutDown() }
                let (member, origin) = try await work.measure(
                    given, human: human?.texts, machine: machine?.texts, telling: ProgressLine.teller)
                return PredictabilityReport(
                    model: work.name, reference: work.referenceName, text: member, known: origin)
            }
            try show(report)
        } catch {
            if interruption.isInterrupted { throw ExitCode.interrupted }
            throw error
        }
    }

    private func show(_ report: PredictabilityReport) throws {
        if format == .json { return try printJSON(report, pretty: true) }
        let terminal = TerminalSize.current
        try printOutput(
            report.output(
                columns: terminal.columns, glyphs: terminal.glyphs, isColored: terminal.showsColors, listsTokens: tokens
            ))
        if human == nil { printError("Texts of known origin are named with --human and --machine.") }
    }
}

/// The format in which predictability is printed.
enum DetectFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}
