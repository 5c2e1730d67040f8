import ArgumentParser
import Foundation
import Reports

extension DescribedCommand {
    /// All commands that the help lists, the root first.
    static var all: [DescribedCommand] { of(LatheCommand.self, under: []) }

    private static func of(_ command: any ParsableCommand.Type, under names: [String]) -> [DescribedCommand] {
        let configuration = command.configuration
        guard configuration.shouldDisplay else { return [] }
        let path = names + [command._commandName]
        let help = LatheCommand.helpMessage(for: command, columns: 100)
        let own = DescribedCommand(
            name: path.joined(separator: " "), abstract: configuration.abstract,
            help: help.replacing(/[ ]+\n/, with: "\n").trimmingCharacters(in: .newlines))
        return [own] + configuration.subcommands.flatMap { of($0, under: path) }
    }
}
