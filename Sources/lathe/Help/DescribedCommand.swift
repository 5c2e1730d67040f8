import ArgumentParser

/// A command, or one of its own commands.
struct DescribedCommand {
    var name: String
    var abstract: String
    var help: String

    /// As renderers of Markdown name a heading.
    var anchor: String { name.replacing(" ", with: "-") }

    static var all: [DescribedCommand] { of(LatheCommand.self, under: []) }

    private static func of(_ command: any ParsableCommand.Type, under names: [String]) -> [DescribedCommand] {
        let configuration = command.configuration
        guard configuration.shouldDisplay else { return [] }
        let path = names + [command._commandName]
        let help = LatheCommand.helpMessage(for: command, columns: 100)
        let own = DescribedCommand(
            name: path.joined(separator: " "), abstract: configuration.abstract,
            help: help.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                String(line.reversed().drop { $0 == " " }.reversed())
            }.joined(separator: "\n").trimmingSuffix("\n"))
        return [own] + configuration.subcommands.flatMap { of($0, under: path) }
    }
}

extension String {
    /// The text without an end, however often that stands there.
    func trimmingSuffix(_ end: String) -> String {
        var text = self
        while text.hasSuffix(end) { text.removeLast(end.count) }
        return text
    }
}
