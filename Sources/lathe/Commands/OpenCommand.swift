import ArgumentParser
import Desks
import Terminal

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

    @OptionGroup(title: "Model and engine") var engine: EngineArguments
    @OptionGroup(title: "The chat template") var template: TemplateArguments
    @OptionGroup(title: "The history") var history: HistoryArguments

    @Option(help: "Colours for a dark or a light background (default: from the settings, else from the terminal).")
    var theme: ThemeChoice?

    func run() throws {
        try ScreenStart(
            engine: engine.setup, chat: try template.chat(), templateFile: template.template,
            isHistoryOff: history.isOff, theme: theme
        ).open(file)
    }
}
