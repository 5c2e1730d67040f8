import ArgumentParser
import Foundation
import Prompting

/// Everything that the program can do, as commands.
struct LatheCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lathe",
        abstract: "A prompt-engineering workbench: one prompt, several lanes, side by side.",
        discussion: """
            EXAMPLES
              lathe run tour                          four lanes of a shipped prompt, side by side
              lathe run sentiment --set "review=Too long." --lane name=cool,temperature=0.2 --lane name=warm,temperature=1.2
              lathe compile sentiment --tokens        exactly what the model is sent
              lathe next --text "The capital of France is"
            """,
        subcommands: [
            RunCommand.self, CompileCommand.self, NextCommand.self, BatchCommand.self, ModelsCommand.self,
            DoctorCommand.self, ProbeCommand.self,
        ])
}

@main
enum Main {
    static func main() {
        let arguments = joiningValues(Array(CommandLine.arguments.dropFirst()))
        do {
            try checkCommand(arguments)
            var command = try LatheCommand.parseAsRoot(arguments)
            try command.run()
        } catch {
            LatheCommand.exit(withError: error)
        }
    }

    /// Writes `--stop ---` as `--stop=---`: ArgumentParser refuses some texts that begin with a dash before it knows whose they are.
    private static func joiningValues(_ arguments: [String]) -> [String] {
        var joined: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if ["--stop", "--text", "--set", "--lane"].contains(argument),
                let value = rest.first, value.hasPrefix("-")
            {
                rest.removeFirst()
                joined.append("\(argument)=\(value)")
            } else {
                joined.append(argument)
            }
        }
        return joined
    }

    /// A mistyped command must not be taken for anything else.
    private static func checkCommand(_ arguments: [String]) throws {
        let names = LatheCommand.configuration.subcommands.map { $0._commandName } + ["help"]
        guard let word = arguments.first, !word.hasPrefix("-"), !names.contains(word) else { return }
        let hint =
            nearest(to: word, in: names.filter { $0 != "probe" }).map { "did you mean `\($0)`?" }
            ?? "`lathe --help` lists the commands."
        throw ValidationError("There is no command or file `\(word)`; \(hint)")
    }
}
