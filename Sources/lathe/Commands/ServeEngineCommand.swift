import ArgumentParser
import Library
import Models
import Operations
import Runtime

/// Serves engines over standard input and output. The program starts itself with this command, and so do the `engines`
/// in the settings of other machines.
struct ServeEngineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "engine", shouldDisplay: false)

    func run() throws {
        EngineServer.run(models: { word in
            // Only files of this machine: a word that leads on to another machine could lead back.
            let own = [word, Configuration.current.model].compactMap { $0 }.first { word in
                !Configuration.current.isElsewhere(word)
            }
            let model = try ModelStore.standard.describe(own)
            let checksum = try? Checksums().sha256(of: model.path)
            return (model, checksum.map { .usual(modelChecksum: $0) })
        }) { path in
            ModelStore.standard.settings(ofFile: path)
        }
    }
}
