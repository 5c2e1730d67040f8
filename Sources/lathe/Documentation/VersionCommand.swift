import ArgumentParser
import Console
import Lanes
import Runtime

/// Prints the versions.
struct VersionCommand: ParsableCommand, WorksWithoutConfiguration {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Prints the versions of Lathe and of llama.cpp.",
        discussion: """
            EXAMPLES
              lathe version
            """)

    /// The versions of Lathe and of llama.cpp.
    static var text: String { "Lathe \(LatheVersion.number), llama.cpp \(LlamaBuild.version)" }

    func run() throws { try printOutput(Self.text + "\n") }
}
