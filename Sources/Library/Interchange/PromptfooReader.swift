import Prompting
import Sampling

/// Reads a `promptfooconfig.yaml`: each prompt becomes a prompt, providers that differ its lanes, tests its cases.
/// https://www.promptfoo.dev/docs/configuration/reference/
struct PromptfooReader {
    let root: ForeignValue
    let context: ImportContext
    var losses = Losses()

    init(_ root: ForeignValue, context: ImportContext) {
        self.root = root
        self.context = context
    }

    mutating func prompts() throws(PromptFileError) -> [ImportedPrompt] {
        var shared = Prompt()
        var repeats: Int?
        for (key, value) in try root.entries() where !value.isNothing {
            switch key {
            case "description": shared.description = try value.text()
            case "tags":
                for (name, tag) in try value.entries() { shared.tags.append("\(name): \(try tag.text())") }
            case "evaluateOptions":
                for (name, option) in try value.entries() where !option.isNothing {
                    if name == "repeat", let count = option.scalar.flatMap({ Int($0) }), 1...1000 ~= count {
                        repeats = count > 1 ? count : nil
                    } else {
                        losses.add(option, "says how promptfoo runs; it has no counterpart in Lathe.")
                    }
                }
            case "prompts", "providers", "targets", "tests", "defaultTest", "assertionTemplates": break
            default: losses.add(value, "has no counterpart in Lathe.")
            }
        }
        shared.samples = repeats
        let cases = try readCases()
        let providers = try readProviders()
        let written = try readPrompts()
        guard !written.isEmpty else { throw root.wrong("has no prompt that Lathe can read.") }
        let base = shared.description.isEmpty ? Interchange.baseName(root.source.file) : shared.description
        var imported: [ImportedPrompt] = []
        for (index, text) in written.enumerated() {
            var prompt = shared
            ForeignTurns.fill(&prompt, with: text.turns, place: text.place, losses: &losses)
            add(providers.filter { $0.takes(text.label) }, to: &prompt)
            cases.add(to: &prompt)
            let name = text.label ?? (written.count == 1 ? base : "\(base) \(index + 1)")
            prompt.name = text.label ?? (written.count == 1 ? shared.description : name)
            var item = ImportedPrompt(name: name, prompt: prompt)
            item.evaluators = cases.evaluators
            imported.append(item)
        }
        return imported
    }

    // MARK: prompts

    private struct WrittenPrompt {
        var label: String?
        var turns: [MessageTurn]
        var place: String
    }

    private mutating func readPrompts() throws(PromptFileError) -> [WrittenPrompt] {
        guard let value = root["prompts"] else { return [] }
        var found: [WrittenPrompt] = []
        if value.isMapping {
            // Once the files were keys, their labels values.
            for (file, label) in try value.entries() {
                found += try prompts(in: file, label: try label.text(), at: label)
            }
            return found
        }
        for item in value.isList ? try value.items() : [value] {
            guard item.isMapping else {
                found += try prompts(in: try item.text(), label: nil, at: item)
                continue
            }
            guard let text = item["raw"] ?? item["id"] ?? item["prompt"] else {
                throw item.wrong("needs `raw` or `id`.")
            }
            for (key, value) in try item.entries()
            where !["raw", "id", "label", "prompt"].contains(key) && !value.isNothing {
                losses.add(value, "has no counterpart in Lathe.")
            }
            found += try prompts(in: try text.text(), label: item["label"]?.scalar, at: text)
        }
        return found
    }

    /// The prompts that a text is or names.
    private mutating func prompts(
        in word: String, label: String?, at value: ForeignValue
    ) throws(PromptFileError) -> [WrittenPrompt] {
        guard let path = Self.path(word) else {
            guard !word.contains(/^(exec|langfuse|portkey|helicone|python|package):/) else {
                losses.add(value, "is `\(word)`, which another program makes; it is left out.")
                return []
            }
            return [WrittenPrompt(label: label, turns: try turns(of: word, at: value), place: value.place)]
        }
        guard Self.isText(path) else {
            losses.add(value, "is `\(word)`; Lathe runs no programs and reads no such files. It is left out.")
            return []
        }
        guard let text = context.file(path) else {
            losses.add(value, "is the file \(path), which can't be read beside this one. It is left out.")
            return []
        }
        let texts = path.hasSuffix(".txt") || path.hasSuffix(".md") ? Self.split(text) : [text]
        var found: [WrittenPrompt] = []
        for text in texts {
            let name = label ?? (texts.count == 1 ? Interchange.baseName(path) : nil)
            found.append(WrittenPrompt(label: name, turns: try turns(of: text, at: value), place: value.place))
        }
        return found
    }

