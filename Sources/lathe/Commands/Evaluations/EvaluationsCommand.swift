import ArgumentParser
import Console
import Foundation
import History
import Operations
import Reports
import TextLayout

/// Lists, shows and compares evaluations that were kept.
struct EvaluationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluations",
        abstract: "Lists, shows and compares evaluations that were kept.",
        discussion: """
            Every evaluation of `lathe eval`, `lathe sweep` and the screen is kept: \
            prompt, settings, models, data, and each case with its outputs and scores. \
            EVALUATION is a number, `last`, or `last~2` for the one two before.

            EXAMPLES
              lathe evaluations list
              lathe evaluations show last --format html > page.html
              lathe evaluations compare last~1 last
              lathe evaluations delete 3
            """,
        subcommands: [List.self, Show.self, Compare.self, Delete.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists evaluations, newest first.",
            discussion: """
                EXAMPLES
                  lathe evaluations list
                  lathe evaluations list --search "sentiment gemma"
                  lathe evaluations list --deleted --format json
                """)

        @Option(
            help: ArgumentHelp(
                "Only those with these words in prompt, data, lanes or models.", valueName: "words"))
        var search = ""

        @Flag(name: .customLong("deleted"), help: "Only deleted evaluations, instead of the others.")
        var isDeleted = false

        @Option(help: "The number of evaluations to list, 1...1000.")
        var limit = 20

        @Option(
            help: ArgumentHelp(
                "Only evaluations older than this one, the last of the list before.", valueName: "evaluation"))
        var before: RunReference?

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func validate() throws {
            guard (1...1000).contains(limit) else { throw ValidationError("--limit is \(limit); it must be 1...1000.") }
        }

        func run() throws {
            try withHistory { history in
                let older = try before.map { try $0.evaluation(in: history) }
                var entries = try history.evaluations(search, isDeleted: isDeleted, before: older, limit: limit + 1)
                let isMore = entries.count > limit
                if isMore { entries.removeLast() }
                if format == .json { return try printJSON(["evaluations": entries], pretty: true) }
                guard !entries.isEmpty else {
                    let isAll = search.isEmpty && !isDeleted && before == nil
                    return try printOutput(
                        isAll ? "Nothing has been evaluated yet; `lathe eval` does it.\n" : "No evaluation fits.\n")
                }
                try TextTable(rows: [EvaluationEntry.heading] + entries.map(\.cells)).show()
                if isMore, let last = entries.last { printError("There are more: --before \(last.id)") }
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows an evaluation as it was printed then, or writes it as a page, Markdown, JSON or CSV.",
            discussion: """
                HTML, Markdown, JSON and CSV tell what was evaluated, and have each case \
                with its outputs.

                EXAMPLES
                  lathe evaluations show last
                  lathe evaluations show 12 --format html > sentiment.html
                  lathe evaluations show 12 --format csv > sentiment.csv
                """)

        @Argument(help: ArgumentHelp("The evaluation.", valueName: "evaluation"))
        var reference: RunReference

        @Option(help: "The format of the output.")
        var format: EvaluationFormat = .table

        func run() throws {
            try withHistory { history in
                let outcome = try history.evaluation(try reference.evaluation(in: history))
                guard format == .table else { return try outcome.print(as: format) }
                try printOutput(harmless(outcome.heading) + "\n")
                try outcome.print(as: .table)
                if let change = outcome.record.promptChange { printError(harmless(change)) }
            }
        }
    }

    struct Delete: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Deletes evaluations; --undo brings them back within 30 days.",
            discussion: """
                EXAMPLES
                  lathe evaluations delete 12 13
                  lathe evaluations delete --undo 12
                  lathe evaluations delete --undo last      the one that was deleted last
                """)

        @Argument(help: "The evaluations.")
        var evaluations: [RunReference]

        @Flag(help: "Brings deleted evaluations back.")
        var undo = false

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func run() throws {
            try withHistory { history in
                let ids = try evaluations.map { try $0.evaluation(in: history, isDeleted: undo) }
                if undo { try history.restoreEvaluations(ids) } else { try history.deleteEvaluations(ids) }
                try DeletionReport(ids, isUndone: undo).show(as: format, command: "evaluations")
            }
        }
    }
}
