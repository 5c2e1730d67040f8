import ArgumentParser
import Console
import History
import Library
import Operations
import Reports

extension RunExportFormat: ExpressibleByArgument {}

extension HistoryCommand {
    struct Export: ParsableCommand {
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
        var format: RunExportFormat = .json

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
                try format.write(to: output, replaces: replace) { try forEachRun(history, $0) }
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
