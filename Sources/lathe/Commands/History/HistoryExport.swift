import ArgumentParser
import Console
import Foundation
import History
import Library
import Operations
import Reports

extension HistoryCommand {
    struct Export: ParsableCommand {
        enum Format: String, CaseIterable, ExpressibleByArgument {
            case json, jsonl, markdown, csv, html
        }

        static let configuration = CommandConfiguration(
            abstract:
                "Writes whole runs, newest first, as JSON, JSON Lines, Markdown or CSV, or one run as a page of HTML.",
            discussion: """
                Without numbers, all runs that match the filter. CSV has a row for each output of each lane.

                EXAMPLES
                  lathe history export 12 --format markdown > run.md
                  lathe history export --tag good --format csv --output good.csv
                  lathe history export --format jsonl > everything.jsonl
                  lathe history export last --format html --output run.html
                """)

        @Argument(help: "The runs.")
        var runs: [RunReference] = []

        @Option(help: ArgumentHelp("Only runs with these words; see `lathe history search`.", valueName: "words"))
        var search: String = ""

        @OptionGroup var filter: FilterArguments

        @Option(help: "The format of the file.")
        var format: Format = .json

        @Option(help: "The file to write, instead of standard output. It must not exist yet.")
        var output: String?

        @Flag(help: "Replaces the file that --output names.")
        var replace = false

        func validate() throws {
            guard format != .html || runs.count == 1 else {
                throw ValidationError("HTML is a page of one run; give its number, or `last`.")
            }
            guard runs.isEmpty || filter.filter(text: search) == HistoryFilter() else {
                throw ValidationError("Runs are named by their numbers or found by filters, not both.")
            }
        }

        func run() throws {
            try withHistory { history in
                let sink = try OutputSink(output, replaces: replace)
                if format == .csv { try sink.write(RunTable.header) }
                if format == .json { try sink.write("[") }
                var count = 0
                try sink.orRemoved {
                    try forEachRun(history) { recorded in
                        count += 1
                        switch format {
                        case .json: try sink.write((count == 1 ? "\n" : ",\n") + (try json(recorded, pretty: true)))
                        case .jsonl: try sink.write(try json(recorded, pretty: false) + "\n")
                        case .markdown: try sink.write((count == 1 ? "" : "\n") + RecordedRunText(recorded).markdown)
                        case .csv: try sink.write(RunTable.rows(recorded))
                        case .html: try sink.write(ReportPage(RunReport(recorded), of: recorded).html)
                        }
                    }
                    if format == .json { try sink.write(count == 0 ? "]\n" : "\n]\n") }
                    try sink.finish()
                }
                if output != nil { printError(count == 1 ? "Wrote 1 run." : "Wrote \(count) runs.") }
            }
        }

        /// Reads one run at a time, so that a large history takes no memory.
        private func forEachRun(_ history: History, _ work: (RecordedRun) throws -> Void) throws {
            if !runs.isEmpty {
                for reference in runs { try work(try history.run(try reference.id(in: history))) }
                return
            }
            var position: HistoryPosition? = .newest
            while let here = position {
                let page = try history.page(filter.filter(text: search), from: here, limit: 200)
                for entry in page.entries { try work(try history.run(entry.id)) }
                position = page.next
            }
        }
    }
}
