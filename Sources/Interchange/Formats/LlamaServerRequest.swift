import JSONText
import Library
import Prompting
import Sampling
import YAMLText

/// The format of requests to the chat API of llama.cpp's server: OpenAI's messages, with the server's own names for the
/// settings of all stages, and the order of the stages.
/// https://github.com/ggml-org/llama.cpp/tree/master/tools/server
struct LlamaServerRequest: ForeignFormat {
    let name = "llama-server"
    let title = "llama-server"
    let files = "chat requests with the server's own settings"
    let translation =
        "as `openai`, and the setting of every stage, the order of the stages, grammars and `templateArguments`"
    let endings = [".llama-server.json"]

    func likeness(to content: ForeignContent) -> ForeignContent.Likeness? {
        guard case .document(let root, isJSON: true) = content, content.has("messages"), !content.has("testData") else {
            return nil
        }
        let entries = (try? root.entries()) ?? []
        return entries.contains { Self.own.contains($0.name) } ? .certain : nil
    }

    /// Keys that requests to no other server have.
    private static let own: Set<String> = {
        let others: [Program] = [.openAI, .llamaCppPython, .vLLM, .textGenerationWebUI]
        let shared = Set(others.flatMap(\.names.values))
        return Set(Program.llamaServer.names.values).subtracting(shared).union(silent.subtracting(usual))
            .union(["samplers", "mirostat", "n_predict"])
    }()

    /// Keys that say nothing about what is drawn.
    private static let silent = usual.union([
        "cache_prompt", "id_slot", "n_probs", "post_sampling_probs", "timings_per_token", "return_tokens",
        "return_progress", "n_cache_reuse", "sse_ping_interval", "response_fields", "verbose",
    ])

    /// Those of them that OpenAI's API has too.
    private static let usual: Set<String> = ["stream", "stream_options", "logprobs", "top_logprobs"]

    // MARK: reading

    func read(
        _ text: String, name: String, context: ImportContext
    ) throws(PromptFileError) -> Conversion<Imported> {
        try OpenAIMessages().read(text, name: name, context: context)
    }

    /// Reads a key that OpenAI's API doesn't have; returns false if this server doesn't have it either.
    static func read(
        _ key: String, _ value: PlacedValue, into prompt: inout Prompt, losses: inout Losses
    ) throws(PromptFileError) -> Bool {
        switch key {
        case "grammar":
            let grammar = try value.text()
            if grammar.contains("::=") {
                prompt.answer = AnswerForm(type: "text", grammar: grammar)
            } else if !grammar.trimmingBlanks.isEmpty {
                losses.add(value, "is no grammar; it is left out.")
            }
        case "json_schema": prompt.answer = try ResponseFormat.read(jsonSchema: value)
        case "chat_template_kwargs":
            for (name, argument) in try value.entries() {
                if name == "enable_thinking", let word = argument.scalar, word == "true" || word == "false" {
                    prompt.modelParameters.thinking = word == "true" ? Settings.endlessThinking : 0
                } else {
                    prompt.templateArguments[name] = try argument.json.text
                }
            }
        default: return silent.contains(key)
        }
        return true
    }

    /// Returns the names in a list of samplers, which may also be a text with a letter for each.
    static func samplers(_ value: PlacedValue) throws(PromptFileError) -> [String] {
        guard let text = value.scalar, FunnelStage(sampler: text) == nil else { return try value.texts() }
        let names = text.split { ";, \n".contains($0) }.map(String.init)
        return names.count == 1 ? text.compactMap { letters[$0] } : names
    }

    /// The server's letters for samplers that Lathe has.
    private static let letters: [Character: String] = [
        "e": "penalties", "d": "dry", "s": "top_n_sigma", "k": "top_k", "y": "typ_p", "p": "top_p", "m": "min_p",
        "x": "xtc", "t": "temperature", "a": "adaptive_p",
    ]

    // MARK: writing

