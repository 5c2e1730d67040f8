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

    init(_ server: Server) {
        names = Program.openAI.names
        switch server.kind {
        case .compatible: mostStops = 4
        case .openAI:
            mostStops = 4
            // The newer models refuse the older name.
            maxTokensName = "max_completion_tokens"
        case .llamaServer:
            add(.llamaServer)
            names[.order] = "samplers"
            continuing = .lastTurn
        case .llamaCppPython: add(.llamaCppPython)
        case .vLLM:
            add(.vLLM)
            continuing = .flags
        case .ollama:
            names[.logitBias] = nil
            continuing = .lastTurn
        case .anthropic, .google:
            for key: SettingsKey in [.presencePenalty, .frequencyPenalty, .logitBias, .seed] { names[key] = nil }
            hasCompletions = false
            mostStops = server.kind == .google ? 5 : 4
        }
        names[.answerTokens] = names[.maxTokens]
        for key in server.without { names[key] = nil }
    }

    private mutating func add(_ program: Program) { names.merge(program.names) { $1 } }

    /// Returns the settings of a lane that say something and that the server can't be told.
    func missing(from settings: Settings) -> [SettingsKey] {
        SettingsKey.allCases.filter { key in
            names[key] == nil && settings.inactiveReason(of: key) == nil && !Self.isUsual(key, in: settings)
        }
    }

    /// True if a value is what a server without the setting does by itself.
    private static func isUsual(_ key: SettingsKey, in settings: Settings) -> Bool {
        switch key {
        case .repeatLastN, .order: settings[key] == Settings()[key]
        // Stop strings are looked for here as well.
        case .stop: true
        default: settings.isOff(key)
        }
    }

    // MARK: requests

    /// Returns the settings as fields of a step's request.
    func fields(
        _ settings: Settings, seed: UInt64, step: Step, stops: [String], kind: Server.Kind
    ) -> [String: JSONValue] {
        var fields: [String: JSONValue] = [:]
        for (key, name) in names {
            switch (key, settings[key]) {
            case (.maxTokens, _), (.answerTokens, _): continue
            // vLLM's word for off has changed; -1 was always one.
            case (.topK, .integer(0)) where kind == .vLLM: fields[name] = .integer(-1)
            case (_, .number(let number)): fields[name] = .number(number)
            case (_, .integer(let integer)): fields[name] = .integer(integer)
            case (_, .seed): fields[name] = .integer(Int(seed))
            case (_, .logitBias(let biases)) where !biases.isEmpty:
                fields[name] = .object(Dictionary(uniqueKeysWithValues: biases.map { ("\($0)", .number($1)) }))
            case (_, .texts) where !stops.isEmpty: fields[name] = .array(stops.prefix(mostStops).map { .text($0) })
            case (_, .order(let order)):
                let stages = order.stages.filter { $0 != .logitBias }
                fields[name] = .array(stages.map { .text($0.sampler) })
            case (_, .logitBias), (_, .texts): continue
            }
        }
        if names[.maxTokens] != nil {
            fields[maxTokensName] = .integer(step.limit(in: settings))
        }
        return fields
    }
}
