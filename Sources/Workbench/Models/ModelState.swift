import Lanes
import Sampling

/// The state of a model.
package enum ModelState: Sendable {
    /// It wasn't asked for.
    case none
    /// It is being read; the progress is 0...1.
    case loading(name: String, progress: Double)
    /// It is read, and something else is done first, in words such as `measuring its speed`.
    case preparing(name: String, what: String)
    /// It can generate.
    case ready(ModelFacts)
    /// It can't be used; the text says why.
    case failed(String)

    var facts: ModelFacts? {
        if case .ready(let facts) = self { facts } else { nil }
    }

    /// True if it is being read or prepared.
    var isLoading: Bool {
        switch self {
        case .loading, .preparing: true
        case .none, .ready, .failed: false
        }
    }
}

/// The facts about a model that the screen shows and needs for compiling.
package struct ModelFacts: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// The path of its file.
    package var path: String
    /// The quantization of its weights: `Q4_1`.
    package var quantization: String
    /// The number of tokens that all lanes share.
    package var contextLength: Int
    /// True if prompts can be sent in the chat layout.
    package var hasChatTemplate: Bool
    /// Settings that its file recommends.
    package var settings: SettingsPatch
    /// The settings without effect: those that a server can't be sent, and `thinking` if the model doesn't think.
    package var lacking: Set<SettingsKey>
    /// The way in which its engine computes; nil for a server.
    package var choices: EngineChoices?

    /// Creates facts.
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

    /// True if it runs elsewhere. Tokens then can't be counted or looked into.
    var isServer: Bool { quantization.isEmpty }

    /// The name without the quantization, which is shown beside it.
    var shortName: String {
        if isServer { return name }
        let suffixes = [".", "-", "_"].map { $0 + quantization.lowercased() }
        guard let suffix = suffixes.first(where: { name.lowercased().hasSuffix($0) }) else { return name }
        return String(name.dropLast(suffix.count))
    }
}