    func write(_ turns: PromptTurns, evaluators: EvaluatorEntries, options: ExportOptions) -> Conversion<String> {
        var losses = Losses(turns)
        // What OpenAI's API can't hold, and this server can, is written below.
        var rest = turns
        rest.prompt.templateArguments = [:]
        rest.lane?.templateArguments = [:]
        let grammar = heldGrammar(of: turns.prompt.answer, losses: &losses)
        if grammar != nil { rest.prompt.answer = nil }
        var pairs = OpenAIMessages.body(rest, evaluators: evaluators, title: title, losses: &losses)
        if let grammar { pairs.append(YAMLPair("grammar", .text(grammar))) }
        let arguments = templateArguments(of: turns, losses: &losses)
        if !arguments.isEmpty { pairs.append(YAMLPair("chat_template_kwargs", .map(arguments))) }
        pairs += settings(turns.settings, losses: &losses)
        if let samples = turns.samples, samples > 1 { pairs.append(YAMLPair("n", .bare(String(samples)))) }
        return Conversion(JSONWriter.text(.map(pairs)), losses: losses.lines)
    }

    /// Returns the grammar that keeps the model to a form of answers; nil if there is none, or a schema says it.
    private func heldGrammar(of form: AnswerForm?, losses: inout Losses) -> String? {
        guard ResponseFormat.value(form) == nil, let constraint = try? form?.constraint,
            constraint.language == .grammar
        else { return nil }
        if form != AnswerForm(type: "text", grammar: constraint.text) {
            losses.add("`answer`: \(title) holds only its grammar.")
        }
        return constraint.text
    }

    /// Returns the values for the chat template, and among them whether the model is to think.
    private func templateArguments(of turns: PromptTurns, losses: inout Losses) -> [YAMLPair] {
        var arguments = turns.prompt.templateArguments.merging(turns.lane?.templateArguments ?? [:]) { $1 }
        if let thinking = turns.settings.thinking, thinking >= 0, arguments["enable_thinking"] == nil {
            arguments["enable_thinking"] = "\(thinking > 0)"
            if ![0, Settings.endlessThinking].contains(thinking) {
                losses.add("`thinking` \(thinking): \(title) is only told to think, not for how many tokens.")
            }
        }
        return arguments.sorted { $0.key < $1.key }.compactMap { name, text in
            (try? JSONValue(reading: text)).map { YAMLPair(name, YAMLValue($0)) }
        }
    }

    private func settings(_ patch: SettingsPatch, losses: inout Losses) -> [YAMLPair] {
        let running = Settings().applying(patch)
        var written = patch
        (written.order, written.thinking) = (nil, nil)
        // The newest server refuses -1.
        for key in [SettingsKey.repeatLastN, .dryLastN] where patch[key] == .integer(-1) {
            written[key] = .integer(Settings.wholeWindow)
        }
        if patch.dryBreakers?.isEmpty == true {
            written.dryBreakers = nil
            losses.add("`dryBreakers`: \(title) takes no empty list; its usual ones are used.")
        }
        // Its largest number asks for a new seed each time.
        if let seed = patch.seed, seed >= UInt64(UInt32.max) {
            written.seed = nil
            losses.add("`seed` \(seed): \(title) takes seeds below \(UInt32.max).")
        }
        let names = Program.openAI.names.merging(Program.llamaServer.names) { $1 }
        var pairs = ForeignSettings.pairs(written, names: names, title: title, losses: &losses)
        if running.isMirostat { pairs.append(YAMLPair("mirostat", .bare("2"))) }
        // Adaptive-P is no part of its usual list.
        if patch.order != nil || running.acts(.adaptiveP) {
            pairs.append(YAMLPair("samplers", .list(samplers(running).map { .text($0) })))
        }
        return pairs
    }

    /// Returns the server's names of the stages in their order.
    private func samplers(_ settings: Settings) -> [String] {
        let names = settings.order.samplers(settings)
        // With an empty list, a reader couldn't tell that all other stages are left out.
        return names.isEmpty ? settings.order.listed.filter { $0 != .adaptiveP }.map(\.sampler) : names
    }
}
