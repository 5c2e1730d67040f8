import Library
import Prompting
import Sampling
import YAMLText

/// The format of KoboldCpp's settings: a request to its interface, the settings that its page saves, or the defaults in
/// the file of its launcher. Keys that aren't there have the program's default.
/// https://github.com/LostRuins/koboldcpp/wiki
struct KoboldSettings: ForeignFormat {
    let name = "koboldcpp"
    let title = "KoboldCpp"
    let files = "settings (JSON), `.kcpps`"
    let translation = "the setting of every stage, and the order of the stages"
    let isPreset = true
    let endings = [".kcpps"]

    func likeness(to content: ForeignContent) -> ForeignContent.Likeness? {
        guard case .document(let root, isJSON: true) = content, root["temp"] == nil else { return nil }
        if root["savedsettings"]?["rep_pen"] != nil || root["gendefaults"] != nil { return .certain }
        return root["rep_pen"] != nil || root["sampler_order"] != nil ? .likely : nil
    }

    /// What the program does where a file says nothing.
    private static let usual: [(SettingsKey, String)] = [
        (.temperature, "0.75"), (.topK, "100"), (.topP, "0.92"), (.minP, "0"), (.typicalP, "1"), (.repeatPenalty, "1"),
    ]
    /// The window of penalties and of DRY where a file says nothing.
    private static let usualWindow = 320

    /// The names that the program's page has for what its interface calls otherwise.
    private static let pageNames = [
        "typ_s": "typical", "tfs_s": "tfs", "miro_type": "mirostat", "miro_tau": "mirostat_tau",
        "miro_eta": "mirostat_eta",
    ]

    /// Stages that Lathe doesn't have, with the values at which they do nothing.
    private static let foreign: [String: String] = [
        "top_a": "0", "tfs": "1", "smoothing_factor": "0", "rep_pen_slope": "1",
    ]

    /// What else a request may have that changes what is drawn, with the values at which it does nothing.
    private static let further = [
        "smoothing_curve": "1", "banned_tokens": "", "grammar": "", "logit_bias": "", "bypass_eos": "false", "n": "1",
        "frequency_penalty": "0", "guidance_scale": "1", "negative_prompt": "", "ban_eos_token": "false",
        "use_default_badwordsids": "false", "grammar_retain_state": "false",
    ]

    /// Keys of a request that are read together with others, or say nothing about what is drawn.
    private static let joined: Set<String> = [
        "sampler_order", "mirostat", "max_context_length", "prompt", "memory", "genkey", "quiet", "trim_stop",
        "render_special", "logprobs", "images", "stop", "seed",
    ]

    /// The stages behind the numbers of `sampler_order`: top-A (1) and tail-free sampling (3) have none here.
    private static let stages: [[FunnelStage]] = [
        [.topK], [], [.topP, .minP], [], [.typicalP], [.temperature, .topNSigma], [.penalties],
    ]

    func read(
        _ text: String, name: String, context: ImportContext
    ) throws(PromptFileError) -> Conversion<Imported> {
        var root = try PlacedValue(text: text, name: name)
        if let saved = root["savedsettings"] {
            root = saved
        } else if let defaults = root["gendefaults"] {
            root = defaults.isMapping ? defaults : try PlacedValue(text: try defaults.text(), name: name)
        }
        var losses = Losses()
        var patch = SettingsPatch()
        for (key, value) in Self.usual { patch[key] = try? SettingsValue(key, reading: value) }
        let keys = Program.koboldCpp.names
        var mode: PlacedValue?
        for (own, value) in try root.entries() where !value.isNothing {
            let name = Self.pageNames[own] ?? own
            if name == "mirostat" {
                mode = value
            } else if let key = keys.first(where: { $0.value == name })?.key {
                if key == .seed, Double(value.scalar ?? "") ?? 0 < 0 { continue }
                if key.setting.isTexts, value.isList, try value.texts().allSatisfy(\.isEmpty) { continue }
                try ForeignSettings.read(value, as: key, into: &patch, losses: &losses)
            }
        }
        try ForeignSettings.addLosses(
            in: root, neutral: Self.foreign.merging(Self.further) { $1 },
            known: Self.joined.union(Self.pageNames.keys).union(keys.values), renaming: Self.pageNames, to: &losses)
        ForeignSettings.settle(mirostat: mode, in: &patch, losses: &losses)
        settle(&patch)
        patch.order = try order(root["sampler_order"], Settings().applying(patch))
        return Conversion(
            .preset(ImportedPreset(name: context.baseName(name), settings: patch)), losses: losses.lines)
    }

