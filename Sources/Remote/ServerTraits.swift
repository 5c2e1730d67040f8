import Lanes
import Prompting
import Sampling

/// What a kind of server can do, from its documentation.
struct ServerTraits {
    /// How an answer can be continued that was begun for the model.
    enum Continuing {
        /// Not at all: a last turn of the assistant's counts as complete.
        case no
        /// A last turn of the assistant's is continued.
        case lastTurn
        /// The same, where two flags ask for it.
        case flags
    }

    /// Settings that it takes, and what they are called there.
    var names: [SettingsKey: String]
    var continuing = Continuing.no
    /// Whether it takes a plain text.
    var hasCompletions = true
    /// Stop strings that it takes in a request; more are looked for here.
    var mostStops = Int.max
    var maxTokensName = "max_tokens"

    private static let common: [SettingsKey: String] = [
        .temperature: "temperature", .topP: "top_p", .presencePenalty: "presence_penalty",
        .frequencyPenalty: "frequency_penalty", .logitBias: "logit_bias", .seed: "seed", .maxTokens: "max_tokens",
        .answerTokens: "max_tokens", .stop: "stop",
    ]

    init(_ server: Server) {
        names = Self.common
        switch server.kind {
        case .compatible: mostStops = 4
        case .openAI:
            mostStops = 4
            // The newer models refuse the older name.
            maxTokensName = "max_completion_tokens"
        case .llamaServer:
            names.merge([
                .topK: "top_k", .minP: "min_p", .typicalP: "typical_p", .repeatPenalty: "repeat_penalty",
                .repeatLastN: "repeat_last_n", .order: "samplers",
            ]) { $1 }
            continuing = .lastTurn
        case .llamaCppPython:
            names.merge([.topK: "top_k", .minP: "min_p", .repeatPenalty: "repeat_penalty"]) { $1 }
        case .vLLM:
            names.merge([.topK: "top_k", .minP: "min_p", .repeatPenalty: "repetition_penalty"]) { $1 }
            continuing = .flags
        case .ollama:
            names[.logitBias] = nil
            continuing = .lastTurn
        case .anthropic, .google:
            for key: SettingsKey in [.presencePenalty, .frequencyPenalty, .logitBias, .seed] { names[key] = nil }
            hasCompletions = false
            mostStops = server.kind == .google ? 5 : 4
        }
        for key in server.without { names[key] = nil }
    }

    /// Settings of a lane that say something and that the server can't be told.
    func missing(from settings: Settings) -> [SettingsKey] {
        SettingsKey.allCases.filter { key in
            names[key] == nil && settings.inactiveReason(of: key) == nil && !Self.isOff(key, in: settings)
        }
    }

    /// Whether a value is what a server without the setting does by itself.
    private static func isOff(_ key: SettingsKey, in settings: Settings) -> Bool {
        switch key {
        case .topK: settings.topK == 0
        case .minP: settings.minP == 0
        case .topP: settings.topP == 1
        case .typicalP: settings.typicalP == 1
        case .temperature: settings.temperature == 1
        case .repeatPenalty: settings.repeatPenalty == 1
        case .presencePenalty: settings.presencePenalty == 0
        case .frequencyPenalty: settings.frequencyPenalty == 0
        case .repeatLastN: settings.repeatLastN == Settings().repeatLastN
        case .logitBias: settings.logitBias.isEmpty
        case .order: settings.order == .llamaCpp
        // Stop strings are looked for here as well.
        case .stop: true
        case .seed, .maxTokens, .answerTokens: false
        }
    }

    // MARK: requests

    /// The settings as fields of a step's request.
    func fields(
        _ settings: Settings, seed: UInt64, step: Step, stops: [String], kind: Server.Kind
    ) -> [String: JSONValue] {
        var fields: [String: JSONValue] = [:]
        for (key, name) in names {
            switch key {
            case .temperature: fields[name] = .number(settings.temperature)
            case .topP: fields[name] = .number(settings.topP)
            case .minP: fields[name] = .number(settings.minP)
            case .typicalP: fields[name] = .number(settings.typicalP)
            case .repeatPenalty: fields[name] = .number(settings.repeatPenalty)
            case .presencePenalty: fields[name] = .number(settings.presencePenalty)
            case .frequencyPenalty: fields[name] = .number(settings.frequencyPenalty)
            case .repeatLastN: fields[name] = .integer(settings.repeatLastN)
            case .topK:
                // vLLM's word for off has changed; -1 was always one.
                fields[name] = .integer(kind == .vLLM && settings.topK == 0 ? -1 : settings.topK)
            case .seed: fields[name] = .integer(Int(seed))
            case .logitBias where !settings.logitBias.isEmpty:
                fields[name] = .object(
                    Dictionary(uniqueKeysWithValues: settings.logitBias.map { ("\($0)", .number($1)) }))
            case .stop where !stops.isEmpty: fields[name] = .array(stops.prefix(mostStops).map { .text($0) })
            case .order: fields[name] = .array(Self.samplers(settings.order).map { .text($0) })
            case .logitBias, .stop, .maxTokens, .answerTokens: continue
            }
        }
        if names[.maxTokens] != nil {
            fields[maxTokensName] = .integer(step.limit(in: settings))
        }
        return fields
    }

    /// llama-server's names of the stages.
    private static func samplers(_ order: StageOrder) -> [String] {
        switch order {
        case .llamaCpp: ["penalties", "top_k", "typ_p", "top_p", "min_p", "temperature"]
        case .huggingFace: ["penalties", "temperature", "top_k", "top_p", "min_p", "typ_p"]
        }
    }
}
