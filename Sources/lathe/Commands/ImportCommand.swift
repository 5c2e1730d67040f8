import ArgumentParser
import Console
import Foundation
import Interchange
import Library
import Operations
import Prompting
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
            format: from, context: ImportContext(besides: file, earlier: earlier))
        var paths: [String] = []
        var losses = imported.losses
        switch imported.value {
        case .prompts(let prompts):
            guard into == nil else {
                throw Failure("\(file) holds a prompt; --into takes the settings of a preset.")
            }
            paths = try save(prompts, noting: &losses)
        case .preset(let preset):
            if let into {
                let (path, more) = try put(preset, into: into)
                paths = [path]
                losses += more.map { Notice($0) }
            } else {
                paths = try save([try prompt(of: preset)], noting: &losses)
            }
        }
        for loss in losses { printError(harmless(commandLineText(of: loss))) }
        for path in paths { print(harmless(path)) }
    }

    // MARK: saving

    private func save(_ prompts: [ImportedPrompt], noting notices: inout [Notice]) throws -> [String] {
        let library = PromptLibrary.standard
        var files: [(name: String, file: PromptFile)] = []
        for (index, prompt) in prompts.enumerated() {
            let name = self.name.map { prompts.count == 1 ? $0 : "\($0) \(index + 1)" } ?? prompt.name
            let path: String
            do throws(PromptFileError) {
                path = try library.path(for: name)
            } catch {
                throw Failure("\(error) Choose another name with --as.")
            }
            guard !FileManager.default.fileExists(atPath: path), !files.contains(where: { $0.name == name }) else {
                throw Failure("\(path) exists already and was not changed. Choose another name with --as.")
            }
            files.append((name, try prompt.file(path: path, places: Configuration.current.places)))
        }
        return try files.map { name, file in
            var file = file
            notices += try library.save(&file, as: name).map { Notice($0) }
            return file.file
        }
    }

    /// Returns a new prompt for a preset that has a system prompt, or for which a name is given.
    private func prompt(of preset: ImportedPreset) throws -> ImportedPrompt {
        guard name != nil || !preset.instruction.isEmpty else {
            throw Failure(
                "\(file) holds settings. Say with --into which prompt takes them, or with --as the name of a new one."
            )
        }
        return ImportedPrompt(preset, name: name ?? "preset")
    }

    private func put(_ preset: ImportedPreset, into word: String) throws -> (path: String, losses: [String]) {
        let library = PromptLibrary.standard
        guard word != "-" else { throw ValidationError("--into takes a prompt's name or file.") }
        var file = try library.open(word)
        var prompt = file.prompt
        let losses = preset.apply(to: &prompt, lane: lane)
        var notices = try file.update(to: prompt)
        if library.isShipped(file.file) {
            // Shipped prompts stay as they are; the change is made in the user's copy.
            notices += try library.save(&file, as: word)
            notices.append(
                "`\(word)` comes with Lathe and stays as it is. \(file.file) is your copy; from now on the name means that."
            )
        } else {
            notices += try library.save(&file)
        }
        return (file.file, losses + notices)
    }
}
