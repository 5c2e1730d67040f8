import ArgumentParser
import Console
import Foundation
import History
import Reports

extension HistoryCommand {
    struct Usage: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Adds up the tokens of runs and evaluations by model, with what they cost: of today, or since a day.",
            discussion: "EXAMPLES\n  lathe history usage\n  lathe history usage --since 7d --format json")

        @Option(help: ArgumentHelp("Since when: 7d, 4w, 2025-01-31 (default: since midnight).", valueName: "when"))
        var since: Moment?

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func run() throws {
            let since = since?.date ?? Calendar.current.startOfDay(for: Date())
            let report = UsageReport(try withHistory { try $0.usage(since: since) }, since: since)
            if format == .json { return try printJSON(report, pretty: true) }
            try report.table.show()
        }
    }
}
