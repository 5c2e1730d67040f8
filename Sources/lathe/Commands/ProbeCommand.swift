import ArgumentParser
import Runtime

/// Tries a model in a process of its own; the program calls itself so before it loads a file that it doesn't know.
struct ProbeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "probe", shouldDisplay: false)

    @Argument var path: String

    func run() throws {
        throw ExitCode(ProbeChild.run(path: path))
    }
}
