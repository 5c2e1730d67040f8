import Library
import Prompting
import Remedies
import Sampling
import YAMLText

/// The format of LM Studio's presets, in its folder `config-presets`. A preset sets only what it names.
/// https://lmstudio.ai/docs/app/presets
struct LMStudioPreset: ForeignFormat {
    let name = "lm-studio"
    let title = "LM Studio"
    let files = "`.preset.json`"
    let translation = "settings and the system prompt"
    let isPreset = true
    let endings = [".preset.json"]

    func likeness(to content: ForeignContent) -> ForeignContent.Likeness? {
        guard case .document(let root, _) = content else { return nil }
        return root["operation"]?["fields"] != nil ? .certain : nil
    }

    private static let prefix = "llm.prediction."

    /// LM Studio's key for each setting, in its order. `off` is Lathe's value for a setting whose check mark isn't set.
    private static let fields: [(name: String, key: SettingsKey, off: String?)] = {
        let last: [SettingsKey] = [.maxTokens, .seed, .stop, .logitBias]
        let keys = SettingsKey.allCases.filter { !last.contains($0) } + last
        return keys.compactMap { key in key.setting.names[.lmStudio].map { ($0, key, off(key)) } }
    }()

    private static func off(_ key: SettingsKey) -> String? {
        switch key {
        case .temperature: nil
        case .maxTokens: "1000000"
        case .seed: "-1"
        default: key.setting.off.map { SettingsValue.number($0).description }
        }
    }

    func read(
        _ text: String, name: String, context: ImportContext
    ) throws(PromptFileError) -> Conversion<Imported> {
        let root = try PlacedValue(text: text, name: name)
        guard let operation = root["operation"]?["fields"] else {
            throw root.wrong("has no `operation.fields`, as a preset of LM Studio has.")
        }
        var losses = Losses()
        var preset = ImportedPreset(name: root["name"]?.scalar, settings: SettingsPatch())
        for field in try operation.items() {
            guard let key = field["key"] else { throw field.wrong("needs a key.") }
            let word = try key.text()
            let short = word.hasPrefix(Self.prefix) ? String(word.dropFirst(Self.prefix.count)) : word
            // In older versions `presencePenalty` stood beside the others.
            let entry = Self.fields.first { $0.name == short || $0.name == "llama." + short }
            guard let value = field["value"] else { continue }
            if short.hasSuffix("mirostatSampling") {
                try readMirostat(value, into: &preset.settings, losses: &losses)
            } else if let entry {
                try read(value, entry.key, off: entry.off, into: &preset.settings, losses: &losses)
            } else if short == "systemPrompt" {
                preset.instruction = TemplateSyntax.braces.read(try value.text(), at: value.place, losses: &losses)
            } else if !isNothing(value) {
                losses.add(value, "is the value of \(word), a setting that Lathe doesn't have.")
            }
        }
        for field in try root["load"]?["fields"]?.items() ?? [] {
            losses.add(
                field, "\(field["key"]?.scalar ?? ""): how a model is loaded is no part of a prompt.", .sayContext)
        }
        // LM Studio uses llama.cpp.
        if !preset.settings.isEmpty { preset.settings.order = .llamaCpp }
        return Conversion(.preset(preset), losses: losses.lines)
    }

    private func read(
        _ value: PlacedValue, _ key: SettingsKey, off: String?, into patch: inout SettingsPatch, losses: inout Losses
    ) throws(PromptFileError) {
        guard let checked = value["checked"] else {
            return try ForeignSettings.read(value, as: key, into: &patch, losses: &losses)
        }
        if try checked.isTrue() {
            guard let inner = value["value"] else { throw value.wrong("is checked, but has no value.") }
            try ForeignSettings.read(inner, as: key, into: &patch, losses: &losses)
        } else if key == .seed {
            losses.add(value, "asks for a new seed each time; Lathe keeps its fixed seed.")
        } else if let off {
            patch[key] = try? SettingsValue(key, reading: off)
        }
    }

    /// Reads mirostat's version, learning rate and target.
    private func readMirostat(
        _ value: PlacedValue, into patch: inout SettingsPatch, losses: inout Losses
    ) throws(PromptFileError) {
        if let rate = value["learningRate"] {
            try ForeignSettings.read(rate, as: .mirostatEta, into: &patch, losses: &losses)
        }
        if let target = value["targetEntropy"] {
            try ForeignSettings.read(target, as: .mirostatTau, into: &patch, losses: &losses)
        }
        ForeignSettings.settle(mirostat: value["version"], in: &patch, losses: &losses)
    }

