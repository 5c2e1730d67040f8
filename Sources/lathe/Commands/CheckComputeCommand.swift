import ArgumentParser
import Runtime

/// Tries llama.cpp's kernels, in a process of its own. `doctor` starts the program with this command.
struct CheckComputeCommand: ParsableCommand, WorksWithoutConfiguration {
    static let configuration = CommandConfiguration(commandName: "check-compute", shouldDisplay: false)

    func run() throws {
        throw ExitCode(ComputeCheck.runChild())
    }
}
