import ArgumentParser
import Console
import Foundation
import Lanes
import Models
import Operations
import Prompting
import Reports
import Runtime
import TextLayout

/// `lathe models show`.
struct ModelsShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Says what a model file contains, and what its chat template can do.",
        discussion: """
            Of the template it shows what it can do, which values it reads besides those that every template is given, the \
            text that it makes of a sample conversation, and its own text. The weights aren't loaded for that.

            EXAMPLES
              lathe models show smollm2
              lathe models show smollm2 --template mine.jinja
              lathe models show qwen3 --template-argument enable_thinking=false
            """)

    @Argument(help: "A model's name or path.")
    var model: String

    @OptionGroup var template: TemplateArguments

    @Option(help: "The format of the output.")
    var format: TableFormat = .table

    func run() throws {
        let chat = try template.chat()
        let description = try Probe().check(try modelFile(model), acceptsEncoders: true)
        let memory = MemoryNeed(description, contextLength: description.usualContext)
        let sum = try Checksums().sha256(of: description.path)
        let choices = EngineChoices.kept(
            at: .usual(modelChecksum: sum),
            gpuLayers: ModelStore.standard.settings(ofFile: description.path).gpuLayers)
        let projector = ModelProjector(of: description)
        let report = try TemplateReport(
            of: description, template: chat.template, arguments: chat.arguments,
            seconds: Int64(Date.now.timeIntervalSince1970))
        let sheet = ModelSheet(
            model: description, memory: memory, sha256: sum, choices: choices, projector: projector, template: report)
        if format == .json { return try printJSON(sheet, pretty: true) }
        try printOutput(sheet.text)
        if let report { try printOutput(harmless(report.text(ofFile: template.template))) }
    }
}
