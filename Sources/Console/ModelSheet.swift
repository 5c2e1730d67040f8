import Lanes
import Models
import Operations
import Reports
import Runtime
import TextLayout

/// The description from the file, and Lathe's own facts beside it.
package struct ModelSheet: Encodable {
    /// The description from the file.
    package let model: ModelDescription
    /// The memory that it needs with the usual context.
    package let memory: MemoryNeed
    /// The file's checksum.
    package let sha256: String
    /// How it computes fastest here; nil if that was never measured.
    package let choices: EngineChoices?
    /// How it reads images; nil if it has no projector.
    package let projector: ModelProjector?
    /// What its chat template can do; nil if it has none.
    package let template: TemplateReport?

    /// Creates the sheet of these facts.
    package init(
        model: ModelDescription, memory: MemoryNeed, sha256: String, choices: EngineChoices?,
        projector: ModelProjector?, template: TemplateReport?
    ) {
        self.model = model
        self.memory = memory
        self.sha256 = sha256
        self.choices = choices
        self.projector = projector
        self.template = template
    }

    private enum Key: CodingKey {
        case memory, usualContext, sha256, choices, projector, template
    }

    /// Writes the description's keys, and the other facts beside them.
    package func encode(to encoder: any Encoder) throws {
        try model.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(memory, forKey: .memory)
        try container.encode(model.usualContext, forKey: .usualContext)
        try container.encode(sha256, forKey: .sha256)
        try container.encodeIfPresent(choices, forKey: .choices)
        try container.encodeIfPresent(projector, forKey: .projector)
        try container.encodeIfPresent(template, forKey: .template)
    }

    /// The facts, one on a line; those of the template aren't among them.
    package var text: String {
        var rows = [
            ("name", model.name), ("path", model.path), ("title", model.title ?? "-"),
            ("architecture", model.architecture), ("parameters", "\(model.parameters)"),
            ("quantization", model.quantization), ("size", "\(model.bytes) bytes"),
            ("context", "\(model.contextLength) tokens"),
            ("vocabulary", "\(model.vocabularySize) tokens"),
            ("layers", "\(model.layers)"), ("embedding", "\(model.embeddingLength)"),
            ("sliding window", model.slidingWindow.map { "\($0) tokens" } ?? "none"),
            ("chat template", model.chatTemplate == nil ? "none (a base model)" : "yes"),
            ("images", projector?.words ?? "no projector (mmproj) is beside the file"),
            ("licence", model.license ?? "not given"),
            ("memory", memory.words + " with a context of \(model.usualContext) tokens"),
            ("SHA-256", sha256),
        ]
        for key in model.settings.keys {
            rows.append(("recommends", "\(key.rawValue) \(model.settings[key].map { "\($0)" } ?? "")"))
        }
        if let choices {
            rows.append(("computes", "\(choices)"))
            rows += choices.trials.map { ("tried", "\($0)") }
        } else {
            rows.append(("computes", "as is usual; how it does so fastest is measured when it is first loaded"))
        }
        return rows.map { $0.padded(toWidth: 16) + harmless($1) + "\n" }.joined()
    }
}
