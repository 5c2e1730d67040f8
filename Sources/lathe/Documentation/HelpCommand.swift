import ArgumentParser
import Console
import Library
import Operations
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
        try page.show()
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
}
