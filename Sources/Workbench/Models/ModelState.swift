import Lanes
import Sampling

/// The model and what is known of it.
package enum ModelState: Sendable {
    /// None was asked for.
    case none
    /// It is being read; 0...1.
    case loading(name: String, progress: Double)
    /// It is here, and something else is done first, in words such as `measuring its speed`.
    case preparing(name: String, what: String)
    /// It can generate.
    case ready(ModelFacts)
    /// It can't.
    case failed(String)

    var facts: ModelFacts? {
        if case .ready(let facts) = self { facts } else { nil }
    }

    /// Whether it is being read or prepared.
    var isLoading: Bool {
        switch self {
        case .loading, .preparing: true
        case .none, .ready, .failed: false
        }
    }
}

/// What the screen shows of a model, and needs to compile for it.
package struct ModelFacts: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// Its file.
    package var path: String
    /// How its weights are stored: `Q4_1`.
    package var quantization: String
    /// Tokens that all lanes share.
    package var contextLength: Int
    /// Whether prompts can be sent in the chat layout.
    package var hasChatTemplate: Bool
    /// Settings that its file recommends.
    package var settings: SettingsPatch
    /// Settings that a server can't be told.
    package var lacking: Set<SettingsKey>
    /// How its engine computes; nil for a server.
    package var choices: EngineChoices?

    /// Facts about a model.
    package init(
        name: String, path: String, quantization: String, contextLength: Int, hasChatTemplate: Bool,
        settings: SettingsPatch = SettingsPatch(), lacking: Set<SettingsKey> = [],
        choices: EngineChoices? = nil
    ) {
        self.name = name
        self.path = path
        self.quantization = quantization
        self.contextLength = contextLength
        self.hasChatTemplate = hasChatTemplate
        self.settings = settings
        self.lacking = lacking
        self.choices = choices
    }

    /// Whether it runs elsewhere, where tokens can't be counted nor looked into.
    var isServer: Bool { quantization.isEmpty }

    /// The name without what the quantisation, which is shown beside it, says again.
    var shortName: String {
        if isServer { return name }
        let suffixes = [".", "-", "_"].map { $0 + quantization.lowercased() }
        guard let suffix = suffixes.first(where: { name.lowercased().hasSuffix($0) }) else { return name }
        return String(name.dropLast(suffix.count))
    }
}
