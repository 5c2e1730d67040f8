import Foundation
import Library
import Operations
import Prompting
import Terminal
import TextLayout
import Workbench

/// Opens the workbench.
package struct ScreenStart {
    private let engine: EngineSetup
    private let chat: ChatOptions
    private let templateFile: String?
    private let isHistoryOff: Bool
    private let theme: ThemeChoice?

    /// Creates a start with this engine. A nil theme stands for that of the settings.
    package init(
        engine: EngineSetup, chat: ChatOptions = ChatOptions(), templateFile: String? = nil, isHistoryOff: Bool,
        theme: ThemeChoice? = nil
    ) {
        self.engine = engine
        self.chat = chat
        self.templateFile = templateFile
        self.isHistoryOff = isHistoryOff
        self.theme = theme
    }

    /// Opens a prompt by its name or file; nil opens the one that was open last. `guide` says what to press; nil shows the
    /// welcome at the first start.
    package func open(_ file: String?, guide: Guide? = nil) throws {
        let locations = Locations.current
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
            session: session, engine: engine, chat: chat, templateFile: templateFile,
            locations: locations, library: library, remembered: remembered, file: opened, theme: theme,
            guide: guide ?? (isFirstStart ? .welcome : nil), language: .current, isHistoryOff: isHistoryOff)
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

extension Language {
    /// The language that the environment asks for.
    package static var current: Language {
        let environment = ProcessInfo.processInfo.environment
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
        return Language(locale: names.first { !$0.isEmpty } ?? "")
    }
}
