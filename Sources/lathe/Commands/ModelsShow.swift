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

    /// The description from the file, and Lathe's own facts beside it.
    private struct Sheet: Encodable {
        var model: ModelDescription
        var memory: MemoryNeed
        var sha256: String
        var choices: EngineChoices?
        var projector: ModelProjector?
        var template: TemplateReport?

        private enum Key: CodingKey {
            case memory, usualContext, sha256, choices, projector, template
        }

        func encode(to encoder: any Encoder) throws {
            try model.encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(memory, forKey: .memory)
            try container.encode(model.usualContext, forKey: .usualContext)
            try container.encode(sha256, forKey: .sha256)
            try container.encodeIfPresent(choices, forKey: .choices)
            try container.encodeIfPresent(projector, forKey: .projector)
            try container.encodeIfPresent(template, forKey: .template)
        }
    }

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
        if format == .json {
            return try printJSON(
                Sheet(
                    model: description, memory: memory, sha256: sum, choices: choices, projector: projector,
                    template: report), pretty: true)
        }
        var rows = [
            ("name", description.name), ("path", description.path), ("title", description.title ?? "-"),
            ("architecture", description.architecture), ("parameters", "\(description.parameters)"),
            ("quantization", description.quantization), ("size", "\(description.bytes) bytes"),
            ("context", "\(description.contextLength) tokens"),
            ("vocabulary", "\(description.vocabularySize) tokens"),
            ("layers", "\(description.layers)"), ("embedding", "\(description.embeddingLength)"),
            ("sliding window", description.slidingWindow.map { "\($0) tokens" } ?? "none"),
            ("chat template", description.chatTemplate == nil ? "none (a base model)" : "yes"),
            ("images", projector?.words ?? "no projector (mmproj) is beside the file"),
            ("licence", description.license ?? "not given"),
            ("memory", memory.words + " with a context of \(description.usualContext) tokens"),
            ("SHA-256", sum),
        ]
        for key in description.settings.keys {
            rows.append(("recommends", "\(key.rawValue) \(description.settings[key].map { "\($0)" } ?? "")"))
        }
        if let choices {
            rows.append(("computes", "\(choices)"))
            rows += choices.trials.map { ("tried", "\($0)") }
        } else {
            rows.append(("computes", "as is usual; how it does so fastest is measured when it is first loaded"))
        }
        try printOutput(Self.lines(rows))
        if let report { try printOutput(harmless(report.text(ofFile: template.template))) }
    }

    private static func lines(_ rows: [(String, String)]) -> String {
        rows.map { $0.padded(toWidth: 16) + harmless($1) + "\n" }.joined()
    }
}

extension TemplateReport {
    /// Returns the report as a table prints it; `file` is the template's, nil for the model's own.
    fileprivate func text(ofFile file: String?) -> String {
        var rows: [(String, String)] = []
        if let abilities {
            func said(_ flag: Bool, _ no: String = "no") -> String { flag ? "yes" : no }
            rows = [
                ("system role", said(abilities.systemRole, "no; the instruction begins the first message")),
                ("tools", said(abilities.tools) + (abilities.toolCalls ? ", and their calls" : "")),
                (
                    "thinking",
                    said(abilities.thinking) + (abilities.thinkingSwitch ? "; enable_thinking changes it" : "")
                ),
                ("effort", said(abilities.reasoningEffort, "not changed by reasoning_effort")),
                ("earlier thoughts", said(abilities.keepsThoughts, "left out")),
                ("content", abilities.wantsParts ? "a list of parts" : "a text"),
                (
                    "reads",
                    reads.isEmpty ? "nothing besides what every template is given" : reads.joined(separator: ", ")
                ),
            ]
        }
        if let problem { rows.append(("problem", "The chat template \(problem).")) }
        rows += notices.map { ("notice", $0) }
        let name = file.map { "The chat template \($0)" } ?? "The model's chat template"
        var text = "\n" + name + "\n" + rows.map { "  " + $0.padded(toWidth: 18) + $1 + "\n" }.joined()
        if let sample {
            text += "\nWhat it makes of a conversation of four messages\n\n" + sample
            if !sample.hasSuffix("\n") { text += "\n" }
        }
        text += "\nIts text\n\n" + self.text
        return self.text.hasSuffix("\n") ? text : text + "\n"
    }
}
