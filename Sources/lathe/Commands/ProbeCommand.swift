import ArgumentParser
import Runtime

/// Tries a model, in a process of its own. The program starts itself with this command before it loads an unknown file.
struct ProbeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "probe", shouldDisplay: false)

    @Argument var path: String

    func run() throws {
        throw ExitCode(ProbeChild.run(path: path))
    }
}
