/// The name of a setting. The raw value is its key in prompt files, lanes and recorded runs.
///
/// Lists and tables have the order of the cases.
package enum SettingsKey: String, Sendable, Hashable, Codable, CaseIterable, CodingKey {
    case temperature, topK, topP, minP, typicalP, repeatPenalty, repeatLastN, presencePenalty, frequencyPenalty
    case topNSigma, xtcProbability, xtcThreshold, dryMultiplier, dryBase, dryAllowedLength, dryLastN, dryBreakers
    case dynatempRange, dynatempExponent, mirostatTau, mirostatEta, adaptiveTarget, adaptiveDecay
    case logitBias, seed, order, maxTokens, answerTokens, thinking, stop
    case decoding, beams, lengthPenalty, keep

    /// The properties of the setting.
    package var setting: Setting { Self.settings[self] ?? entry }

    /// The value of `setting.kind`, for reading many values.
    var kind: Setting.Kind { Self.kinds[self] ?? entry.kind }

    private static let settings = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.entry) })
    private static let kinds = settings.mapValues(\.kind)

    /// The setting's entry in the table.
    private var entry: Setting {
        switch self {
        case .temperature:
            Setting(
                .number(\.temperature, 0...100), stage: .temperature, off: 1,
                note: "0 always takes the likeliest candidate", title: "temperature", short: "T", words: [:],
                knob: .slider((0...40).map { Double($0) / 20 } + [2.5, 3, 4, 5]),
                help: "divides the logits",
                comment: "0 to 100; 0 always takes the likeliest token",
                names: [
                    ("temperature", [.openAI, .dotprompt, .textGenerationWebUI, .lmStudio, .koboldCpp]),
                    ("temp", [.modelFile, .sillyTavern]),
                ],
                aliases: ["temp"], samplers: ["temperature", "temp", "dynamic_temperature"])
        case .topK:
            Setting(
                .integer(\.topK, 0...1_000_000), stage: .topK, off: 0, single: 1, title: "top-K", short: "K",
                knob: .slider([1, 2, 3, 4, 5, 10, 20, 30, 40, 50, 64, 100, 200, 500, 1000, 0]),
                help: "keeps the K likeliest tokens",
                names: [
                    (
                        "top_k",
                        [
                            .llamaServer, .llamaCppPython, .vLLM, .textGenerationWebUI, .modelFile, .koboldCpp,
                            .sillyTavern,
                        ]
                    ),
                    ("topK", [.dotprompt]), ("topKSampling", [.lmStudio]),
                ])
        case .topP:
            Setting(
                .number(\.topP, 0...1), stage: .topP, off: 1, single: 0, title: "top-P", short: "P",
                knob: .slider((1...19).map { Double($0) / 20 } + [0.96, 0.97, 0.98, 0.99, 1]),
                help: "keeps the smallest set of likeliest tokens whose probabilities add up to this",
                names: [
                    ("top_p", [.openAI, .textGenerationWebUI, .modelFile, .koboldCpp, .sillyTavern]),
                    ("topP", [.dotprompt]),
                    ("topPSampling", [.lmStudio]),
                ])
        case .minP:
            Setting(
                .number(\.minP, 0...1), stage: .minP, off: 0, title: "min-P", short: "min-P", decimals: 3,
                knob: .slider([0, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1]),
                help: "keeps tokens at least this fraction as likely as the likeliest",
                names: [
                    (
                        "min_p",
                        [
                            .llamaServer, .llamaCppPython, .vLLM, .textGenerationWebUI, .modelFile, .koboldCpp,
                            .sillyTavern,
                        ]
                    ),
                    ("minPSampling", [.lmStudio]),
                ])
        case .typicalP:
            Setting(
                .number(\.typicalP, 0...1), stage: .typicalP, off: 1, single: 0, title: "typical-P", short: "typical",
                knob: .slider((1...20).map { Double($0) / 20 }),
                help:
                    "locally typical sampling (Meister et al. 2023): keeps the most typical tokens whose probabilities add up to this",
                names: [
                    ("typical_p", [.llamaServer, .textGenerationWebUI, .sillyTavern]), ("typical", [.koboldCpp]),
                    ("llama.locallyTypicalSampling", [.lmStudio]),
                ],
                aliases: ["typ_p"], samplers: ["typ_p", "typical_p", "typical"])
        case .repeatPenalty:
            Setting(
                .number(\.repeatPenalty, 0.01...100), stage: .penalties, off: 1, title: "repeat pen.", short: "rep",
                knob: .slider((0...20).map { 1 + Double($0) / 20 }),
                help:
                    "divides the positive logits of tokens in the penalty window by this, and multiplies negative ones",
                names: [
                    ("repeat_penalty", [.llamaServer, .llamaCppPython]),
                    ("repetition_penalty", [.vLLM, .textGenerationWebUI]),
                    ("repeatPenalty", [.lmStudio]), ("penalty_repeat", [.modelFile]),
                    ("rep_pen", [.koboldCpp, .sillyTavern]),
                ],
                samplers: ["penalties", "repetition_penalty"])
        case .repeatLastN:
            Setting(
                .integer(\.repeatLastN, -1...1_000_000), stage: .penalties, off: 0,
                note: "0 is off, -1 is every token", title: "repeat last", short: "last", words: [-1: "all"],
                knob: .slider([0, 16, 32, 64, 128, 256, 512, -1]),
                help: "size of the penalty window, in tokens; the prompt's tokens count too",
                names: [
                    ("repeat_last_n", [.llamaServer]), ("penalty_last_n", [.modelFile]),
                    ("rep_pen_range", [.koboldCpp, .sillyTavern]),
                ])
        case .presencePenalty:
            Setting(
                .number(\.presencePenalty, -100...100), stage: .penalties, off: 0, title: "presence", short: "pres",
                knob: .slider((-20...20).map { Double($0) / 10 }),
                help: "subtracted once from the logit of each token in the penalty window",
                names: [
                    ("presence_penalty", [.openAI, .textGenerationWebUI, .koboldCpp]),
                    ("presencePenalty", [.dotprompt]),
                    ("presence_pen", [.sillyTavern]),
                    ("llama.presencePenalty", [.lmStudio]),
                ],
                samplers: ["presence_penalty"])
        case .frequencyPenalty:
            Setting(
                .number(\.frequencyPenalty, -100...100), stage: .penalties, off: 0, title: "frequency", short: "freq",
                knob: .slider((-20...20).map { Double($0) / 10 }),
                help: "subtracted from a token's logit for each time that it occurs in the penalty window",
                names: [
                    ("frequency_penalty", [.openAI, .textGenerationWebUI]), ("frequencyPenalty", [.dotprompt]),
                    ("freq_pen", [.sillyTavern]),
                    ("llama.frequencyPenalty", [.lmStudio]),
                ],
                samplers: ["frequency_penalty"])
        case .topNSigma: .topNSigma
        case .xtcProbability: .xtcProbability
        case .xtcThreshold: .xtcThreshold
        case .dryMultiplier: .dryMultiplier
        case .dryBase: .dryBase
        case .dryAllowedLength: .dryAllowedLength
        case .dryLastN: .dryLastN
        case .dryBreakers: .dryBreakers
        case .dynatempRange: .dynatempRange
        case .dynatempExponent: .dynatempExponent
        case .mirostatTau: .mirostatTau
        case .mirostatEta: .mirostatEta
        case .adaptiveTarget: .adaptiveTarget
        case .adaptiveDecay: .adaptiveDecay
        case .logitBias:
            Setting(
                .logitBias(\.logitBias, -1000...1000), stage: .logitBias, title: "logit-bias",
                knob: .none(because: "a list of tokens doesn't fit into a row of the pane"),
                help: "added to a token's logit: `{ 42: 1.5 }`, on the command line `42:1.5;7:-5`",
                comment: "token ids with -1000 to 1000: { 42: 1.5 }",
                names: [("logit_bias", [.openAI]), ("llama.logitBias", [.lmStudio])])
        case .seed:
            Setting(
                .seed(\.seed, 0...9_007_199_254_740_991), title: "seed", short: "seed", knob: .plain,
                help: "start of the random numbers; lanes with the same seed draw the same ones",
                names: [
                    ("seed", [.openAI, .dotprompt, .textGenerationWebUI, .lmStudio, .sillyTavern]),
                    ("sampler_seed", [.koboldCpp]),
                ], aliases: ["random_seed"])
        case .order:
            Setting(.order(\.order), title: "order", short: "", knob: .plain, help: "order of the sampling stages")
        case .maxTokens:
            Setting(
                .integer(\.maxTokens, 1...1_000_000), title: "max tokens", short: "max",
                knob: .slider(
                    [1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 2048, 4096]),
                help: "the most tokens that a stage generates (`zero-shot-cot` has two stages)",
                comment: "1 to 1000000, in each stage",
                names: [
                    ("max_tokens", [.openAI]), ("maxOutputTokens", [.dotprompt]),
                    ("max_new_tokens", [.textGenerationWebUI]),
                    ("maxPredictedTokens", [.lmStudio]), ("max_length", [.koboldCpp]), ("genamt", [.sillyTavern]),
                ],
                aliases: ["max_completion_tokens", "max_length", "num_predict", "n_predict"])
        case .answerTokens:
            Setting(
                .integer(\.answerTokens, 1...1_000_000), title: "answer tok.",
                knob: .slider([1, 2, 4, 8, 16, 32, 64, 128]),
                help: "the most tokens that the second stage of `zero-shot-cot` generates",
                comment: "1 to 1000000, in the answer stage of zero-shot chain of thought")
        case .thinking:
            Setting(
                .integer(\.thinking, -1...Settings.endlessThinking), note: "auto leaves it to the model",
                title: "thinking", short: nil,
                words: [-1: "auto", 0: "off", Double(Settings.endlessThinking): "on"],
                knob: .slider([-1, 0, 32, 64, 128, 256, 512, 1024, 2048, 4096, Double(Settings.endlessThinking)]),
                help:
                    "most tokens that a model thinks before its answer: auto, off, on, or a number, after which the answer is forced",
                comment: "auto, off, on or most tokens of thoughts", isSpelt: true, isNew: true)
        case .stop:
            Setting(
                .texts(\.stop), title: "stop", knob: .plain,
                help: "texts that end the output and are left out of it", comment: "texts that end an output",
                names: [
                    ("stop", [.openAI]), ("stopSequences", [.dotprompt]), ("stopStrings", [.lmStudio]),
                    ("stop_sequence", [.koboldCpp]),
                ],
                aliases: ["stop_strings"])
        case .decoding:
            Setting(
                .decoding(\.decoding), title: "decoding", short: "", knob: .plain,
                help: "`sample` draws each token, `beam` follows the likeliest continuations", isNew: true)
        case .beams:
            Setting(
                .integer(\.beams, 1...16), title: "beams", short: "beams",
                knob: .slider([1, 2, 3, 4, 5, 6, 8, 12, 16]),
                help: "number of continuations that beam search follows at once", isNew: true)
        case .lengthPenalty:
            Setting(
                .number(\.lengthPenalty, -10...10), off: 0, title: "length pen.", short: "length",
                knob: .slider((-12...20).map { Double($0) / 4 }),
                help: "power of the length by which a beam's log-probability is divided; more favours long outputs",
                isNew: true)
        case .keep:
            Setting(
                .integer(\.keep, 1...16), title: "keep beams", short: "keep",
                knob: .slider([1, 2, 3, 4, 5, 6, 8, 12, 16]),
                help: "number of the best beams that are shown as samples", isNew: true)
        }
    }
}
