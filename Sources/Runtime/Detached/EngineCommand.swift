import Foundation
import Processes

/// How an engine's process is started.
package struct EngineCommand: Sendable, Hashable {
    /// What it is called in sentences: `the engine`, or the name that the settings give to a machine.
    package var name: String
    /// Absolute path of the program, or a name to look for in `PATH`.
    package var executable: String
    /// Its arguments.
    package var arguments: [String]
    /// How long it may take until it says what it is.
    package var patience = Duration.seconds(30)

    /// Any command that runs `lathe engine`, here or on another machine.
    package init(name: String, executable: String, arguments: [String]) {
        self.name = name
        self.executable = executable
        self.arguments = arguments
    }

    /// This program itself.
    package static let own = EngineCommand(name: "the engine", executable: Probe.ownExecutable, arguments: ["engine"])

    /// Whether it is this program itself, and not a command that leads to one.
    var isOwn: Bool { executable == Self.own.executable }

    /// The program's path; nil if there is none.
    var path: String? { executable.contains("/") ? executable : ChildProcess.find(executable) }
}
