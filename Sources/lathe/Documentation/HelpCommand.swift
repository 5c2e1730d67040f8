import ArgumentParser
import Console
import Foundation
import Library
import Operations
import Processes
import Reports
import Sampling
import TextLayout

/// Shows the help of a command, or a page of the documentation.
struct HelpCommand: ParsableCommand, WorksWithoutConfiguration {
    static let configuration = CommandConfiguration(
        commandName: "help",
        abstract: "Shows the help of a command, or a page of the documentation.",
        discussion: """
            Without a topic it lists the pages. On a terminal a page opens in $LATHE_PAGER, $PAGER or less; elsewhere it is printed.

            EXAMPLES
              lathe help
              lathe help history show
              lathe help evaluate
            """)

    @Argument(help: ArgumentHelp("A command, or the name of a page.", valueName: "topic"))
    var topic: [String] = []

    func run() throws {
        if let command = command(topic) {
            try printOutput(LatheCommand.helpMessage(for: command, columns: TerminalSize.current.columns) + "\n")
            guard topic.isEmpty else { return }
        }
        let pages = DocumentationPage.all(in: Locations.current.documents)
        if topic.isEmpty { return try printOutput(list(of: pages)) }
        let word = topic.joined(separator: "-").lowercased()
        guard let page = pages.first(where: { [$0.name, $0.path].contains(word) }) else {
            let commands = LatheCommand.configuration.subcommands.filter { $0.configuration.shouldDisplay }
            let hint = nearest(to: word, in: pages.map(\.name) + commands.map { $0._commandName })
            guard !pages.isEmpty || hint != nil else {
                throw Failure(
                    "The documentation can't be found. Run Lathe from the checkout, or install it (`make install`).")
            }
            throw ValidationError(
                "`\(topic.joined(separator: " "))` is neither a command nor a page of the documentation"
                    + (hint.map { "; did you mean `\($0)`?" } ?? ". `lathe help` lists them."))
        }
        try show(page)
    }

    /// Returns the command that words name, or the root for no words; nil if there is no such command.
    private func command(_ words: [String]) -> (any ParsableCommand.Type)? {
        var command: any ParsableCommand.Type = LatheCommand.self
        for word in words {
            guard
                let next = command.configuration.subcommands.first(where: {
                    $0._commandName == word && $0.configuration.shouldDisplay
                })
            else { return nil }
            command = next
        }
        return command
    }

    private func list(of pages: [DocumentationPage]) -> String {
        guard !pages.isEmpty else { return "" }
        // If a command and a page have the same name, the command is meant.
        let rows = pages.map { (word: command([$0.name]) == nil ? $0.name : $0.path, title: $0.title) }
        let width = (rows.map(\.word.displayWidth).max() ?? 0) + 2
        return "\nPAGES (lathe help PAGE):\n"
            + rows.map { "  \($0.word.padded(toWidth: width))\($0.title)\n" }.joined()
    }

    private func show(_ page: DocumentationPage) throws {
        let terminal = TerminalSize.current
        let text: String
        do {
            text = try page.text(isTerminal: terminal.isTerminal)
        } catch {
            throw Failure("\(page.file) can't be read: \(systemReason(of: error)).")
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
