import ArgumentParser
import Console
import Interchange
import Library
import Operations
import Remedies
import Reports
import TextLayout

extension InterchangeFormat: ExpressibleByArgument {}

extension EarlierMessages: EnumerableFlag {
    /// Returns the help of a flag.
    package static func help(for value: EarlierMessages) -> ArgumentHelp? {
        switch value {
        case .turns: "Read messages before the last question as turns of a conversation, …"
        case .examples: "… or as examples. Without either, variables and the format decide."
        }
    }
}

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Imports a prompt, or a preset of settings, from another program's file.",
        discussion: """
            These formats are recognised: \(Interchange.titles). Prompts are saved in your library, and each path is printed. What couldn't be \
            taken over is listed on standard error.

            EXAMPLES
              lathe import summarize.prompty
              lathe import promptfooconfig.yaml --as greetings
              lathe import Creative.yaml --into sentiment --lane creative
              curl -s https://example.com/request.json | lathe import - --as question
            """)

    @Argument(help: "A file of another program, or - for standard input.")
    var file: String

    @Option(help: "The file's format, if it isn't recognised.")
    var from: InterchangeFormat?

    @Flag var earlier: EarlierMessages?

    @Option(name: .customLong("as"), help: "The prompt's name in your library.")
    var name: String?

    @Option(help: "The prompt that takes the settings of a preset.")
    var into: String?

    @Option(help: "The lane that takes them; it is added if there is none.")
    var lane: String?

    func validate() throws {
        if lane != nil, into == nil { throw ValidationError("--lane needs --into, the prompt that has the lane.") }
        if into != nil, name != nil { throw ValidationError("Give either --as, for a new prompt, or --into.") }
    }

    func run() throws {
        let imported = try Interchange.read(
            try InputFile.text(of: file), name: file == "-" ? "standard input" : file,
            format: from, context: ImportContext(of: file, earlier: earlier))
        let work = PromptImport(file: file, name: name, lane: lane)
        var paths: [String] = []
        var losses = imported.losses
        switch imported.value {
        case .prompts(let prompts):
            guard into == nil else {
                throw Failure("\(file) holds a prompt; --into takes the settings of a preset.")
            }
            paths = try work.save(prompts, noting: &losses)
        case .preset(let preset):
            if let into {
                guard into != "-" else { throw ValidationError("--into takes a prompt's name or file.") }
                let (path, more) = try work.put(preset, into: into)
                paths = [path]
                losses += more.map { Notice($0) }
            } else {
                paths = try work.save([try work.prompt(of: preset)], noting: &losses)
            }
        }
        for loss in losses { printError(harmless(commandLineText(of: loss))) }
        for path in paths { print(harmless(path)) }
    }
}
