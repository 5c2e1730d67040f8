import Foundation
import Library
import Operations
import Processes
import Reports

extension DocumentationPage {
    /// Opens the page in a pager if this is a terminal, else prints it.
    package func show() throws {
        let terminal = TerminalSize.current
        let text: String
        do {
            text = try self.text(isTerminal: terminal.isTerminal)
        } catch {
            throw Failure("\(file) can't be read: \(systemReason(of: error)).")
        }
        guard terminal.isTerminal else { return try printOutput(text) }
        let environment = ProcessInfo.processInfo.environment
        let pager = [environment["LATHE_PAGER"], environment["PAGER"]].compactMap(\.self).first { !$0.isEmpty }
        let file = NSTemporaryDirectory() + "/lathe-\(UUID().uuidString).txt"
        do {
            try Data(text.utf8).write(to: URL(filePath: file), options: .withoutOverwriting)
        } catch {
            return try printOutput(text)
        }
        defer { try? FileManager.default.removeItem(atPath: file) }
        // The same settings that git uses: less shows headings, and ends by itself if a page fits. The user's own
        // settings stay.
        setenv("LESS", "FRX", 0)
        // The pager handles Ctrl-C; the child process gets the default handlers.
        let handlers = [SIGINT, SIGQUIT].map { ($0, signal($0, SIG_IGN)) }
        defer { for (number, handler) in handlers { signal(number, handler) } }
        // The shell's exit codes for a program that isn't found or can't be run.
        if [126, 127].contains(OutsideProgram.run(pager ?? "less", on: file)) { try printOutput(text) }
    }
}
