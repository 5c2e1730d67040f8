import ArgumentParser
import Console
import Foundation
import History
import Reports
import TextLayout

extension HistoryCommand {
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows a run: its prompt, its lanes side by side, and what is known about them.",
            discussion: """
                EXAMPLES
                  lathe history show 12
                  lathe history show last --sent
                  lathe history show last --format json
                """)

        @Argument(help: ArgumentHelp("The run.", valueName: "run"))
        var reference: RunReference

        @Flag(help: "Also shows what each lane was sent.")
        var sent = false

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func run() throws {
            try withHistory { history in
                let recorded = try history.run(try reference.id(in: history))
                if format == .json { return try printJSON(recorded, pretty: true) }
                try show(recorded, pairs: try history.pairs(PairFilter(run: recorded.id)).count)
            }
        }

        private func show(_ recorded: RecordedRun, pairs: Int) throws {
            let terminal = TerminalSize.current
            let (run, text) = (recorded.run, RecordedRunText(recorded))
            for (name, value) in text.facts { try printOutput(name.padded(toWidth: 12) + harmless(value) + "\n") }
            if pairs > 0 {
                let command = "lathe pairs export --run \(recorded.id)"
                try printOutput("pairs".padded(toWidth: 12) + "its outputs are in \(pairs): \(command)\n")
            }
            try printOutput("\n" + harmless(run.prompt.text.trimmingCharacters(in: .newlines)) + "\n\n")
            let lines = Columns.lines(text.columns(terminal.glyphs), width: terminal.columns, glyphs: terminal.glyphs)
            try printOutput(lines.map { $0 + "\n" }.joined())
            for notice in run.notices { printError(harmless(notice)) }
            guard sent else { return }
            for lane in run.lanes {
                try printOutput("\nSent by \(harmless(lane.name)):\n")
                let stages = lane.result.samples.first?.stages ?? []
                try printOutput(stages.map { harmless($0.prompt) + "\n" }.joined())
            }
        }
    }
}
