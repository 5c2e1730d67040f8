import Library
import Prompting
import Sampling

/// The providers of a `promptfooconfig.yaml` as lanes.
extension PromptfooReader {
    struct Provider {
        var name: String
        /// True if the file names the provider. A single provider without a name is the prompt itself, not a lane.
        var hasLabel = false
        var model: String?
        var settings = SettingsPatch()
        var samples: Int?
        var tools: [Tool] = []
        var answer: AnswerForm?
        /// The names of the prompts that it is for; nil is all.
        var prompts: [String]?
        /// The value that lists those prompts.
        var filter: PlacedValue?

        func takes(_ names: [String]) -> Bool {
            guard let prompts else { return true }
            return prompts.contains { filter in
                let group = filter.hasSuffix(":*") ? String(filter.dropLast(2)) : filter
                return names.contains { $0 == filter || $0.hasPrefix(group + ":") }
            }
        }
    }

    mutating func readProviders() throws(PromptFileError) -> [Provider] {
        guard let value = root["providers"] ?? root["targets"] else { return [] }
        var providers: [Provider] = []
        for item in value.isList ? try value.items() : [value] {
            if let word = item.scalar, let path = Self.path(word) {
                guard let text = context.file(path), Self.isText(path) else {
                    losses.add(item, "is the file \(path), which can't be read beside this one. It is left out.")
                    continue
                }
                let file = try PlacedValue(text: text, name: path)
                for inner in file.isList ? try file.items() : [file] { providers.append(try provider(inner)) }
            } else {
                providers.append(try provider(item))
            }
        }
        return providers
    }

    private mutating func provider(_ item: PlacedValue) throws(PromptFileError) -> Provider {
        guard item.isMapping else {
            let id = try item.text()
            return Provider(name: id, model: model(id, at: item))
        }
        var entries = try item.entries()
        var id = item["id"]
        if id == nil, entries.count == 1, let only = entries.first, only.value.isMapping || only.value.isNothing {
            // `openai:gpt-4: { config: … }`
            entries = only.value.isNothing ? [] : try only.value.entries()
            id = only.value["id"]
        }
        let only = try item.entries().first?.name
        let word = try id?.text() ?? only ?? ""
        var provider = Provider(name: word)
        provider.model = model(word, at: id ?? item)
        for (key, value) in entries where !value.isNothing {
            switch key {
            case "id": break
            case "label": (provider.name, provider.hasLabel) = (try value.text(), true)
            case "prompts": (provider.prompts, provider.filter) = (try value.texts(), value)
            case "config":
                for (key, part) in try value.entries() where !part.isNothing {
                    try readConfig(key, part, into: &provider)
                }
            default: losses.add(value, "has no counterpart in Lathe.")
            }
        }
        return provider
    }

    private mutating func readConfig(
        _ key: String, _ value: PlacedValue, into provider: inout Provider
    ) throws(PromptFileError) {
        if ["tools", "functions"].contains(key) {
            try ForeignTools.read(value, into: &provider.tools, context: context, losses: &losses)
        } else if key == "response_format" {
            provider.answer = try responseFormat(value)
        } else if ["passthrough", "generationConfig", "options"].contains(key), value.isMapping {
            try ForeignSettings.read(
                value, into: &provider.settings, samples: &provider.samples, losses: &losses)
        } else if let setting = SettingsKey(foreignName: key) {
            try ForeignSettings.read(value, as: setting, into: &provider.settings, losses: &losses)
        } else {
            losses.add(value, "is not a setting of Lathe's.")
        }
    }

    /// Reads a `response_format`. It may be in a file, and its schema too.
    private mutating func responseFormat(_ value: PlacedValue) throws(PromptFileError) -> AnswerForm? {
        guard let format = try resolved(value) else { return nil }
        guard let schema = ResponseFormat.schema(in: format), schema.scalar != nil else {
            return try ResponseFormat.read(format)
        }
        return try resolved(schema).map { schema throws(PromptFileError) in try ResponseFormat.read(jsonSchema: schema)
        }
    }

    /// Returns the content of the file that a value names as `file://…`, or else the value; nil if the file can't be read.
    private mutating func resolved(_ value: PlacedValue) throws(PromptFileError) -> PlacedValue? {
        guard let word = value.scalar, word.hasPrefix("file://") else { return value }
        let path = String(word.dropFirst(7))
        guard ["json", "yaml", "yml"].contains(where: { path.hasSuffix("." + $0) }), let text = context.file(path)
        else {
            losses.add(value, "is the file \(path), which can't be read beside this one. It is left out.")
            return nil
        }
        return try PlacedValue(text: text, name: path)
    }

    private mutating func model(_ id: String, at value: PlacedValue) -> String? {
        let short = id.split(separator: ":").last.map(String.init) ?? id
        for word in [id, short] where isModel(word) { return word }
        losses.add(value, "is `\(id)`, a model that isn't here; the default model is used.")
        // The prompt's file keeps such a name, as GitHub Models' own files do.
        return id.hasPrefix("github:") && PromptReader.isServerModel(short) ? short : nil
    }

    /// Returns whether a word names a model. Each is looked for once.
    private mutating func isModel(_ word: String) -> Bool {
        if let known = models[word] { return known }
        let isModel = context.isModel(word)
        models[word] = isModel
        return isModel
    }

    mutating func add(_ providers: [Provider], to prompt: inout Prompt) {
        prompt.answer = providers.lazy.compactMap(\.answer).first ?? prompt.answer
        for provider in providers where provider.answer != prompt.answer {
            losses.add(
                "\(root.source.file): the provider `\(provider.name)` has \(provider.answer == nil ? "no" : "another") `response_format`; a prompt's lanes all have the same."
            )
        }
        prompt.tools = providers.first { !$0.tools.isEmpty }?.tools ?? []
        for provider in providers where provider.tools != prompt.tools {
            losses.add(
                "\(root.source.file): the provider `\(provider.name)` has \(provider.tools.isEmpty ? "no" : "other") tools; a prompt's lanes all have the same."
            )
        }
        if providers.count == 1, let only = providers.first, !only.hasLabel {
            prompt.model = only.model
            prompt.modelParameters = only.settings
            prompt.samples = only.samples ?? prompt.samples
            return
        }
        var taken = Set(prompt.lanes.map(\.name))
        // The last number of each name: a file may have a thousand providers of one.
        var numbers: [String: Int] = [:]
        for provider in providers {
            var name = provider.name
            while !taken.insert(name).inserted {
                let number = numbers[provider.name, default: 1] + 1
                numbers[provider.name] = number
                name = "\(provider.name) \(number)"
            }
            prompt.lanes.append(
                Lane(name: name, model: provider.model, samples: provider.samples, modelParameters: provider.settings))
        }
    }

    /// Adds a loss for a provider that is only for some prompts: the names of the prompts without it.
    mutating func report(_ provider: Provider, leftOutOf names: [String], of count: Int) {
        guard let filter = provider.filter, !names.isEmpty else { return }
        if names.count < count {
            let list = names.map { "`\($0)`" }.joined(separator: ", ")
            losses.add(
                filter,
                "excludes the provider `\(provider.name)` from \(list), which \(names.count == 1 ? "gets" : "get") no lane for it."
            )
        } else {
            let settings = provider.settings.keys.compactMap { key in
                provider.settings[key].map { "\(key.rawValue) \($0)" }
            }
            let lost = settings.isEmpty ? "" : " with its settings (\(settings.joined(separator: ", ")))"
            losses.add(filter, "names none of the prompts, so the provider `\(provider.name)` is left out\(lost).")
        }
    }
}
