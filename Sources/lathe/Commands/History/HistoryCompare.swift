import ArgumentParser
import Console
import History
import Reports
import TextLayout

extension HistoryCommand {
    struct Compare: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compares two runs: settings that differ, and the words in which prompt and outputs differ.",
            discussion: """
                [-words-] are only in the first, {+words+} only in the second.

                EXAMPLES
                  lathe history compare 12 15
                  lathe history compare last~1 last --format json
                """)

        @Argument(help: "A run.")
        var first: RunReference

        @Argument(help: "Another one.")
        var second: RunReference

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func run() throws {
            try withHistory { history in
                let first = try history.run(try self.first.id(in: history))
                let second = try history.run(try self.second.id(in: history))
                let comparison = RunComparisonText(first, second)
                if format == .json { return try printJSON(comparison.json, pretty: true) }
                let terminal = TerminalSize.current
                try printOutput(harmless(comparison.text(width: terminal.columns, glyphs: terminal.glyphs)))
            }
        }
    }
}
