import ArgumentParser
import Console
import Library
import Reports
import TextLayout

extension PromptsCommand {
    struct Versions: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the versions of a prompt: when each was saved, and what it changed.",
            discussion: """
                Another program's change becomes a version when Lathe saves over it. A prompt whose file is gone keeps its \
                versions.

                EXAMPLES
                  lathe prompts versions sentiment
                """)

        @OptionGroup var saved: SavedPrompt

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func run() throws {
            let file = try saved.file()
            let versions = saved.library.describedVersions(of: file)
            if format == .json {
                return try printJSON(PromptVersionsReport(path: file, versions), pretty: true)
            }
            guard !versions.isEmpty else {
                try printOutput("\(harmless(file)) has no versions yet; each save makes one.\n")
                return
            }
            let rows = versions.map { entry in
                ["\(entry.version.number)", entry.version.date.toTheSecond, entry.sentence]
            }
            try TextTable(rows: [["version", "date", "changed"]] + rows).show()
        }
    }

    struct Compare: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compares two versions of a prompt, or one with the prompt as it is now.",
            discussion: """
                [-words-] are only in the first, {+words+} only in the second.

                EXAMPLES
                  lathe prompts compare sentiment 3
                  lathe prompts compare sentiment 3 5 --format json
                """)

        @OptionGroup var saved: SavedPrompt

        @Argument(help: "A version.")
        var first: Int

        @Argument(help: "Another version, instead of the file as it is now.")
        var second: Int?

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func run() throws {
            let library = saved.library
            let old = try library.open(try saved.version(first)).prompt
            let new = try second.map { try library.open(try saved.version($0)) } ?? library.open(try saved.file())
            let difference = PromptDifference(old, new.prompt)
            if format == .json { return try printJSON(difference, pretty: true) }
            if difference.parts.isEmpty { return try printOutput("There is no difference.\n") }
            try printOutput(harmless(difference.text))
        }
    }

    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Restores a version of a prompt. The content until now is kept as a version too.",
            discussion: "EXAMPLES\n  lathe prompts restore sentiment 3")

        @OptionGroup var saved: SavedPrompt

        @Argument(help: "The version.")
        var version: Int

        func run() throws {
            let file = try saved.file()
            for notice in try saved.library.restore(try saved.version(version), of: file) {
                printError(harmless(notice))
            }
            try printOutput("\(harmless(file)) is as it was in version \(version).\n")
        }
    }
}
