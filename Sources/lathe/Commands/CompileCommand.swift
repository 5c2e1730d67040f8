import ArgumentParser
import Console
import Foundation
import Lanes
import Library
import Models
import Operations
import Prompting
import Sampling
import TextLayout

struct CompileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile",
        abstract: "Prints the exact text that a model is sent, byte for byte.",
        discussion: """
            EXAMPLES
              lathe compile sentiment
              lathe compile sentiment --technique few-shot --layout completion
              lathe compile sentiment --tokens
            """)

    @Argument(help: "A prompt file, a prompt's name, or -.")
    var file: String

    @Option(help: ArgumentHelp("Prints what this lane of the prompt is sent.", valueName: "name"))
    var lane: String?

    @OptionGroup(title: "The prompt") var prompt: PromptArguments
    @OptionGroup(title: "The prompt") var images: ImageArguments
    @OptionGroup(title: "Model and engine") var engine: EngineArguments

    @Flag(help: "Prints each token on a line: its number, its id and its text.")
    var tokens = false

    func run() throws {
        let file = try PromptLibrary.standard.open(self.file)
        let own = if let lane { try file.prompt.asSent(byLane: lane) } else { file.prompt }
        // If all lanes are on one model, that is the model of the prompt.
        let words = own.lanes.map { $0.model ?? own.model }
        let common = Set(words).count == 1 ? words[0] : own.model
        let setup = engine.setup
        let word = setup.choice.word(prompt: common)
        let remote = Backends.standard.remote(word)
        let model =
            try remote == nil
            ? wait {
                try await LoadedModel.load(try ModelDescription.checked(word), setup, telling: ProgressLine.teller)
            } : nil
        defer { model?.engine.shutDown() }
        if tokens, let remote { throw Failure("How \(remote.name) splits a text into tokens isn't known.") }
        var chat = try prompt.chat()
        chat.arguments = Configuration.current.templateArguments.merging(own.templateArguments) { $1 }
            .merging(chat.arguments) { $1 }
        chat.projector = remote == nil ? setup.choice.projector(lane: nil, prompt: own.projector)?.expandingHome : nil
        chat.thinks =
            Settings().applying(
                Configuration.current.modelParameters.overlaid(by: own.modelParameters)
            ).thinks
        let hasChatTemplate = remote != nil || chat.template != nil || model?.description.chatTemplate != nil
        let choice = try LayoutChoice(asked: prompt.layout ?? own.layout, hasChatTemplate: hasChatTemplate)
        var variables = try prompt.variables()
        try own.checkAssigned(variables.keys)
        let folders = file.imageFolders(given: variables.keys)
        let given = variables
        let sources = try wait {
            try await LaneSources(
                of: own, given, ways: [own.sourceSearch], in: folders.prompt, models: [model].compactMap(\.self),
                telling: ProgressLine.teller)
        }
        variables.merge(sources.values(for: own.sourceSearch)) { $1 }
        for notice in sources.notices { printError(harmless(notice)) }
        let compiled = try images.applied(to: own).compile(
            technique: prompt.technique, layout: choice.layout, hasChatTemplate: hasChatTemplate,
            variables: variables, chat: chat, images: folders)
        let engines: [(any Engine)?] = [remote, model?.engine]
        guard let sent = try engines.compactMap({ $0 }).first?.render(compiled) else { return }
        if engine.model == nil, Set(words).count > 1 {
            for lane in own.lanes {
                guard let word = lane.model, word != common else { continue }
                printError(
                    harmless("Lane \(lane.name) is on \(word), which is sent another text: --model \(word) shows that.")
                )
            }
        }
        for lane in own.lanes where own.usesSources && own.search(of: lane) != own.sourceSearch {
            printError(harmless("Lane \(lane.name) gets other sources: --lane \(lane.name) shows them."))
        }
        for notice in file.notices + [choice.notice].compactMap({ $0 }) + sent.notices { printError(harmless(notice)) }
        if tokens {
            let lines = sent.tokens.enumerated().map { index, token in
                "\(index)\t\(token.id)\t\(token.id < 0 ? "(image)" : token.text.isEmpty ? "(part of a character)" : harmless(token.text).replacing("\n", with: "\\n").replacing("\t", with: "\\t"))\n"
            }
            try printOutput(lines.joined())
        } else {
            try printForeign(sent.text)
        }
        for step in compiled.steps.dropFirst() {
            printError("Then, after the output: \(harmless(step.opening).replacing("\n", with: "\\n"))")
        }
    }
}
