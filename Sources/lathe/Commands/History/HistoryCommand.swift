import ArgumentParser
import Console
import History
import Reports
import TextLayout

/// Lists, shows and changes runs.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Lists, searches, compares and repeats runs.",
        discussion: """
            Every run of `lathe run`, `lathe batch` and the screen is kept with all that is needed to make it again.
            RUN is a run's number, `last`, or `last~2` for the one two before.

            EXAMPLES
              lathe history list --prompt sentiment --rating 4-5
              lathe history search "lighthouse keeper"
              lathe history show last
              lathe history compare last~1 last
              lathe history rerun 12
              lathe history export 12 --format markdown
            """,
        subcommands: [
            List.self, Search.self, Show.self, Compare.self, Rerun.self, Rate.self, Tag.self, Note.self, Export.self,
            Delete.self, Prune.self, Usage.self,
        ])
}

/// Options for the part of a list that is shown.
struct PageArguments: ParsableArguments {
    @Option(help: "The number of runs to list, 1...1000.")
    var limit = 20

    @Option(help: ArgumentHelp("Only runs older than this one, the last of the list before.", valueName: "run"))
    var before: RunReference?

    @Option(help: "The format of the output.")
    var format: TableFormat = .table

    func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit is \(limit); it must be 1...1000.") }
    }

    func show(_ filter: HistoryFilter) throws {
        try withHistory { history in
            let position = try before.map { HistoryPosition.olderThan(try $0.id(in: history)) } ?? .newest
            let page = try history.page(filter, from: position, limit: limit)
            if format == .json { return try printJSON(HistoryListing(page), pretty: true) }
            if page.entries.isEmpty {
                try printOutput(
                    filter == HistoryFilter()
                        ? "Nothing has been run yet; `lathe run tour` runs a prompt.\n" : "No run fits.\n")
            } else {
                try TextTable(rows: [HistoryEntry.heading] + page.entries.map(\.cells)).show()
            }
            try tellEvaluations(filter, history)
            if case .olderThan(let id) = page.next { printError("There are more: --before \(id)") }
        }
    }
}

extension PageArguments {
    /// Says how many kept evaluations have the words that were searched for.
    private func tellEvaluations(_ filter: HistoryFilter, _ history: History) throws {
        guard !filter.text.isEmpty, let words = filter.evaluationWords else { return }
        let count = try history.evaluationCount(words)
        guard count > 0 else { return }
        let found = count == 1 ? "1 kept evaluation has" : "\(count) kept evaluations have"
        let quoted = "'\(words.replacing("'", with: " "))'"
        printError(harmless("\(found) these words too: `lathe evaluations list --search \(quoted)` lists."))
    }
}

extension HistoryCommand {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists runs, newest first.",
            discussion: """
                EXAMPLES
                  lathe history list --limit 50
                  lathe history list --technique cot --model gemma --since 7d
                  lathe history list --tag good --rating 4-5 --format json
                """)

        @OptionGroup var filter: FilterArguments
        @OptionGroup var page: PageArguments

        func run() throws {
            try page.show(filter.filter())
        }
    }

    struct Search: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Finds runs by words in prompt, outputs and note, newest first.",
            discussion: """
                A run must have all words, in any order and case. "…" is a phrase, and word* finds words that begin with it. Korean,
                Chinese and Japanese words are also found inside of others.

                EXAMPLES
                  lathe history search lighthouse keeper
                  lathe history search '"clock struck" thirteen'
                  lathe history search 서울 --technique few-shot
                """)

        @Argument(help: "Words, and phrases in quotes.")
        var words: [String]

        @OptionGroup var filter: FilterArguments
        @OptionGroup var page: PageArguments

        func run() throws {
            try page.show(filter.filter(text: words.joined(separator: " ")))
        }
    }
}
