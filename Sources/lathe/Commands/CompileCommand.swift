import ArgumentParser
import Foundation
import Library
import Prompting
import Runtime
import TextLayout

struct CompileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile",
        abstract: "Prints exactly what a model is sent, byte for byte.",
        discussion: """
            EXAMPLES
              lathe compile sentiment
              lathe compile sentiment --technique few-shot --layout completion
              lathe compile sentiment --tokens
            """)

    @Argument(help: "A prompt file, a prompt's name, or -.")
    var file: String

    @OptionGroup var prompt: PromptArguments
    @OptionGroup var engine: EngineArguments

    @Flag(help: "One token a line: its number, its id and its text.")
    var tokens = false

    func run() throws {
        let file = try PromptLibrary.standard.open(self.file)
        let model = try engine.load(promptModel: file.prompt.model)
        defer { model.engine.shutDown() }
        let hasChatTemplate = model.description.chatTemplate != nil
        let choice = try LayoutChoice(asked: prompt.layout ?? file.prompt.layout, hasChatTemplate: hasChatTemplate)
        let compiled = try file.prompt.compile(
            technique: prompt.technique, layout: choice.layout, hasChatTemplate: hasChatTemplate,
            variables: try prompt.variables())
        let sent = try model.engine.render(compiled)
        for notice in file.notices + [choice.notice].compactMap({ $0 }) + sent.notices { printError(harmless(notice)) }
        if tokens {
            let lines = sent.tokens.enumerated().map { index, token in
                "\(index)\t\(token.id)\t\(harmless(token.text).replacing("\n", with: "\\n").replacing("\t", with: "\\t"))\n"
            }
            FileHandle.standardOutput.write(Data(lines.joined().utf8))
        } else {
            FileHandle.standardOutput.write(Data(sent.text.utf8))
        }
        if let trigger = compiled.answerTrigger {
            printError("Then, after the output: \(trigger.replacing("\n", with: "\\n"))")
        }
    }
}
