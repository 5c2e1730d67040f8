import ArgumentParser
import Desks
import Foundation
import Library
import Operations
import Terminal
import TextLayout

extension ThemeChoice: ExpressibleByArgument {}

/// Opens the workbench: `lathe` without a command.
struct OpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Opens the workbench (default).",
        discussion: """
            FILE is a prompt file or the name of a shipped or saved prompt. Without it, the prompt that was open last opens, or
            a tour at the first start. In the workbench F1 shows all keys.

            EXAMPLES
              lathe
              lathe sentiment
              lathe open my.prompt.yaml --model gemma3-270m --theme light
            """)

    @Argument(help: "A prompt file, or a prompt's name.")
    var file: String?

    @OptionGroup var engine: EngineArguments
    @OptionGroup var template: TemplateArguments
    @OptionGroup var history: HistoryArguments

    @Option(help: "Colours for a dark or a light background (default: from the settings, else from the terminal).")
    var theme: ThemeChoice?

    func run() throws {
        let locations = Locations.current
        let chat = try template.chat()
        let configuration = Configuration.current
        var remembered = RememberedScreen.read(in: locations)
        remembered.reportsMouse = configuration.usesMouse ?? remembered.reportsMouse
        let library = PromptLibrary.standard
        let word =
            file ?? remembered.lastPrompt.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
            ?? "first-steps"
        // A mistake in a file that is asked for is reported before the screen opens. A mistake in the file of last time
        // doesn't keep the screen from opening.
        var opened: PromptFile?
        do {
            opened = try library.open(word)
        } catch {
            if file != nil { throw error }
            opened = try? library.open("first-steps")
        }
        let isFirstStart = !remembered.wasWelcomed && file == nil
        remembered.wasWelcomed = true
        let theme = theme ?? ThemeChoice(rawValue: configuration.theme.rawValue) ?? .automatic
        let session = try TerminalSession(
            theme: theme, errorLog: logPath(locations),
            farewell: harmless(
                "Lathe has ended unexpectedly. Unsaved work, except that of the last two seconds, is kept in \(locations.drafts), unless the screen said that it can't be; the library (^O) of the next start lists it. \(locations.log) may say why."
            ))
        let program = try WorkbenchProgram(
            session: session, engine: engine.setup, chat: chat, templateFile: template.template,
            locations: locations, library: library, remembered: remembered, file: opened, theme: theme,
            showsWelcome: isFirstStart, isHistoryOff: history.isOff)
        try program.run()
        // A model may still be loading; returning from main would destroy what llama.cpp's thread uses.
        _exit(fflush(nil) == 0 ? 0 : 1)
    }

    /// Returns the path of the log after creating its folder; nil if that fails.
    private func logPath(_ locations: Locations) -> String? {
        try? FileManager.default.createDirectory(atPath: locations.state, withIntermediateDirectories: true)
        return locations.log
    }
}
