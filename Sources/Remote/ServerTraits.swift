import JSONText
import Lanes
import Prompting
import Sampling

/// The abilities of a kind of server, from its documentation.
struct ServerTraits {
    /// How a server can continue an answer that was begun for the model.
    enum Continuing {
        /// It can't: the assistant's last turn counts as complete.
        case no
        /// It continues the assistant's last turn.
        case lastTurn
        /// It continues the assistant's last turn if two flags ask for it.
        case flags
    }

    /// The settings that it takes, with its names for them.
    var names: [SettingsKey: String]
    var continuing = Continuing.no
    /// True if it takes values for its chat template: `chat_template_kwargs`.
    var takesTemplateArguments = false
    /// True if it takes a plain text.
    var hasCompletions = true
    /// The largest number of stop strings in a request. Further ones are only looked for here.
    var mostStops = Int.max
    var maxTokensName = "max_tokens"
    /// The formats of images that it takes.
    var imageFormats = Set(ImageFile.Format.allCases)
    /// The largest image, and all images of a request together, in bytes of their base 64.
    var mostImageBytes = Int.max
    var mostImagesBytes = Int.max
    /// The largest number of pixels in a row or column of an image.
    var longestImageSide = Int.max

    init(_ server: Server) {
        names = Program.openAI.names
        switch server.kind {
        case .compatible: mostStops = 4
        case .openAI:
            mostStops = 4
            // Newer models refuse the older name.
            maxTokensName = "max_completion_tokens"
            mostImagesBytes = 50 << 20
        case .llamaServer:
            add(.llamaServer)
            names[.order] = "samplers"
            continuing = .lastTurn
            takesTemplateArguments = true
            // It decodes WebP only where it finds ffmpeg.
            imageFormats = [.png, .jpeg]
        case .llamaCppPython: add(.llamaCppPython)
        case .vLLM:
            add(.vLLM)
            continuing = .flags
            takesTemplateArguments = true
        case .ollama:
            names[.logitBias] = nil
            continuing = .lastTurn
        case .anthropic, .google:
            for key: SettingsKey in [.presencePenalty, .frequencyPenalty, .logitBias, .seed] { names[key] = nil }
            hasCompletions = false
            mostStops = server.kind == .google ? 5 : 4
            if server.kind == .google {
                mostImagesBytes = 20 << 20
            } else {
                mostImageBytes = 5 << 20
                mostImagesBytes = 32 << 20
                longestImageSide = 8000
            }
        }
        names[.answerTokens] = names[.maxTokens]
        for key in server.without { names[key] = nil }
    }

    private mutating func add(_ program: Program) { names.merge(program.names) { $1 } }

    /// Returns the settings of a lane that have an effect but can't be sent to the server.
    func missing(from settings: Settings) -> [SettingsKey] {
        SettingsKey.allCases.filter { key in
            names[key] == nil && key.setting.tunes == nil && !(key == .thinking && isTold(thinking: settings))
                && settings.inactiveReason(of: key) == nil && !Self.isUsual(key, in: settings)
        }
    }

    /// Returns whether the server can be told how the model is to think: whether at all, not for how many tokens.
    private func isTold(thinking settings: Settings) -> Bool {
        takesTemplateArguments && [0, Settings.endlessThinking].contains(settings.thinking)
    }

    /// Returns whether a setting has the value that a server without it uses anyway.
    private static func isUsual(_ key: SettingsKey, in settings: Settings) -> Bool {
        switch key {
        case .repeatLastN, .order, .thinking, .decoding: settings[key] == Settings()[key]
        // Stop strings are also looked for here.
        case .stop: true
        default: settings.isOff(key)
        }
    }

    // MARK: requests

    /// Returns whether a request can do without a setting: its stage is off, and the server isn't told to run it.
    private static func isLeftOut(_ key: SettingsKey, _ settings: Settings) -> Bool {
        guard let stage = key.setting.stage, key.setting.isNew else { return false }
        // It is run with the temperature, whatever the list of stages says.
        if key == .dynatempRange { return false }
        return !settings.acts(stage) || key.setting.tunes.map(settings.isOff) == true
    }

    /// Returns the settings as fields of a step's request. `context` is the length of the server's context in tokens, which
    /// llama.cpp's server is sent for all tokens, because it refuses -1; nil if the server doesn't say it.
    func fields(
        _ settings: Settings, seed: UInt64, step: Step, stops: [String], kind: Server.Kind, context: Int? = nil
    ) -> JSONObject {
        var fields = JSONObject()
        if kind == .llamaServer, names[.mirostatTau] != nil {
            fields["mirostat"] = JSONValue(settings.isMirostat ? 2 : 0)
        }
        if kind == .llamaCppPython, settings.isMirostat { fields["mirostat_mode"] = JSONValue(2) }
        for (key, name) in names where !Self.isLeftOut(key, settings) {
            switch (key, settings[key]) {
            case (.maxTokens, _), (.answerTokens, _): continue
            // vLLM's value for off was -1 once and is 0 now; it still takes -1.
            case (.topK, .integer(0)) where kind == .vLLM: fields[name] = JSONValue(-1)
            case (.repeatLastN, .integer(-1)), (.dryLastN, .integer(-1)):
                fields[name] = JSONValue(context ?? Settings.wholeWindow)
            case (_, .number(let number)): fields[name] = JSONValue(number)
            case (_, .integer(let integer)): fields[name] = JSONValue(integer)
            case (_, .seed): fields[name] = JSONValue(Int(seed))
            case (_, .logitBias(let biases)) where !biases.isEmpty:
                fields[name] = .object(biases.reduce(into: JSONObject()) { $0["\($1.key)"] = JSONValue($1.value) })
            case (.stop, .texts) where !stops.isEmpty:
                fields[name] = .list(stops.prefix(mostStops).map { .text($0) })
            case (.dryBreakers, .texts(let breakers)): fields[name] = .list(breakers.map { .text($0) })
            case (_, .order(let order)): fields[name] = .list(order.samplers(settings).map { .text($0) })
            case (_, .logitBias), (_, .texts), (_, .decoding): continue
            }
        }
        if names[.maxTokens] != nil {
            fields[maxTokensName] = JSONValue(step.limit(in: settings))
        }
        return fields
    }
}