    /// Returns whether a value sets nothing: an empty list, an unchecked box, or the form `none`.
    private func isNothing(_ value: PlacedValue) -> Bool {
        if case .sequence(let items, _) = value.node.content { return items.isEmpty }
        return value["checked"]?.scalar == "false" || value["type"]?.scalar == "none" || value.scalar == ""
    }

    // MARK: writing

    func write(_ turns: PromptTurns, evaluators: EvaluatorEntries, options: ExportOptions) -> Conversion<String> {
        var losses = Losses(turns)
        turns.reportLanes(title: title, losses: &losses)
        turns.reportPrompt(title: title, hasInstruction: true, evaluators: evaluators, losses: &losses)
        let running = turns.running
        let settings = Settings().applying(running)
        let always: [SettingsKey] = [.temperature, .topK, .topP, .minP, .repeatPenalty]
        var written: [YAMLValue] = []
        for (name, key, off) in Self.fields where always.contains(key) || running[key] != nil {
            var value = settings[key]
            if key.setting.stage == .penalties, settings.repeatLastN == 0, let off = key.setting.off {
                value = .number(off)
            }
            // What the order leaves out is off.
            if let stage = key.setting.stage, settings.order.leavesOut(stage), let off = key.setting.off {
                value = .number(off)
            }
            written.append(field(name, yaml(value, key, off)))
        }
        if settings.isMirostat {
            let (rate, target) = (settings[.mirostatEta].description, settings[.mirostatTau].description)
            written.append(
                field(
                    "llama.mirostatSampling",
                    .map([
                        YAMLPair("version", .bare("2")), YAMLPair("learningRate", .bare(rate)),
                        YAMLPair("targetEntropy", .bare(target)),
                    ])))
        }
        for key in running.keys where key.setting.isNew && key.setting.stage.map(settings.acts) == true {
            guard key.setting.names[.lmStudio] == nil, key.setting.stage != .mirostat, let value = running[key] else {
                continue
            }
            losses.add("`\(key.rawValue)` \(value): \(title) doesn't have this setting.")
        }
        if FunnelStage.penalties.isActive(settings), settings.repeatLastN != 64 {
            losses.add("`repeatLastN` \(settings.repeatLastN): \(title) always looks at the same number of tokens.")
        }
        if let tokens = running.answerTokens {
            losses.add("`answerTokens` \(tokens): \(title) doesn't have this setting.")
        }
        for (before, after) in StageOrder.llamaCpp.conflicts(with: settings.order.stages, settings: settings) {
            losses.add(
                "`order` \(settings.order.rawValue): \(title) always has llama.cpp's order, with \(after.rawValue) before \(before.rawValue)."
            )
        }
        if !turns.prompt.instruction.isEmpty {
            let text = turns.filled(turns.prompt.instruction, title: title, losses: &losses)
            written.append(field("systemPrompt", .text(text)))
        }
        let name = [turns.prompt.name, turns.lane?.name ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        let presetName = name.isEmpty ? "Lathe" : name
        let preset = YAMLValue.map([
            YAMLPair("identifier", .text("@local:" + slug(presetName))), YAMLPair("name", .text(presetName)),
            YAMLPair("changed", .bare("false")),
            YAMLPair("operation", .map([YAMLPair("fields", .list(written))])),
            YAMLPair("load", .map([YAMLPair("fields", .list([]))])),
        ])
        return Conversion(JSONWriter.text(preset), losses: losses.lines)
    }

    private func field(_ name: String, _ value: YAMLValue) -> YAMLValue {
        .map([YAMLPair("key", .text(Self.prefix + name)), YAMLPair("value", value)])
    }

    private func yaml(_ value: SettingsValue, _ key: SettingsKey, _ off: String?) -> YAMLValue {
        switch value {
        case .logitBias(let biases):
            return .list(
                biases.sorted { $0.key < $1.key }.map {
                    .list([.bare(String($0.key)), .bare(SettingsValue.number($0.value).description)])
                })
        case .texts: return ForeignSettings.yaml(value)
        default:
            // These two keys have no check mark.
            guard key != .temperature, key != .topK else { return .bare(value.description) }
            let isOn = value.description != off
            return .map([
                YAMLPair("checked", .bare(isOn ? "true" : "false")), YAMLPair("value", .bare(value.description)),
            ])
        }
    }

    private func slug(_ name: String) -> String {
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.isEmpty ? "lathe" : words.joined(separator: "-")
    }
}
