import ArgumentParser
import Foundation
import Library
import Prompting
import Terminal
import TextLayout

extension PromptsCommand {
    struct Versions: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the versions of a prompt: when each was saved, and what it changed.",
            discussion: """
                What another program wrote is a version too, once Lathe has saved over it. A prompt whose file is gone keeps its \
                versions.

                EXAMPLES
                  lathe prompts versions sentiment
                """)

        @Argument(help: "A prompt's name or file.")
        var prompt: String

        @Option(help: "How it is printed.")
        var format: TableFormat = .table

        private struct Report: Encodable {
            struct Version: Encodable {
                var number: Int
                var date: Date
                var path: String
                var changes: [String]
                var error: String?
            }

            var path: String
            var versions: [Version]
        }

        func run() throws {
            let library = PromptLibrary.standard
            let file = try library.file(of: prompt)
            let versions = library.describedVersions(of: file)
            if format == .json {
                let list = versions.map { entry in
                    Report.Version(
                        number: entry.version.number, date: entry.version.date, path: entry.version.path,
                        changes: entry.changes?.parts.map(\.name) ?? [], error: entry.problem.map { "\($0)" })
                }
                return try printJSON(Report(path: file, versions: list), pretty: true)
            }
            guard !versions.isEmpty else {
                try printOutput("\(harmless(file)) has no versions yet; each save makes one.\n")
                return
            }
            let rows = versions.map { entry in
                ["\(entry.version.number)", entry.version.date.inShort, entry.sentence]
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

        @Argument(help: "A prompt's name or file.")
        var prompt: String

        @Argument(help: "A version.")
        var first: Int

        @Argument(help: "Another one, in place of what the file says now.")
        var second: Int?

        @Option(help: "How it is printed.")
        var format: TableFormat = .table

        func run() throws {
            let library = PromptLibrary.standard
            let file = try library.file(of: prompt)
            let old = try library.open(try library.version(first, of: file)).prompt
            let new = try second.map { try library.open(try library.version($0, of: file)) } ?? library.open(file)
            let difference = PromptDifference(old, new.prompt)
            if format == .json { return try printJSON(difference, pretty: true) }
            if difference.parts.isEmpty { return try printOutput("They say the same.\n") }
            let text = difference.parts.map { part in
                let (a, b) = (part.first ?? "", part.second ?? "")
                let body = WordDifference(a, b).marked(a, b)
                return body.contains("\n") ? "\(part.name):\n\(body)\n" : "\(part.name): \(body)\n"
            }
            try printOutput(harmless(text.joined()))
        }
    }

    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a prompt what it was in a version; what it is now is kept as a version too.",
            discussion: "EXAMPLES\n  lathe prompts restore sentiment 3")

        @Argument(help: "A prompt's name or file.")
        var prompt: String

        @Argument(help: "The version.")
        var version: Int

        func run() throws {
            let library = PromptLibrary.standard
            let file = try library.file(of: prompt)
            try library.restore(try library.version(version, of: file), of: file)
            try printOutput("\(harmless(file)) is what it was in version \(version).\n")
        }
    }
}

extension PromptLibrary {
    /// One version by its number.
    func version(_ number: Int, of path: String) throws -> PromptVersion {
        let all = versions(of: path)
        guard let version = all.first(where: { $0.number == number }) else {
            throw Failure(
                all.isEmpty
                    ? "\(path) has no versions yet; each save makes one."
                    : "\(path) has the versions 1 to \(all.count), and no \(number).")
        }
        return version
    }
}