    /// Leaves out what tunes a stage that is off, and adds the windows that the program has where a file says nothing.
    private func settle(_ patch: inout SettingsPatch) {
        let settings = Settings().applying(patch)
        for key in patch.keys {
            if let main = key.setting.tunes, settings.isOff(main) { patch[key] = nil }
            if key.setting.isNew, key.setting.tunes == nil, settings.isOff(key) { patch[key] = nil }
        }
        let isPenalised = settings.repeatPenalty != 1 || settings.presencePenalty != 0
        if isPenalised, patch.repeatLastN == nil { patch.repeatLastN = Self.usualWindow }
        if settings.dryMultiplier > 0, patch.dryLastN == nil { patch.dryLastN = Self.usualWindow }
        if settings.xtcProbability > 0, patch.xtcThreshold == nil { patch.xtcThreshold = 0.2 }
    }

    /// Returns Lathe's order for the numbers of the program's samplers. DRY always comes first, XTC last.
    private func order(_ value: PlacedValue?, _ settings: Settings) throws(PromptFileError) -> StageOrder {
        guard let value else { return .koboldCpp }
        var listed: [FunnelStage] = [.dry]
        for item in try value.items() {
            guard let number = Int(try item.text()), Self.stages.indices.contains(number) else {
                throw item.wrong("is `\(item.scalar ?? "")`; it takes a whole number from 0 to 6.")
            }
            listed += Self.stages[number].filter { !listed.contains($0) }
        }
        return StageOrder.translated((listed + [.xtc, .adaptiveP]).map(\.sampler), unnamed: .off, settings: settings)
    }

    // MARK: writing

    func write(_ turns: PromptTurns, evaluators: EvaluatorEntries, options: ExportOptions) -> Conversion<String> {
        var losses = Losses(turns)
        turns.reportLanes(title: title, losses: &losses)
        turns.reportPrompt(title: title, hasInstruction: false, evaluators: evaluators, losses: &losses)
        let settings = Settings().applying(turns.running)
        var pairs = ForeignPresetPairs(.koboldCpp, settings, turns.running, title: title, losses: &losses).pairs
        pairs.append(YAMLPair("mirostat", .bare(settings.isMirostat ? "2" : "0")))
        pairs += Self.foreign.sorted { $0.key < $1.key }.map { YAMLPair($0.key, .bare($0.value)) }
        let order = numbers(settings.order)
        pairs.append(YAMLPair("sampler_order", .list(order.map { .bare("\($0)") })))
        let back = order.flatMap { Self.stages[$0] }
        for (before, after) in (StageOrder([.dry] + back + [.xtc, .adaptiveP]) ?? .koboldCpp).conflicts(
            with: settings.order.stages, settings: settings)
        {
            losses.add(
                "`order` \(settings.order.rawValue): \(title) can't have \(before.rawValue) before \(after.rawValue).")
        }
        return Conversion(JSONWriter.text(.map(pairs)), losses: losses.lines)
    }

    /// Returns the numbers of the program's samplers in Lathe's order; those that Lathe doesn't have keep their places.
    private func numbers(_ order: StageOrder) -> [Int] {
        let listed = order.listed + StageOrder.listable
        let own = [0, 2, 4, 5, 6].sorted { a, b in
            let places = [a, b].map { number in Self.stages[number].first.flatMap(listed.firstIndex) ?? 0 }
            return places[0] < places[1]
        }
        var wanted = own[...]
        return [6, 0, 1, 3, 4, 2, 5].map { own.contains($0) ? wanted.popFirst() ?? $0 : $0 }
    }
}
