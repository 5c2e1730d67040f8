import Library
import Prompting
import Sampling
import YAMLText

/// The format of SillyTavern's presets for text completion, in its folder `TextGen Settings`.
/// https://docs.sillytavern.app/usage/common-settings/
struct SillyTavernPreset: ForeignFormat {
    let name = "sillytavern"
    let title = "SillyTavern"
    let files = "text-completion presets (JSON)"
    let translation = "the setting of every stage, and the order of the stages that it has for llama.cpp"
    let isPreset = true

    func likeness(to content: ForeignContent) -> ForeignContent.Likeness? {
        guard case .document(let root, isJSON: true) = content else { return nil }
        return root["temp"] != nil && root["rep_pen"] != nil ? .certain : nil
    }

    /// Stages that Lathe doesn't have, with the values at which they do nothing.
    private static let foreign: [(name: String, neutral: String)] = [
        ("top_a", "0"), ("tfs", "1"), ("epsilon_cutoff", "0"), ("eta_cutoff", "0"), ("smoothing_factor", "0"),
        ("rep_pen_decay", "0"), ("no_repeat_ngram_size", "0"), ("penalty_alpha", "0"), ("num_beams", "1"),
        ("encoder_rep_pen", "1"), ("guidance_scale", "1"), ("skew", "0"), ("min_length", "0"), ("banned_tokens", ""),
        ("negative_prompt", ""), ("grammar_string", ""), ("smoothing_curve", "1"), ("ban_eos_token", "false"),
        ("min_keep", "0"), ("length_penalty", "1"), ("early_stopping", "false"), ("global_banned_tokens", ""),
        ("logit_bias", ""), ("json_schema", ""), ("ignore_eos_token", "false"), ("n", "1"),
        ("speculative_ngram", "false"),
    ]

    /// Keys that are read and written together with others, or say nothing about what is drawn.
    private static let joined: Set<String> = [
        "do_sample", "dynatemp", "min_temp", "max_temp", "mirostat_mode", "samplers", "sampler_priority",
        "temperature_last", "sampler_order", "samplers_priorities", "skip_special_tokens", "add_bos_token",
        "spaces_between_special_tokens", "streaming", "stream", "max_length", "genamt_sd", "preset", "name",
        "include_reasoning", "bypass_status_check", "custom_model", "type", "legacy_api", "openrouter_model",
        "openrouter_providers", "openrouter_allow_fallbacks", "guided_grammar", "guided_json",
        "send_banned_tokens", "auto_parse", "rep_pen_size", "xtc",
    ]

    func read(
        _ text: String, name: String, context: ImportContext
    ) throws(PromptFileError) -> Conversion<Imported> {
        let root = try PlacedValue(text: text, name: name)
        var losses = Losses()
        var patch = SettingsPatch()
        let names = Program.sillyTavern.names
        for key in SettingsKey.allCases {
            guard let name = names[key], let value = root[name] else { continue }
            if key == .seed, Double(value.scalar ?? "") ?? 0 < 0 { continue }
            try ForeignSettings.read(value, as: key, into: &patch, losses: &losses)
        }
        try ForeignSettings.addLosses(
            in: root, neutral: Dictionary(Self.foreign.map { ($0.name, $0.neutral) }, uniquingKeysWith: { $1 }),
            known: Self.joined.union(names.values), to: &losses)
        ForeignSettings.settle(mirostat: root["mirostat_mode"], in: &patch, losses: &losses)
        try readDynamicTemperature(root, into: &patch)
        settle(&patch)
        if let sample = root["do_sample"], try !sample.isTrue() { (patch.temperature, patch.dynatempRange) = (0, nil) }
        patch.order = try order(root, Settings().applying(patch))
        return Conversion(
            .preset(ImportedPreset(name: context.baseName(name), settings: patch)), losses: losses.lines)
    }

    private func readDynamicTemperature(_ root: PlacedValue, into patch: inout SettingsPatch) throws(PromptFileError) {
        guard let isOn = root["dynatemp"], try isOn.isTrue(), let low = root["min_temp"], let high = root["max_temp"]
        else { return }
        try ForeignSettings.readTemperatures(from: low, to: high, into: &patch)
    }

    /// Leaves out what tunes a stage that is off. 0 means all tokens to the program.
    private func settle(_ patch: inout SettingsPatch) {
        let settings = Settings().applying(patch)
        for key in patch.keys {
            if let main = key.setting.tunes, settings.isOff(main) { patch[key] = nil }
            if key.setting.isNew, key.setting.tunes == nil, settings.isOff(key) { patch[key] = nil }
        }
        if patch.repeatLastN == 0 { patch.repeatLastN = -1 }
        if patch.dryLastN == 0 { patch.dryLastN = -1 }
    }

    /// Returns the order that the preset has for llama.cpp, else that for text-generation-webui.
    private func order(_ root: PlacedValue, _ settings: Settings) throws(PromptFileError) -> StageOrder {
        if let samplers = root["samplers"] {
            return StageOrder.translated(try samplers.texts(), unnamed: .off, settings: settings)
        }
        var names = try root["sampler_priority"]?.texts() ?? []
        if names.isEmpty { return .llamaCpp }
        if let last = root["temperature_last"], try last.isTrue() {
            names = names.filter { $0 != "temperature" } + ["temperature"]
        }
        return StageOrder.translated(names, unnamed: .last, settings: settings)
    }

    // MARK: writing

    func write(_ turns: PromptTurns, evaluators: EvaluatorEntries, options: ExportOptions) -> Conversion<String> {
        var losses = Losses(turns)
        turns.reportLanes(title: title, losses: &losses)
        turns.reportPrompt(title: title, hasInstruction: false, evaluators: evaluators, losses: &losses)
        let settings = Settings().applying(turns.running)
        var pairs = ForeignPresetPairs(
            .sillyTavern, settings, turns.running, title: title, allTokens: "0", losses: &losses
        ).pairs
        let isDynamic = settings.dynatempRange > 0
        let ends = ForeignSettings.temperatures(settings)
        pairs += [
            YAMLPair("do_sample", .bare("true")), YAMLPair("dynatemp", .bare(isDynamic ? "true" : "false")),
            YAMLPair("min_temp", isDynamic ? ends.low : .bare("0")),
            YAMLPair("max_temp", isDynamic ? ends.high : .bare("2")),
            YAMLPair("mirostat_mode", .bare(settings.isMirostat ? "2" : "0")),
        ]
        pairs += Self.foreign.filter { !$0.neutral.isEmpty }.map { YAMLPair($0.name, .bare($0.neutral)) }
        pairs.append(YAMLPair("samplers", .list(settings.order.listed.map { .text($0.sampler) })))
        return Conversion(JSONWriter.text(.map(pairs)), losses: losses.lines)
    }
}
