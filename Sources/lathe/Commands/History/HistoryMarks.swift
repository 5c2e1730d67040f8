import ArgumentParser
import Console
import Foundation
import History
import Library
import Operations
import Reports
import TextLayout

extension HistoryCommand {
    struct Rate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Rates a run from 1 to 5, or removes its rating.",
            discussion: "EXAMPLES\n  lathe history rate last 4\n  lathe history rate 12 none")

        @Argument(help: ArgumentHelp("The run.", valueName: "run"))
        var reference: RunReference

        @Argument(help: "1 to 5, or none.")
        var rating: String

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func validate() throws {
            guard rating == "none" || Int(rating).map({ (1...5).contains($0) }) == true else {
                throw ValidationError("A rating is 1 to 5, or none, not `\(rating)`.")
            }
        }

        func run() throws {
            try withHistory { history in
                let id = try reference.id(in: history)
                let rating = Int(self.rating)
                try history.rate(id, rating)
                if format == .json { return try printJSON(RunMark.Rating(id: id, rating: rating), pretty: true) }
                try printOutput("Run \(id): \(rating.map { "rated \($0)" } ?? "not rated").\n")
            }
        }
    }

    struct Tag: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds tags to a run, and removes others. Without tags it prints those of the run.",
            discussion: "EXAMPLES\n  lathe history tag last good draft\n  lathe history tag 12 --remove draft")

        @Argument(help: ArgumentHelp("The run.", valueName: "run"))
        var reference: RunReference

        @Argument(help: "Tags to add.")
        var tags: [String] = []

        @Option(help: "A tag to remove. May be repeated.")
        var remove: [String] = []

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func run() throws {
            try withHistory { history in
                let id = try reference.id(in: history)
                let tags = try history.tag(id, add: self.tags, remove: remove)
                if format == .json { return try printJSON(RunMark.Tags(id: id, tags: tags), pretty: true) }
                let list = tags.isEmpty ? "no tags" : tags.joined(separator: ", ")
                try printOutput("Run \(id): \(harmless(list)).\n")
            }
        }
    }

    struct Note: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replaces the note of a run.",
            discussion: """
                An empty text removes the note; - reads it from standard input. Searches find notes too.

                EXAMPLES
                  lathe history note last "Copies the form of the examples, not the reasoning."
                  lathe history note 12 ""
                """)

        @Argument(help: ArgumentHelp("The run.", valueName: "run"))
        var reference: RunReference

        @Argument(help: "The note, or - for standard input.")
        var text: String

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func run() throws {
            try withHistory { history in
                let id = try reference.id(in: history)
                let note = try text == "-" ? InputFile.standardInput().trimmingCharacters(in: .newlines) : text
                try history.note(id, note)
                if format == .json { return try printJSON(RunMark.Note(id: id, note: note), pretty: true) }
                try printOutput("Run \(id): \(note.isEmpty ? "no note" : "noted").\n")
            }
        }
    }

    struct Delete: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Deletes runs; --undo brings them back within 30 days.",
            discussion: """
                EXAMPLES
                  lathe history delete 12 13
                  lathe history delete --undo 12
                  lathe history delete --undo last      the one that was deleted last
                  lathe history list --deleted
                """)

        @Argument(help: "The runs.")
        var runs: [RunReference]

        @Flag(help: "Brings deleted runs back.")
        var undo = false

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func run() throws {
            try withHistory { history in
                let ids = try runs.map { run in
                    if undo, case .newest(let count) = run { return try history.newestDeleted(before: count) }
                    return try run.id(in: history)
                }
                if undo { try history.restore(ids) } else { try history.delete(ids) }
                try DeletionReport(ids, isUndone: undo).show(as: format, command: "history")
            }
        }
    }

    struct Prune: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Removes runs for good and frees their room on the disk: deleted runs, and old ones if asked for.",
            discussion: """
                Runs with a rating, tags or a note stay, unless --marked is given.

                EXAMPLES
                  lathe history prune
                  lathe history prune --older-than 26w --dry-run
                  lathe history prune --keep 10000
                """)

        @Option(help: ArgumentHelp("Removes runs that began before this: 90d, 26w, 2025-01-31.", valueName: "when"))
        var olderThan: Moment?

        @Option(help: "Removes all but this many of the newest runs.")
        var keep: Int?

        @Flag(help: "Also removes runs with a rating, tags or a note.")
        var marked = false

        @Flag(help: "Only prints how many runs would be removed.")
        var dryRun = false

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func validate() throws {
            if let keep, keep < 0 { throw ValidationError("--keep is \(keep); it must be 0 or more.") }
        }

        func run() throws {
            try withHistory { history in
                let rule = PruneRule(before: olderThan?.date, keepNewest: keep, includesMarked: marked)
                let before = history.bytes
                let removed = try dryRun ? history.count(rule) : history.prune(rule)
                if removed > 0, !dryRun { try history.compact() }
                let after = history.bytes
                if format == .json {
                    let report = PruneReport(removed: removed, isDryRun: dryRun, bytesBefore: before, bytesAfter: after)
                    return try printJSON(report, pretty: true)
                }
                let runs = removed == 1 ? "1 run" : "\(removed) runs"
                try printOutput(
                    dryRun
                        ? "Would remove \(runs).\n"
                        : "Removed \(runs); the history has \(after >> 10) KB now, before \(before >> 10) KB.\n")
            }
        }
    }
}
