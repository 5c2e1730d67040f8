import Foundation

/// What ArgumentParser says of all commands: their arguments, and how values of these are read.
package struct ToolDescription: Decodable {
    struct Command: Decodable {
        var commandName: String
        var abstract: String?
        var subcommands: [Command]?
        var arguments: [Argument]?

        /// The command and all below it.
        var all: [Command] { [self] + (subcommands ?? []).flatMap(\.all) }

        /// Returns the command of this name below it; nil if there is none.
        func command(_ name: String) -> Command? { subcommands?.first { $0.commandName == name } }
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

    /// Reads the JSON that ArgumentParser writes for a command or a group of options; nil if it writes it in another way.
    package init?(_ json: String) {
        guard let tool = try? JSONDecoder().decode(ToolDescription.self, from: Data(json.utf8)) else { return nil }
        self = tool
    }

    /// The options that take any text for their value, one that begins with a dash too.
    package var optionsOfAnyText: Set<String> {
        Set(
            command.all.flatMap { $0.arguments ?? [] }.filter { $0.parsingStrategy == "unconditional" }
                .flatMap { $0.names ?? [] }.map(\.typed))
    }
}
