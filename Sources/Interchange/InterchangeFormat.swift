import Library
import YAMLText

/// The files of other programs that are read and written.
public enum InterchangeFormat: String, Sendable, CaseIterable {
    /// GitHub Models' `.prompt.yml`.
    case gitHubModels = "github-models"
    /// `promptfooconfig.yaml`.
    case promptfoo
    /// A template of the command line tool `llm`.
    case llm
    /// A `.prompt` file (Dotprompt, Genkit).
    case dotprompt
    /// A `.prompty` file; both versions are read, the second one is written.
    case prompty
    /// A `.prompty` file of the first version.
    case promptyOne = "prompty-v1"
    /// A chat request for OpenAI's API, or its list of messages, as JSON.
    case openAI = "openai"
    /// A preset of sampler settings of text-generation-webui.
    case textGenerationWebUI = "text-generation-webui"
    /// A preset of LM Studio, `.preset.json`.
    case lmStudio = "lm-studio"

    /// Whether it holds settings and no prompt.
    public var isPreset: Bool { self == .textGenerationWebUI || self == .lmStudio }

    /// The program's or the format's name in a sentence.
    var title: String {
        switch self {
        case .gitHubModels: "GitHub Models"
        case .promptfoo: "promptfoo"
        case .llm: "llm"
        case .dotprompt: "Dotprompt"
        case .prompty, .promptyOne: "Prompty"
        case .openAI: "OpenAI's chat format"
        case .textGenerationWebUI: "text-generation-webui"
        case .lmStudio: "LM Studio"
        }
    }
}

extension InterchangeFormat {
    /// The format that a file's name tells, else its content; nil where neither does.
    init?(name: String, text: String) {
        let file = name.split(separator: "/").last.map { $0.lowercased() } ?? ""
        if file.hasSuffix(".prompty") {
            self = .prompty
        } else if file.hasSuffix(".prompt") {
            self = .dotprompt
        } else if file.hasSuffix(".preset.json") {
            self = .lmStudio
        } else if file.hasSuffix(".prompt.yaml") || file.hasSuffix(".prompt.yml") {
            self = .gitHubModels
        } else if file.hasPrefix("promptfooconfig.") {
            self = .promptfoo
        } else if let format = Self.format(of: text, name: name) {
            self = format
        } else {
            return nil
        }
    }

    private static func format(of text: String, name: String) -> InterchangeFormat? {
        if let matter = try? FrontMatter(text: text, name: name), let header = matter.header {
            // Two documents of YAML in one file.
            if ["instruction", "examples", "modelParameters", "lanes"].contains(where: { header[$0] != nil }) {
                return .gitHubModels
            }
            let isPrompty = ["sample", "inputs", "template"].contains { header[$0] != nil }
            return isPrompty || PromptyMarkup.hasMarkers(matter.body) ? .prompty : .dotprompt
        }
        guard let root = try? PlacedValue(text: text, name: name) else { return nil }
        if case .sequence(let items, _) = root.node.content {
            let first = items.first.map { PlacedValue(node: $0, path: "", source: root.source) }
            return first?["role"] != nil ? .openAI : nil
        }
        let keys = (try? root.entries().map(\.name)) ?? []
        func has(_ key: String) -> Bool { keys.contains(key) }
        if root["operation"]?["fields"] != nil { return .lmStudio }
        if has("messages") {
            return text.first { !$0.isWhitespace } == "{" && !has("testData") ? .openAI : .gitHubModels
        }
        if has("prompts") || has("providers") || has("targets") { return .promptfoo }
        if ["instruction", "examples", "modelParameters", "lanes"].contains(where: has) { return .gitHubModels }
        if has("prompt") || has("system") { return .llm }
        if has("input") { return .gitHubModels }
        // A newer version may have settings that aren't known here.
        let known = keys.count { TextGenerationPreset.neutral[$0] != nil }
        return known > 0 && known * 2 >= keys.count ? .textGenerationWebUI : nil
    }
}
