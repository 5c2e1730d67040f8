import ArgumentParser
import Runtime

/// Serves engines over standard input and output; the program starts itself so, and whoever wants lanes on another machine does.
struct ServeEngineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "engine", shouldDisplay: false)

    func run() throws {
        EngineServer.run()
    }
}
