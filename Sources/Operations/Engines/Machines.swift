import Lanes
import Library
import Models
import Runtime

/// The other machines that the settings name under `engines`. Each is one process here: a command that leads to an
/// engine there.
///
/// The path of a model there is written `NAME:PATH`, so that it differs from the paths of files here.
package final class Machines: Sendable {
    /// The machines of this process's settings.
    package static let standard = Machines(.current)

    private let configuration: Configuration
    private let processes: [String: EngineProcess]

    /// Creates the machines of the settings. None is reached yet.
    package init(_ configuration: Configuration) {
        self.configuration = configuration
        processes = Dictionary(
            configuration.machines.map { machine in
                var command = EngineCommand(
                    name: machine.name, executable: machine.command[0], arguments: Array(machine.command.dropFirst()))
                command.patience = .seconds(machine.timeout)
                return (machine.name, EngineProcess(command))
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Returns the model on another machine that a word or a path means; nil if it means one here. Waits for that
    /// machine.
    ///
    /// - Throws: ``EngineError`` if the machine can't be reached or refuses the word.
    package func describe(_ word: String) throws -> ModelDescription? {
        let name: String
        let model: String?
        if let (machine, path) = split(word) {
            (name, model) = (machine, path)
        } else if let (machine, wanted) = configuration.machine(for: word) {
            (name, model) = (machine.name, wanted)
        } else {
            return nil
        }
        guard let process = processes[name] else { return nil }
        var description = try process.describe(model).model
        description.path = "\(name):\(description.path)"
        description.name = "\(name)/\(description.name)"
        return description
    }

    /// Returns the process that has the file of a path, with the file's path there; nil for a file here.
    package func place(of path: String) -> (process: EngineProcess, path: String)? {
        guard let (name, file) = split(path), let process = processes[name] else { return nil }
        return (process, file)
    }

    private func split(_ path: String) -> (machine: String, path: String)? {
        guard let colon = path.firstIndex(of: ":"), processes[String(path[..<colon])] != nil else { return nil }
        return (String(path[..<colon]), String(path[path.index(after: colon)...]))
    }
}
