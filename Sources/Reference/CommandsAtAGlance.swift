/// The page that lists each command with what it takes, in the groups of the help.
package struct CommandsAtAGlance {
    /// Options that several commands have, under one name.
    private struct Shared {
        var title: String
        var arguments: [ToolDescription.Argument]
    }

    private let tool: ToolDescription
    private let groups: [(title: String, commands: [String])]
    private let shared: [Shared]

    /// Creates the page.
    ///
    /// - Parameters:
    ///   - tool: The program.
    ///   - groups: The groups of the help, each with the names of its commands.
    ///   - shared: Groups of options that several commands have, each with its name.
    package init(
        _ tool: ToolDescription, groups: [(title: String, commands: [String])],
        shared: [(title: String, options: ToolDescription)]
    ) {
        self.tool = tool
        self.groups = groups
        self.shared = shared.map { group in
            Shared(title: group.title, arguments: (group.options.command.arguments ?? []).filter(\.isOwn))
        }
    }

    /// All commands, as Markdown.
    package var tables: String {
        let groups = groups.map { group in
            let commands = group.commands.compactMap { tool.command.command($0) }
            return table(title: group.title, rows: commands.flatMap { rows(of: $0, under: []) })
        }
        let options = shared.map { group in "| \(group.title) | \(Self.list(group.arguments)) |" }
        let last =
            "## Options that commands share\n\n| options | these |\n| --- | --- |\n" + options.joined(separator: "\n")
        return (groups + [last]).joined(separator: "\n\n")
    }

    private func table(title: String, rows: [String]) -> String {
        "## \(title)\n\n| command | what it does | options |\n| --- | --- | --- |\n" + rows.joined(separator: "\n")
    }

    /// Returns a command's line, or those of the commands below it.
    private func rows(of command: ToolDescription.Command, under names: [String]) -> [String] {
        let names = names + [command.commandName]
        if let subcommands = command.subcommands, !subcommands.isEmpty {
            return subcommands.flatMap { rows(of: $0, under: names) }
        }
        let arguments = command.arguments ?? []
        var rest = arguments.filter(\.isOwn)
        var words: [String] = []
        for group in shared where group.arguments.allSatisfy(rest.contains) {
            rest.removeAll { group.arguments.contains($0) }
            words.append(group.title)
        }
        let typed = (["lathe"] + names + arguments.filter { $0.kind == "positional" }.map(\.placeholder))
            .joined(separator: " ")
        let options = [Self.list(rest), words.joined(separator: ", ")].filter { !$0.isEmpty }
        return ["| `\(typed)` | \(command.abstract ?? "") | \(options.joined(separator: "; ")) |"]
    }

    private static func list(_ arguments: [ToolDescription.Argument]) -> String {
        arguments.compactMap(\.preferredName).map { "`\($0.typed)`" }.joined(separator: " ")
    }
}

extension ToolDescription.Argument {
    /// Whether it is an option or a flag that the command itself has.
    fileprivate var isOwn: Bool {
        kind != "positional" && shouldDisplay && !(kind == "flag" && ["help", "version"].contains(preferredName?.name))
    }

    /// What stands for its value in a command: `FILE`, `[WORDS …]`.
    fileprivate var placeholder: String {
        let word = (valueName ?? "").uppercased() + (isRepeating ? " …" : "")
        return isOptional ? "[\(word)]" : word
    }
}
