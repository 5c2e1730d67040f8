import ArgumentParser
import Console
import Foundation
import Library
import Operations
import Reports
import TextLayout

struct PromptsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prompts",
        abstract: "Lists, renames, tags and deletes saved prompts, and restores their versions.",
        discussion: """
            Every save keeps a version. A prompt is given by its name, or by the path of its file.

            EXAMPLES
              lathe prompts list arithmetic
              lathe prompts versions sentiment
              lathe prompts compare sentiment 3          what differs from version 3
              lathe prompts restore sentiment 3
              lathe prompts rename draft "product names"
              lathe prompts delete draft; lathe prompts undelete draft
            """,
        subcommands: [
            List.self, Show.self, Versions.self, Compare.self, Restore.self, Tag.self, Rename.self, Duplicate.self,
            Delete.self, Undelete.self, Trash.self,
        ],
        defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the saved prompts, yours first; with words, those that have all of them.",
            discussion: "EXAMPLES\n  lathe prompts list\n  lathe prompts list korean --format json")

        @Argument(help: "Words of a name, a title, a description, a tag or a technique.")
        var words: [String] = []

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func run() throws {
            let library = PromptLibrary.standard
            if let problem = library.problem { printError(harmless(problem)) }
            let entries = library.entries().filter { $0.has(words) }
            if format == .json { return try printJSON(entries.map(PromptEntryReport.init), pretty: true) }
            try TextTable(rows: [PromptEntry.heading] + entries.map(\.cells)).show()
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a prompt's file, or a version of it, byte for byte.",
            discussion:
                "EXAMPLES\n  lathe prompts show sentiment\n  lathe prompts show sentiment 3 > old.prompt.yaml"
        )

        @OptionGroup var saved: SavedPrompt

        @Argument(help: "A version, instead of the file as it is now.")
        var version: Int?

        func run() throws {
            let path = try version.map { try saved.version($0).path } ?? saved.file()
            guard let content = FileManager.default.contents(atPath: path) else {
                throw Failure("\(path) can't be read. `lathe prompts versions \(saved.prompt)` lists its versions.")
            }
            try printForeign(String(decoding: content, as: UTF8.self))
        }
    }
}

/// The argument for a prompt of the library.
struct SavedPrompt: ParsableArguments {
    @Argument(help: "A prompt's name or file.")
    var prompt: String

    var library: PromptLibrary { .standard }

    /// Returns the prompt's file, which may be gone if it has versions.
    func file() throws -> String { try library.file(of: prompt) }

    /// Returns one of the prompt's versions.
    func version(_ number: Int) throws -> PromptVersion {
        let file = try file()
        let all = library.versions(of: file)
        guard let version = all.first(where: { $0.number == number }) else {
            throw Failure(
                all.isEmpty
                    ? "\(file) has no versions yet; each save makes one."
                    : "\(file) has the versions 1 to \(all.count), and no \(number).")
        }
        return version
    }
}
