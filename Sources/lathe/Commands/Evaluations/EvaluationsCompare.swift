import ArgumentParser
import Console
import History
import Reports
import TextLayout

extension EvaluationsCommand {
    struct Compare: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compares two evaluations: what differs in what was asked, and which is right more often.",
            discussion: """
                Lanes are compared by name, those without a partner in their order, on the \
                cases that both evaluations have. A case is the same if its values are.

                EXAMPLES
                  lathe evaluations compare 12 15
                  lathe evaluations compare last~1 last --format json
                """)

        @Argument(help: "An evaluation.")
        var first: RunReference

        @Argument(help: "Another one.")
        var second: RunReference

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func run() throws {
            try withHistory { history in
                let comparison = EvaluationComparison(
                    try history.evaluation(try first.evaluation(in: history)),
                    try history.evaluation(try second.evaluation(in: history)))
                if format == .json { return try printJSON(EvaluationComparisonJSON(comparison), pretty: true) }
                let terminal = TerminalSize.current
                let text = EvaluationComparisonText(comparison).text(width: terminal.columns, glyphs: terminal.glyphs)
                try printOutput(harmless(text))
            }
        }
    }
}
