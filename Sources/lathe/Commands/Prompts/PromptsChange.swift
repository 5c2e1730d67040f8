import ArgumentParser
import Console
import Foundation
import Library
import Operations
import Reports
import TextLayout

extension PromptsCommand {
    struct Tag: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds tags to a prompt, and removes others. Without tags it prints those of the prompt.",
            discussion: "EXAMPLES\n  lathe prompts tag draft korean summary\n  lathe prompts tag draft --remove summary"
        )

        @OptionGroup var saved: SavedPrompt

        @Argument(help: "Tags to add.")
        var tags: [String] = []

        @Option(help: "A tag to remove. May be repeated.")
        var remove: [String] = []

        func run() throws {
            let library = saved.library
            let file = try saved.file()
            let old = try library.open(file).prompt.tags
            for tag in remove where !old.contains(tag) {
                throw Failure(
                    "\(file) has no tag `\(tag)`; it has \(old.isEmpty ? "none" : old.joined(separator: ", ")).")
            }
            var tags = old.filter { !remove.contains($0) }
            for tag in self.tags where !tags.contains(tag) { tags.append(tag) }
            if tags != old {
                for notice in try library.setTags(tags, of: file) { printError(harmless(notice)) }
            }
            try printOutput(
                "\(harmless(file)): \(tags.isEmpty ? "no tags" : harmless(tags.joined(separator: ", "))).\n")
        }
    }

    struct Rename: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Renames a prompt's file. Its versions move along.",
            discussion: "EXAMPLES\n  lathe prompts rename draft \"product names\"")

        @OptionGroup var saved: SavedPrompt

        @Argument(help: "The new name.")
        var name: String

        func run() throws {
            try printOutput(harmless(try saved.library.rename(saved.file(), to: name)) + "\n")
        }
    }

    struct Duplicate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copies a prompt into your folder. It may be one that comes with Lathe.",
            discussion: "EXAMPLES\n  lathe prompts duplicate tour\n  lathe prompts duplicate tour \"my tour\"")

        @OptionGroup var saved: SavedPrompt

        @Argument(help: "The copy's name (default: one made of the prompt's own).")
        var name: String?

        func run() throws {
            try printOutput(harmless(try saved.library.duplicate(saved.file(), as: name)) + "\n")
        }
    }

    struct Delete: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Moves prompts to the trash; undelete brings them back.",
            discussion: "EXAMPLES\n  lathe prompts delete draft \"draft copy\"")

        @Argument(help: "Prompts' names or files.")
        var prompts: [String]

        func run() throws {
            let library = PromptLibrary.standard
            // All prompts are found before the first is deleted.
            for file in try prompts.map({ try library.file(of: $0) }) {
                let kept = try library.delete(file)
                try printOutput("\(harmless(file)) is in the trash: \(harmless(kept.path)).\n")
            }
        }
    }

    struct Undelete: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Moves prompts from the trash back to where they were. Without a name, it restores the last one deleted.",
            discussion: """
                Of several with one name, the last one deleted is restored. `lathe prompts trash` lists all of them, each with the \
                name under which it is kept.

                EXAMPLES
                  lathe prompts undelete
                  lathe prompts undelete draft "draft copy"
                  lathe prompts undelete draft --as "old draft"
                """)

        @Argument(help: "Prompts' names, their names in the trash, or the files that they had.")
        var prompts: [String] = []

        @Option(help: "A new name for the prompt, instead of the old one.")
        var `as`: String?

        func validate() throws {
            if `as` != nil, prompts.count > 1 { throw ValidationError("--as names one prompt, not \(prompts.count).") }
        }

        func run() throws {
            let library = PromptLibrary.standard
            guard !prompts.isEmpty else {
                guard let last = library.trash.first else { throw Failure("The trash is empty.") }
                return try bringBack(last, library)
            }
            for word in prompts {
                guard let prompt = library.trashed(word) else {
                    throw Failure("The trash \(library.trashFolder) has no `\(word)`. `lathe prompts trash` lists it.")
                }
                try bringBack(prompt, library)
            }
        }

        private func bringBack(_ prompt: TrashedPrompt, _ library: PromptLibrary) throws {
            do {
                try printOutput(harmless(try library.restore(prompt, as: `as`)) + "\n")
            } catch PromptFileError.exists(let file) {
                throw Failure(
                    "\(file) exists already and was not changed; --as brings the deleted one back under another name."
                )
            }
        }
    }

    struct Trash: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Lists deleted prompts, the last one first, with the date and the place of each.",
            discussion: "EXAMPLES\n  lathe prompts trash\n  lathe prompts trash --format json")

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func run() throws {
            let trash = PromptLibrary.standard.trash
            if format == .json { return try printJSON(trash.map(TrashedPromptReport.init), pretty: true) }
            guard !trash.isEmpty else { return try printOutput("The trash is empty.\n") }
            try TextTable(rows: [TrashedPrompt.heading] + trash.map(\.cells)).show()
        }
    }
}
