import Library
import Prompting
import Sampling
import YAMLText

/// The format of text-generation-webui's presets, in its folder `user_data/presets`. Keys that a preset doesn't name
/// have the program's default.
/// https://github.com/oobabooga/text-generation-webui/blob/main/docs/03%20-%20Parameters%20Tab.md
struct TextGenerationPreset: ForeignFormat {
    let name = "text-generation-webui"
    let title = "text-generation-webui"
    let fileName = ".yaml"
    let files = "presets"
    let translation = "the setting of every stage, and the order of the stages"
    let isPreset = true

    func likeness(to content: ForeignContent) -> ForeignContent.Likeness? {
        guard case .document(let root, _) = content, let entries = try? root.entries() else { return nil }
        // A newer version may have settings that Lathe doesn't know.
        let known = entries.count { Self.neutral[$0.name] != nil }
        return known > 0 && known * 2 >= entries.count ? .faint : nil
    }

    /// The default of each key. Most do nothing at it.
    static let neutral = Dictionary(entries.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })

    /// All keys, in the program's order.
    private static let entries: KeyValuePairs = [
        "temperature": "1", "dynatemp_low": "1", "dynatemp_high": "1", "dynatemp_exponent": "1",
        "smoothing_factor": "0", "smoothing_curve": "1", "top_p": "1", "top_k": "0", "min_p": "0", "top_n_sigma": "0",
        "typical_p": "1", "xtc_threshold": "0.1", "xtc_probability": "0", "epsilon_cutoff": "0", "eta_cutoff": "0",
        "tfs": "1", "top_a": "0", "adaptive_target": "0", "adaptive_decay": "0.9", "dry_multiplier": "0",
        "dry_allowed_length": "2", "dry_base": "1.75", "repetition_penalty": "1", "frequency_penalty": "0",
        "presence_penalty": "0", "encoder_repetition_penalty": "1", "no_repeat_ngram_size": "0",
        "repetition_penalty_range": "1024", "penalty_alpha": "0", "guidance_scale": "1", "mirostat_mode": "0",
        "mirostat_tau": "5", "mirostat_eta": "0.1", "do_sample": "true", "dynamic_temperature": "false",
        "temperature_last": "false", "sampler_priority": "", "dry_sequence_breakers": #""\n", ":", "\"", "*""#,
        // Keys of earlier versions.
        "num_beams": "1", "min_length": "0", "length_penalty": "1", "early_stopping": "false", "seed": "-1",
        "max_new_tokens": "", "additive_repetition_penalty": "0",
    ]

    /// The program's samplers in their usual order.
    private static let samplers = [
        "repetition_penalty", "presence_penalty", "frequency_penalty", "dry", "top_n_sigma", "temperature",
        "dynamic_temperature", "quadratic_sampling", "top_k", "top_p", "typical_p", "epsilon_cutoff", "eta_cutoff",
        "tfs",
        "top_a", "min_p", "adaptive_p", "mirostat", "xtc", "encoder_repetition_penalty", "no_repeat_ngram",
    ]

    /// Lathe's settings for the program's keys, in its order.
    private static let keys: [(name: String, key: SettingsKey)] = entries.compactMap { name, _ in
        SettingsKey.allCases.first { $0.setting.names[.textGenerationWebUI] == name }.map { (name, $0) }
    }

    /// The keys that set a stage of the funnel.
    private static let stageKeys = keys.filter { $0.key.setting.stage != nil }

    /// Keys that only tune the stage of another key, each with that key.
    private static let companions: [String: String] = [
        "dynatemp_low": "dynamic_temperature", "dynatemp_high": "dynamic_temperature",
        "dynatemp_exponent": "dynamic_temperature", "smoothing_curve": "smoothing_factor",
        "xtc_threshold": "xtc_probability", "adaptive_decay": "adaptive_target", "dry_allowed_length": "dry_multiplier",
        "dry_base": "dry_multiplier", "dry_sequence_breakers": "dry_multiplier", "mirostat_tau": "mirostat_mode",
        "mirostat_eta": "mirostat_mode",
    ]

    /// Keys that are read and written together with others.
    private static let joined: Set<String> = [
        "do_sample", "temperature_last", "sampler_priority", "mirostat_mode", "dynamic_temperature", "dynatemp_low",
        "dynatemp_high", "repetition_penalty_range",
    ]

    func read(
        _ text: String, name: String, context: ImportContext
    ) throws(PromptFileError) -> Conversion<Imported> {
        let root = try PlacedValue(text: text, name: name)
        var losses = Losses()
        var patch = SettingsPatch()
        // Lathe's defaults differ, so the preset's values are written out.
        for (name, key) in Self.stageKeys where !key.setting.isNew {
            if let value = Self.neutral[name], let read = try? SettingsValue(key, reading: value) { patch[key] = read }
        }
        for (key, value) in try root.entries() where !value.isNothing {
            if key == "seed" && value.scalar == "-1" || Self.joined.contains(key) { continue }
            let isTold = isTold(key, in: root)
            if let setting = Self.keys.first(where: { $0.name == key })?.key {
                guard isTold, !setting.setting.isNew || !isNeutral(value, key) else { continue }
                try ForeignSettings.read(value, as: setting, into: &patch, losses: &losses)
            } else if !isNeutral(value, key), isTold {
                losses.add(value, "\(value.scalar ?? ""): Lathe doesn't have this stage.")
            }
        }
        ForeignSettings.settle(mirostat: root["mirostat_mode"], in: &patch, losses: &losses)
        try readDynamicTemperature(root, into: &patch)
        try readWindow(root["repetition_penalty_range"], into: &patch, losses: &losses)
        if let sample = root["do_sample"], try !sample.isTrue() { (patch.temperature, patch.dynatempRange) = (0, nil) }
        patch.order = try order(root, Settings().applying(patch))
        return Conversion(
            .preset(ImportedPreset(name: context.baseName(name), settings: patch)), losses: losses.lines
        ).losingComments(of: text, name: name)
    }

    /// Reads the two ends of a dynamic temperature, which come in place of the temperature.
    private func readDynamicTemperature(_ root: PlacedValue, into patch: inout SettingsPatch) throws(PromptFileError) {
        guard let isOn = root["dynamic_temperature"], try isOn.isTrue() else {
            (patch.dynatempRange, patch.dynatempExponent) = (nil, nil)
            return
        }
        try ForeignSettings.readTemperatures(from: root["dynatemp_low"], to: root["dynatemp_high"], into: &patch)
    }

    private func readWindow(
        _ value: PlacedValue?, into patch: inout SettingsPatch, losses: inout Losses
    ) throws(PromptFileError) {
        let isPenalised = patch.repeatPenalty != 1 || patch.presencePenalty != 0 || patch.frequencyPenalty != 0
        var length = isPenalised ? 1024 : nil
        if let value {
            var read = SettingsPatch()
            try ForeignSettings.read(value, as: .repeatLastN, into: &read, losses: &losses)
            // 0 means every token in that program, and none in Lathe.
            length = read.repeatLastN == 0 ? -1 : read.repeatLastN
        }
        patch.repeatLastN = length
        if patch.dryMultiplier ?? 0 > 0 { patch.dryLastN = length ?? 1024 }
    }

    private func order(_ root: PlacedValue, _ settings: Settings) throws(PromptFileError) -> StageOrder {
        var names = Self.samplers
        if let value = root["sampler_priority"] {
            names = try value.texts().flatMap { $0.split(separator: "\n").map { String($0).trimmingBlanks } }
        }
        // Only one of these two runs.
        let temperature = settings.dynatempRange > 0 ? "dynamic_temperature" : "temperature"
        names.removeAll { $0.hasSuffix("temperature") && $0 != temperature }
        if let last = root["temperature_last"], try last.isTrue() {
            names.removeAll { $0 == temperature }
            names.append(temperature)
        }
        return StageOrder.translated(names, unnamed: .last, settings: settings)
    }

    private func isNeutral(_ value: PlacedValue, _ key: String) -> Bool {
        guard let usual = Self.neutral[key], let text = value.scalar else { return false }
        if let a = Double(text), let b = Double(usual) { return a == b }
        return text.lowercased() == usual
    }

    /// Returns whether a key has an effect: one that tunes a stage that is off has none.
    private func isTold(_ key: String, in root: PlacedValue) -> Bool {
        guard let owner = Self.companions[key] else { return true }
        guard let value = root[owner] else { return false }
        return !isNeutral(value, owner)
    }

    // MARK: writing

    func write(_ turns: PromptTurns, evaluators: EvaluatorEntries, options: ExportOptions) -> Conversion<String> {
        var losses = Losses(turns)
        turns.reportLanes(title: title, losses: &losses)
        turns.reportPrompt(title: title, hasInstruction: false, evaluators: evaluators, losses: &losses)
        let running = turns.running
        let settings = Settings().applying(running)
        var pairs: [YAMLPair] = []
        let isWindowOff = settings.repeatLastN == 0
        for (name, key) in Self.stageKeys where key.setting.stage.map(settings.order.leavesOut) != true {
            if key.setting.stage == .penalties, isWindowOff { continue }
            if let main = key.setting.tunes ?? (key.setting.isNew ? key : nil), settings.isOff(main) { continue }
            let value = settings[key]
            if case .texts(let texts) = value {
                let text = ForeignSettings.breakers(texts)
                if texts != Settings().dryBreakers { pairs.append(YAMLPair(name, .text(text))) }
            } else if value.description != Self.neutral[name] {
                pairs.append(YAMLPair(name, ForeignSettings.yaml(value)))
            }
        }
        if settings.isMirostat { pairs.append(YAMLPair("mirostat_mode", .bare("2"))) }
        if settings.dynatempRange > 0, !settings.isMirostat, settings.acts(.temperature) {
            let ends = ForeignSettings.temperatures(settings)
            pairs += [
                YAMLPair("dynamic_temperature", .bare("true")), YAMLPair("dynatemp_low", ends.low),
                YAMLPair("dynatemp_high", ends.high),
            ]
        }
        addWindow(settings, to: &pairs, losses: &losses)
        if isWindowOff, running.keys.contains(where: { $0 != .repeatLastN && $0.setting.stage == .penalties }) {
            losses.add(
                "The penalties are off because `repeatLastN` is 0, which \(title) can't express; they are left out.")
        }
        let order = ordered(settings.order)
        if order != Self.samplers { pairs.append(YAMLPair("sampler_priority", .text(order.joined(separator: "\n")))) }
        for key in running.keys
        where ![.repeatLastN, .dryLastN, .dynatempRange, .order].contains(key)
            && !Self.stageKeys.contains(where: { $0.key == key })
        {
            guard let value = running[key] else { continue }
            losses.add("`\(key.rawValue)` \(value): a preset of \(title) can't hold it.")
        }
        return Conversion(pairs.isEmpty ? "{}\n" : pairs.text, losses: losses.lines)
    }

    /// Writes the one window that penalties and DRY share.
    private func addWindow(_ settings: Settings, to pairs: inout [YAMLPair], losses: inout Losses) {
        let windows = [
            settings.acts(.penalties) ? settings.repeatLastN : nil, settings.acts(.dry) ? settings.dryLastN : nil,
        ].compactMap(\.self)
        guard let window = windows.first else { return }
        if window != 1024 { pairs.append(YAMLPair("repetition_penalty_range", .bare("\(window == -1 ? 0 : window)"))) }
        if windows.last != window {
            losses.add(
                "`dryLastN` \(settings.dryLastN): \(title) has one window for DRY and the penalties, of \(window).")
        }
    }

    /// The program's samplers of a stage.
    private static func samplers(of stage: FunnelStage) -> [String] { samplers.filter(stage.samplers.contains) }

    /// Returns the program's samplers with Lathe's stages in Lathe's order; the others stay in their places.
    private func ordered(_ order: StageOrder) -> [String] {
        let stages = order.listed + StageOrder.listable.filter { !order.listed.contains($0) }
        let own = stages.flatMap(Self.samplers(of:))
        var wanted = own[...]
        return Self.samplers.map { own.contains($0) ? wanted.popFirst() ?? $0 : $0 }
    }
}
