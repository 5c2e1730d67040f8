import ArgumentParser
import Foundation

/// The page that lists each command with what it takes, in the groups of the help.
struct CommandsAtAGlance {
    /// Options that several commands have, under one name.
    private struct Shared {
        var title: String
        var arguments: [ToolDescription.Argument]

        init?(_ title: String, _ type: any ParsableArguments.Type) {
            guard let tool = ToolDescription(type) else { return nil }
            self.title = title
            arguments = (tool.command.arguments ?? []).filter(\.isOwn)
        }
    }

    private let tool: ToolDescription
    private let shared: [Shared]

    init?() {
        guard let tool = ToolDescription.current else { return nil }
        self.tool = tool
        shared = [
            Shared("engine", EngineArguments.self), Shared("settings", SamplingArguments.self),
            Shared("prompt", PromptArguments.self), Shared("lanes", LaneArguments.self),
            Shared("data", DataArguments.self), Shared("rows", RowArguments.self),
            Shared("answers", AnswerArguments.self),
            Shared("evaluation", EvaluationArguments.self), Shared("measures", MeasureArguments.self),
        ].compactMap(\.self)
    }

    /// All commands, as Markdown.
    var tables: String {
        let groups = LatheCommand.configuration.groupedSubcommands.map { group in
            table(title: group.name, rows: group.subcommands.flatMap { rows(of: $0, under: []) })
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
    private func rows(of type: any ParsableCommand.Type, under names: [String]) -> [String] {
        let names = names + [type._commandName]
        guard type.configuration.subcommands.isEmpty else {
            return type.configuration.subcommands.flatMap { rows(of: $0, under: names) }
        }
        guard let arguments = tool.command.command(names)?.arguments else { return [] }
        var rest = arguments.filter(\.isOwn)
        var words: [String] = []
        for group in shared where group.arguments.allSatisfy(rest.contains) {
            rest.removeAll { group.arguments.contains($0) }
            words.append(group.title)
        }
        let typed = (["lathe"] + names + arguments.filter { $0.kind == "positional" }.map(\.placeholder))
            .joined(separator: " ")
        let options = [Self.list(rest), words.joined(separator: ", ")].filter { !$0.isEmpty }
        return ["| `\(typed)` | \(type.configuration.abstract) | \(options.joined(separator: "; ")) |"]
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
