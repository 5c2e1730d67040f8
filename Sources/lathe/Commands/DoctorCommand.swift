import ArgumentParser
import Console

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Checks what works on this machine: llama.cpp, processor, folders, models, terminal.",
        discussion: "EXAMPLES\n  lathe doctor")

    func run() throws {
        if !Doctor.isHealthy() { throw ExitCode.failure }
    }
}
