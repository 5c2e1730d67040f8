import JSONText
import Library
import Sampling
import YAMLText

/// Reads and writes settings under the names that other programs have for them.
enum ForeignSettings {
    /// Reads the settings in a mapping, and under `n` the number of outputs. Keys that aren't settings are lost.
    ///
    /// - Throws: ``PromptFileError`` for a value that a setting doesn't take.
    static func read(
        _ mapping: PlacedValue, into patch: inout SettingsPatch, samples: inout Int?, losses: inout Losses
    ) throws(PromptFileError) {
        var samplers: PlacedValue?
        var mode: PlacedValue?
        for (name, value) in try mapping.entries() where !value.isNothing {
            if name == "samplers" {
                samplers = value
            } else if ["mirostat", "mirostat_mode"].contains(name) {
                mode = value
            } else if name == "n", let text = value.scalar, let count = Int(text), 1...1000 ~= count {
                samples = count == 1 ? samples : count
            } else if let key = SettingsKey(foreignName: name) {
                try read(value, as: key, into: &patch, losses: &losses)
            } else {
                losses.add(value, "is not a setting of Lathe's.")
            }
        }
        settle(mirostat: mode, in: &patch, losses: &losses)
        guard let samplers else { return }
        let stages = try samplers.texts().map { $0.split(whereSeparator: { ";,\n".contains($0) }).map(String.init) }
        patch.order = StageOrder.translated(
            stages.flatMap(\.self), unnamed: .off, settings: Settings().applying(patch))
    }

    /// Settles whether mirostat is on: other programs have a number for it, its version, besides the surprise that it keeps to.
    static func settle(mirostat mode: PlacedValue?, in patch: inout SettingsPatch, losses: inout Losses) {
        if mode?.scalar == "2" {
            if patch.mirostatTau == nil { patch.mirostatTau = 5 }
            return
        }
        if let mode, mode.scalar == "1" { losses.add(mode, "asks for mirostat 1: Lathe has mirostat 2.") }
        patch.mirostatTau = nil
        patch.mirostatEta = nil
    }

    /// Lists the keys of a preset that are left out: those with a value that would change what is drawn, each with its line, and
    /// in one sentence those that nobody knows. `neutral` has the values at which keys do nothing, empty for no text, list or
    /// mapping; `known` the keys that are read elsewhere; `renaming` other names of keys.
    static func addLosses(
        in root: PlacedValue, neutral: [String: String], known: Set<String>, renaming: [String: String] = [:],
        to losses: inout Losses
    ) throws(PromptFileError) {
        var unknown: [String] = []
        for (own, value) in try root.entries() where !value.isNothing {
            let name = renaming[own] ?? own
            if known.contains(name) { continue }
            guard let usual = neutral[name] else {
                unknown.append(own)
                continue
            }
            if try !isNeutral(value, usual) {
                losses.add(
                    value,
                    value.scalar.map { "\($0): Lathe doesn't take this from a preset." }
                        ?? "is left out: Lathe doesn't take it from a preset.")
            }
        }
        guard let first = unknown.first else { return }
        let list = unknown.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
        let rest = unknown.count > 12 ? " and \(unknown.count - 12) more" : ""
        losses.add(
            "\(root.source.file): \(list)\(rest) \(unknown.count == 1 ? "is a key" : "are keys") that Lathe doesn't know; left out.",
            about: first)
    }

    private static func isNeutral(_ value: PlacedValue, _ neutral: String) throws(PromptFileError) -> Bool {
        if value.isList { return try value.items().isEmpty && neutral.isEmpty }
        if value.isMapping { return try value.entries().isEmpty && neutral.isEmpty }
        guard let text = value.scalar else { return false }
        if let number = Double(text), number == Double(neutral) { return true }
        return text.trimmingBlanks.lowercased() == neutral || (neutral == "false" && text == "0")
    }

    /// Reads one setting.
    static func read(
        _ value: PlacedValue, as key: SettingsKey, into patch: inout SettingsPatch, losses: inout Losses
    ) throws(PromptFileError) {
        var texts: [String]
        switch key {
        case .stop:
            texts = try value.texts().filter { !$0.isEmpty }
            patch.stop = []
        case .dryBreakers:
            texts = try breakers(value)
            patch.dryBreakers = []
        case .logitBias: texts = [try biases(value)]
        default: texts = [try value.text()]
        }
        if texts.contains(where: { $0.contains("${") || $0.contains("{{") }), !key.setting.isTexts {
            return losses.add(value, "is filled in by the program that reads the file; it is left out.")
        }
        // Other programs write a negative number for no limit, for off, and for a new seed each time.
        if let number = texts.first.flatMap({ Double($0) }), number < 0 {
            switch key {
            case .seed: return losses.add(value, "asks for a new seed each time; Lathe keeps its fixed seed.")
            case .topK, .topNSigma, .adaptiveTarget: texts = ["0"]
            case .maxTokens: texts = ["1000000"]
            default: break
            }
        }
        if [.repeatLastN, .dryLastN].contains(key), let number = texts.first.flatMap({ Double($0) }),
            number >= Double(Settings.wholeWindow)
        {
            texts = ["-1"]
        }
        for text in texts {
            // Some programs write whole numbers as 40.0.
            let written = key.setting.isWhole && text.hasSuffix(".0") ? String(text.dropLast(2)) : text
            do throws(SettingsError) {
                try patch.set(key, to: written)
            } catch {
                throw value.wrong("is `\(text)`; as Lathe's `\(key.rawValue)` it takes \(key.range).")
            }
        }
    }

