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
        ("negative_prompt", ""), ("grammar_string", ""),
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
        for (name, neutral) in Self.foreign {
            guard let value = root[name], let text = value.scalar, text != neutral else { continue }
            if let number = Double(text), number == Double(neutral) { continue }
            losses.add(value, "\(text): Lathe doesn't have this stage.")
        }
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
        let ends = (settings.temperature - settings.dynatempRange, settings.temperature + settings.dynatempRange)
        pairs += [
            YAMLPair("do_sample", .bare("true")), YAMLPair("dynatemp", .bare(isDynamic ? "true" : "false")),
            YAMLPair("min_temp", .bare(SettingsValue.number(isDynamic ? max(0, ends.0) : 0).description)),
            YAMLPair("max_temp", .bare(SettingsValue.number(isDynamic ? ends.1 : 2).description)),
            YAMLPair("mirostat_mode", .bare(settings.isMirostat ? "2" : "0")),
        ]
        pairs += Self.foreign.filter { !$0.neutral.isEmpty }.map { YAMLPair($0.name, .bare($0.neutral)) }
        pairs.append(YAMLPair("samplers", .list(settings.order.listed.map { .text($0.sampler) })))
        return Conversion(JSONWriter.text(.map(pairs)), losses: losses.lines)
    }
}