    /// A list of messages in JSON or YAML, or the user's text.
    private mutating func turns(of text: String, at value: ForeignValue) throws(PromptFileError) -> [MessageTurn] {
        let trimmed = text.trimmingBlanks
        if trimmed.hasPrefix("[") || trimmed.hasPrefix("- "),
            let list = try? ForeignValue(text: trimmed, name: value.source.file), list.isList,
            (try? list.items().first?["role"]) != nil
        {
            let inside = ForeignValue(node: list.node, path: value.path, source: list.source)
            return try ForeignTurns.read(inside, syntax: .jinja, losses: &losses)
        }
        let content = TemplateSyntax.jinja.read(trimmed, at: value.place, losses: &losses)
        return [MessageTurn(role: .user, content: content)]
    }

    /// The path of a file that a word names.
    static func path(_ word: String) -> String? {
        if word.hasPrefix("file://") { return String(word.dropFirst(7)) }
        let isFile =
            word.wholeMatch(of: /[\w.\/*-]+\.(txt|md|j2|json|jsonl|ya?ml|csv|js|cjs|mjs|ts|py|rb|sh)(:\w+)?/) != nil
        return isFile ? word : nil
    }

    private static func isText(_ path: String) -> Bool {
        ["txt", "md", "j2", "json", "yaml", "yml"].contains { path.hasSuffix("." + $0) } && !path.contains("*")
    }

    private static func split(_ text: String) -> [String] {
        var parts: [[Substring]] = [[]]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.trimmingCharacters(in: .whitespaces) == "---" {
                parts.append([])
            } else {
                parts[parts.count - 1].append(line)
            }
        }
        return parts.map { $0.joined(separator: "\n").trimmingBlanks }.filter { !$0.isEmpty }
    }

    // MARK: providers

    private struct Provider {
        var name: String
        var model: String?
        var settings = SettingsPatch()
        var samples: Int?
        /// Labels of the prompts that it is for; nil is all.
        var prompts: [String]?

        func takes(_ label: String?) -> Bool {
            guard let prompts else { return true }
            return prompts.contains { filter in
                if filter == label { return true }
                let group = filter.hasSuffix(":*") ? String(filter.dropLast(2)) : filter
                return label?.hasPrefix(group + ":") ?? false
            }
        }
    }

    private mutating func readProviders() throws(PromptFileError) -> [Provider] {
        guard let value = root["providers"] ?? root["targets"] else { return [] }
        var providers: [Provider] = []
        for item in value.isList ? try value.items() : [value] {
            if let word = item.scalar, let path = Self.path(word) {
                guard let text = context.file(path), Self.isText(path) else {
                    losses.add(item, "is the file \(path), which can't be read beside this one. It is left out.")
                    continue
                }
                let file = try ForeignValue(text: text, name: path)
                for inner in file.isList ? try file.items() : [file] { providers.append(try provider(inner)) }
            } else {
                providers.append(try provider(item))
            }
        }
        return providers
    }

    private mutating func provider(_ item: ForeignValue) throws(PromptFileError) -> Provider {
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
            case "label": provider.name = try value.text()
            case "prompts": provider.prompts = try value.texts()
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
        _ key: String, _ value: ForeignValue, into provider: inout Provider
    ) throws(PromptFileError) {
        if ["passthrough", "generationConfig", "options"].contains(key), value.isMapping {
            try ForeignSettings.read(
                value, into: &provider.settings, samples: &provider.samples, losses: &losses)
        } else if let setting = ForeignSettings.key(key) {
            try ForeignSettings.read(value, as: setting, into: &provider.settings, losses: &losses)
        } else {
            losses.add(value, "is no setting of Lathe's.")
        }
    }

    private mutating func model(_ id: String, at value: ForeignValue) -> String? {
        let short = id.split(separator: ":").last.map(String.init) ?? id
        if let name = [id, short].first(where: context.isModel) { return name }
        losses.add(value, "is `\(id)`, which isn't here; the default model is used.")
        return nil
    }

    private func add(_ providers: [Provider], to prompt: inout Prompt) {
        if providers.count == 1, let only = providers.first {
            prompt.model = only.model
            prompt.modelParameters = only.settings
            prompt.samples = only.samples ?? prompt.samples
            return
        }
        for provider in providers {
            var name = provider.name
            var number = 1
            while prompt.lanes.contains(where: { $0.name == name }) {
                number += 1
                name = "\(provider.name) \(number)"
            }
            prompt.lanes.append(
                Lane(name: name, model: provider.model, samples: provider.samples, modelParameters: provider.settings))
        }
    }
}
