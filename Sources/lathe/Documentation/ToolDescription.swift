import ArgumentParser
import Foundation

/// What ArgumentParser says of all commands: their arguments, and how values of these are read.
struct ToolDescription: Decodable {
    struct Command: Decodable {
        var commandName: String
        var subcommands: [Command]?
        var arguments: [Argument]?

        /// The command and all below it.
        var all: [Command] { [self] + (subcommands ?? []).flatMap(\.all) }

        /// Returns the command of these names below it; nil if there is none.
        func command(_ names: some Collection<String>) -> Command? {
            guard let name = names.first else { return self }
            return subcommands?.first { $0.commandName == name }?.command(names.dropFirst())
        }
    }

    struct Argument: Decodable, Equatable {
        struct Name: Decodable, Equatable {
            var kind: String
            var name: String

            /// As it is typed.
            var typed: String { kind == "long" ? "--\(name)" : "-\(name)" }
        }

        var kind: String
        var shouldDisplay: Bool
        var isOptional: Bool
        var isRepeating: Bool
        var parsingStrategy: String
        var names: [Name]?
        var preferredName: Name?
        var valueName: String?
        var abstract: String?
    }

    var command: Command

    /// Describes the program.
    static var current: ToolDescription? { ToolDescription(LatheCommand.self) }

    /// Describes a command or a group of options; nil if ArgumentParser says it in another way.
    init?(_ type: any ParsableArguments.Type) {
        guard let tool = try? JSONDecoder().decode(ToolDescription.self, from: Data(type._dumpHelp().utf8)) else {
            return nil
        }
        self = tool
    }

    /// The options that take any text for their value, one that begins with a dash too.
    var optionsOfAnyText: Set<String> {
        Set(
            command.all.flatMap { $0.arguments ?? [] }.filter { $0.parsingStrategy == "unconditional" }
                .flatMap { $0.names ?? [] }.map(\.typed))
    }
}
