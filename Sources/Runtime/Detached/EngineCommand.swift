import Foundation
import Processes

/// The command that starts an engine's process.
package struct EngineCommand: Sendable, Hashable {
    /// The name for sentences: `the engine`, or the name that the settings give to a machine.
    package var name: String
    /// The absolute path of the program, or a name to look for in `PATH`.
    package var executable: String
    /// The program's arguments.
    package var arguments: [String]
    /// The longest time until it must have sent its greeting.
    package var patience = Duration.seconds(30)

    /// Creates a command that runs `lathe engine`, here or on another machine.
    package init(name: String, executable: String, arguments: [String]) {
        self.name = name
        self.executable = executable
        self.arguments = arguments
    }

    /// The command that starts this program itself.
    package static let own = EngineCommand(name: "the engine", executable: Probe.ownExecutable, arguments: ["engine"])

    /// True for this program itself, false for a command that starts another one.
    var isOwn: Bool { executable == Self.own.executable }

    /// The path of the program; nil if it isn't found.
    var path: String? { executable.contains("/") ? executable : ChildProcess.find(executable) }
}
