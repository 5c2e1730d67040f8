import ArgumentParser
import Library
import TextLayout

extension PromptsCommand {
    struct Tag: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives a prompt tags and takes others away; without any, says which it has.",
            discussion: "EXAMPLES\n  lathe prompts tag draft korean summary\n  lathe prompts tag draft --remove summary"
        )

        @OptionGroup var saved: SavedPrompt

        @Argument(help: "Tags to add.")
        var tags: [String] = []

        @Option(help: "A tag to take away. May be repeated.")
        var remove: [String] = []

        func run() throws {
            let library = saved.library
            let file = try saved.file()
            let old = try library.open(file).prompt.tags
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
            abstract: "Gives a prompt's file another name; its versions go with it.",
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
            abstract: "Copies a prompt into your folder; also one that comes with Lathe.",
            discussion: "EXAMPLES\n  lathe prompts duplicate tour")

        @OptionGroup var saved: SavedPrompt

        func run() throws {
            try printOutput(harmless(try saved.library.duplicate(saved.file())) + "\n")
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
            // All are there before the first goes.
            for file in try prompts.map({ try library.file(of: $0) }) {
                let kept = try library.delete(file)
                try printOutput("\(harmless(file)) is in the trash: \(harmless(kept.path)).\n")
            }
        }
    }

    struct Undelete: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Brings a prompt from the trash back into your folder; without a name, lists the trash.",
            discussion: "EXAMPLES\n  lathe prompts undelete\n  lathe prompts undelete draft")

        @Argument(help: "The prompt's name in the trash.")
        var name: String?

        func run() throws {
            let library = PromptLibrary.standard
            let trash = library.trash
            guard let name else {
                let names = trash.map { harmless($0.name) + "\n" }
                return try printOutput(names.isEmpty ? "The trash is empty.\n" : names.joined())
            }
            guard let prompt = trash.first(where: { $0.name == name }) else {
                throw Failure("The trash \(library.trashFolder) has no `\(name)`. `lathe prompts undelete` lists it.")
            }
            try printOutput(harmless(try library.restore(prompt)) + "\n")
        }
    }
}