    /// Reads the two ends of a dynamic temperature, which come in place of the temperature. One that isn't there is 1.
    static func readTemperatures(
        from low: PlacedValue?, to high: PlacedValue?, into patch: inout SettingsPatch
    ) throws(PromptFileError) {
        let (low, high) = (try temperature(low), try temperature(high))
        patch.temperature = rounded((low + high) / 2)
        patch.dynatempRange = rounded(max(0, high - low) / 2)
    }

    /// Returns the two ends of a dynamic temperature.
    static func temperatures(_ settings: Settings) -> (low: YAMLValue, high: YAMLValue) {
        func value(_ number: Double) -> YAMLValue { .bare(SettingsValue.number(rounded(number)).description) }
        return (
            value(max(0, settings.temperature - settings.dynatempRange)),
            value(settings.temperature + settings.dynatempRange)
        )
    }

    /// Returns a sum or a difference of decimals as people write it: 0.3 for 0.9 - 0.6.
    private static func rounded(_ number: Double) -> Double { (number * 1e9).rounded() / 1e9 }

    private static func temperature(_ value: PlacedValue?) throws(PromptFileError) -> Double {
        guard let value else { return 1 }
        guard let number = Double(try value.text()), (0...100).contains(number) else {
            throw value.wrong("is `\(value.scalar ?? "")`; it takes a number from 0 to 100.")
        }
        return number
    }

    /// Returns DRY's breakers: a list, or a text with the items of a JSON list, with or without its brackets.
    private static func breakers(_ value: PlacedValue) throws(PromptFileError) -> [String] {
        guard let text = value.scalar else { return try value.texts().filter { !$0.isEmpty } }
        if text.trimmingBlanks.isEmpty { return [] }
        let list = text.trimmingBlanks.hasPrefix("[") ? text : "[\(text)]"
        guard let items = try? PlacedValue(text: list, name: value.source.file), let texts = try? items.texts() else {
            throw value.wrong("is `\(text)`; it takes texts in quotes, with commas between them.")
        }
        return texts.filter { !$0.isEmpty }
    }

    /// Returns texts as the items of a JSON list.
    static func breakers(_ texts: [String]) -> String {
        texts.map { JSONValue.text($0).canonical }.joined(separator: ", ")
    }

    /// Returns biases as `id:bias;…`, from a mapping or a list of pairs.
    private static func biases(_ value: PlacedValue) throws(PromptFileError) -> String {
        var biases: [String] = []
        func add(_ token: String, _ bias: PlacedValue) throws(PromptFileError) {
            let text = try bias.text()
            guard Int32(token) != nil else { throw value.wrong("names the token `\(token)`; it takes token ids.") }
            biases.append("\(token):\(text == "false" ? "-1000" : text)")
        }
        if value.isList {
            for pair in try value.items() {
                let parts = try pair.items()
                guard parts.count == 2 else { throw pair.wrong("takes a token id and a number.") }
                try add(try parts[0].text(), parts[1])
            }
        } else {
            for (token, bias) in try value.entries() { try add(token, bias) }
        }
        return biases.joined(separator: ";")
    }

    // MARK: writing

    /// Returns the settings of a patch under a program's own names. Settings that it has no name for are lost.
    static func pairs(
        _ patch: SettingsPatch, names: [SettingsKey: String], title: String, losses: inout Losses
    ) -> [YAMLPair] {
        var pairs: [YAMLPair] = []
        for key in patch.keys {
            guard let value = patch[key] else { continue }
            if let name = names[key] {
                pairs.append(YAMLPair(name, yaml(value)))
            } else {
                losses.add("`\(key.rawValue)` \(value): \(title) doesn't have this setting.")
            }
        }
        return pairs
    }

    static func yaml(_ value: SettingsValue) -> YAMLValue {
        switch value {
        case .texts(let texts): .list(texts.map { .text($0) })
        case .order(let order) where !order.isPreset: .list(order.listed.map { .text($0.rawValue) })
        case .logitBias(let biases):
            .map(
                biases.sorted { $0.key < $1.key }.map {
                    YAMLPair(String($0.key), .bare(SettingsValue.number($0.value).description))
                })
        default: .bare(value.description)
        }
    }
}
