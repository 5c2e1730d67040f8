import Prompting
import Sampling
import YAMLText

/// Makes a prompt of a file's nodes. Every mistake is reported with its line and the path of its key.
package struct PromptReader {
    let source: YAMLSource
    /// The names of the servers and machines in the user's settings.
    private let places: Set<String>
    /// The folder in which files that the prompt names are looked for; nil if none are read.
    let folder: String?
    var notices: [String] = []
    /// Notices about models that aren't here.
    private(set) var modelNotices: [String] = []
    private(set) var unknownKeys: [PromptFile.UnknownKey] = []

    /// The top-level keys, in the order in which a new file has them.
    static let keys = PromptKey.ofFile.map(\.name)

    init(source: YAMLSource, places: Set<String>, folder: String? = nil) {
        self.source = source
        self.places = places
        self.folder = folder
    }

    mutating func prompt(from root: YAMLNode) throws(PromptFileError) -> Prompt {
        var prompt = Prompt()
        let entries = try mapping(root, "the file")
        // Lathe's own keys beside `messages` say what messages can't, so they are read afterwards and win.
        if let messages = entries.first(where: { $0.name == "messages" }) {
            try read(messages: messages.value, into: &prompt)
            if entries.contains(where: { $0.name == "examples" }) {
                note("its examples are taken from `examples`; those in `messages` are for other programs.")
            }
        }
        for entry in entries {
            guard let key = entry.name else { continue }
            try read(key, entry.value, into: &prompt, entry: entry)
        }
        prompt.refillExamples()
        // They name examples by their numbers, so they are read last.
        if let phrasings = entries.first(where: { $0.name == "phrasings" }) {
            prompt.phrasings = try self.phrasings(phrasings.value, examples: prompt.examples.count)
        }
        return prompt
    }

    private mutating func read(
        _ key: String, _ node: YAMLNode, into prompt: inout Prompt, entry: YAMLEntry
    ) throws(PromptFileError) {
        switch key {
        case "name": prompt.name = try text(node, key)
        case "description": prompt.description = try text(node, key)
        case "tags": prompt.tags = try texts(node, key)
        case "instruction": prompt.instruction = try text(node, key)
        case "examples": prompt.examples = try examples(node)
        case "turns": prompt.turns = try turns(node)
        case "input": prompt.input = try text(node, key)
        case "images": prompt.images = try texts(node, key)
        case "projector": prompt.projector = try path(node, key)
        case "sources": prompt.sources.paths = try texts(node, key)
        case "sourceQuery": prompt.sources.query = try text(node, key)
        case "sourceCount": prompt.sources.count = try number(node, key, PromptSources.countRange)
        case "sourceTokens": prompt.sources.tokens = try number(node, key, PromptSources.tokenRange)
        case "sourceSearch": prompt.sources.search = try choice(node, key)
        case "sourceModel": prompt.sources.model = try text(node, key)
        case "variables": prompt.variables = try values(node, key)
        case "technique": prompt.technique = try choice(node, key)
        case "layout": prompt.layout = try choice(node, key)
        case "model": prompt.model = model(try text(node, key))
        case "samples": prompt.samples = try number(node, key, Lane.sampleRange)
        case "labels":
            var patch = WordingPatch()
            try readLabels(node, key, into: &patch)
            patch.apply(to: &prompt.wording)
        case "triggers":
            var patch = WordingPatch()
            try readTriggers(node, key, into: &patch)
            patch.apply(to: &prompt.wording)
        case "answerSentence": prompt.wording.answerSentence = try text(node, key)
        case "opening": prompt.wording.opening = try text(node, key)
        case "answer": prompt.answer = try answer(node)
        // What GitHub Models says of the answer holds unless Lathe's own key says something else.
        case "jsonSchema" where prompt.answer == nil || prompt.answer == ResponseFormat.anyJSON:
            prompt.answer = try ResponseFormat.read(jsonSchema: PlacedValue(node: node, path: key, source: source))
        case "responseFormat" where prompt.answer == nil:
            let format = PlacedValue(node: node, path: key, source: source)
            if format.scalar != "json_schema" { prompt.answer = try ResponseFormat.read(format) }
        case "jsonSchema", "responseFormat": break
        case "tools": prompt.tools = try Tool.read(PlacedValue(node: node, path: key, source: source))
        case "modelParameters": prompt.modelParameters = try settings(node, key)
        case "templateArguments": prompt.templateArguments = try jsonValues(node, key)
        case "lanes": prompt.lanes = try lanes(node)
        case "testData": prompt.testData = try testData(node)
        case "evaluators": prompt.evaluators = evaluators(node)
        case "messages", "phrasings": break
        default: note(unknown: key, at: entry.key, known: Self.keys, isTop: true)
        }
    }

    // MARK: parts

    private func examples(_ node: YAMLNode) throws(PromptFileError) -> [Example] {
        var examples: [Example] = []
        for (index, item) in try list(node, "examples").enumerated() {
            let path = "examples[\(index)]"
            var example = Example(input: "", output: "")
            let entries = try mapping(item, path)
            for entry in entries {
                let key = "\(path).\(entry.name ?? "")"
                switch entry.name {
                case "variables" where entries.contains(where: { $0.name == "input" }):
                    throw wrong(entry.key, key, "stands beside `input`; an example has one of them.")
                case "variables": example.variables = try values(entry.value, key)
                case "input": example.input = try text(entry.value, key)
                case "reasoning": example.reasoning = try text(entry.value, key)
                case "output": example.output = try text(entry.value, key)
                case "images": example.images = try texts(entry.value, key)
                case "origin": example.origin = try text(entry.value, key)
                case "on": example.isOn = try isOn(entry.value, key)
                default:
                    let name = entry.name ?? ""
                    let hint = nearest(to: name, in: PromptKey.ofExample.map(\.name))
                    throw wrong(
                        entry.key, key,
                        "is not a key of an example" + (hint.map { "; did you mean `\($0)`?" } ?? "."))
                }
            }
            examples.append(example)
        }
        return examples
    }

    private func turns(_ node: YAMLNode) throws(PromptFileError) -> [Turn] {
        var turns: [Turn] = []
        for (index, item) in try list(node, "turns").enumerated() {
            let path = "turns[\(index)]"
            let entries = try mapping(item, path)
            guard entries.count == 1, let word = entries[0].name, let role = Role(rawValue: word), role != .system
            else {
                throw wrong(
                    item, path, "takes `user: text` or `assistant: text`; the system's words are the instruction.")
            }
            turns.append(Turn(role: role, text: try text(entries[0].value, "\(path).\(word)")))
        }
        return turns
    }

    private mutating func lanes(_ node: YAMLNode) throws(PromptFileError) -> [Lane] {
        var lanes: [Lane] = []
        for (index, item) in try list(node, "lanes").enumerated() {
            let path = "lanes[\(index)]"
            var lane = Lane(name: "")
            for entry in try mapping(item, path) {
                let key = "\(path).\(entry.name ?? "")"
                switch entry.name {
                case "name": lane.name = try text(entry.value, key)
                case "technique": lane.technique = try choice(entry.value, key)
                case "layout": lane.layout = try choice(entry.value, key)
                case "model": lane.model = model(try text(entry.value, key))
                case "projector": lane.projector = try self.path(entry.value, key)
                case "samples": lane.samples = try number(entry.value, key, Lane.sampleRange)
                case "phrasing": lane.phrasing = try text(entry.value, key)
                case "sources": lane.sources = try choice(entry.value, key)
                case "withhold": lane.withholdsRight = try isOn(entry.value, key)
                case "modelParameters": lane.modelParameters = try settings(entry.value, key)
                case "templateArguments": lane.templateArguments = try jsonValues(entry.value, key)
                default:
                    note(
                        unknown: entry.name ?? "", at: entry.key,
                        known: PromptKey.ofLane.map(\.name))
                }
            }
            lanes.append(lane)
        }
        return lanes
    }

    private mutating func settings(_ node: YAMLNode, _ path: String) throws(PromptFileError) -> SettingsPatch {
        var patch = SettingsPatch()
        let entries = try mapping(node, path)
        let isLimited = entries.contains { $0.name == SettingsKey.maxTokens.rawValue }
        for entry in entries {
            // GitHub Models' key for models that think; Lathe's own key beside it wins.
            let isLimit = entry.name == "maxCompletionTokens"
            if isLimit, isLimited {
                note("`maxTokens` of `\(path)` is used, not `maxCompletionTokens`.", at: entry.key)
                continue
            }
            guard let name = entry.name, let key = isLimit ? .maxTokens : SettingsKey(rawValue: name) else {
                note(unknown: entry.name ?? "", at: entry.key, known: SettingsKey.allCases.map(\.rawValue))
                continue
            }
            let keyPath = "\(path).\(name)"
            var written: [String] = []
            switch key {
            case .logitBias:
                written = [try values(entry.value, keyPath).map { "\($0):\($1)" }.sorted().joined(separator: ";")]
            case .order:
                if case .sequence = entry.value.content {
                    written = [try texts(entry.value, keyPath).joined(separator: ";")]
                } else {
                    written = [try text(entry.value, keyPath)]
                }
            case _ where key.setting.isTexts:
                if case .sequence = entry.value.content {
                    written = try texts(entry.value, keyPath)
                    patch[key] = .texts([])
                } else {
                    written = [try text(entry.value, keyPath)]
                }
            default: written = [try text(entry.value, keyPath)]
            }
            for value in written {
                do throws(SettingsError) {
                    try patch.set(key, to: value)
                } catch {
                    throw wrong(entry.value, keyPath, "is `\(value)`; it takes \(key.range).")
                }
            }
        }
        return patch
    }

    /// Returns the model's name; nil for a server's model like `openai/gpt-4o`, unless the settings have that server.
    private mutating func model(_ name: String) -> String? {
        guard Self.isServerModel(name), !places.contains(String(name.prefix { $0 != "/" })) else { return name }
        modelNotices.append("\(source.file): its model \(name) is a server's, so the default model is used.")
        return nil
    }

    /// Returns whether a name looks like a server's model and not like a file.
    package static func isServerModel(_ name: String) -> Bool {
        name.contains("/") && !name.hasSuffix(".gguf") && !name.hasPrefix(".") && !name.hasPrefix("/")
    }

    // MARK: values

    func mapping(_ node: YAMLNode, _ path: String) throws(PromptFileError) -> [YAMLEntry] {
        switch node.content {
        case .mapping(let entries, _): return entries
        default:
            if node.isEmpty { return [] }
            throw wrong(node, path, "is \(node.kind); it takes keys with values.")
        }
    }

    func list(_ node: YAMLNode, _ path: String) throws(PromptFileError) -> [YAMLNode] {
        switch node.content {
        case .sequence(let items, _): return items
        default:
            if node.isEmpty { return [] }
            throw wrong(node, path, "is \(node.kind); it takes a list.")
        }
    }

    func text(_ node: YAMLNode, _ path: String) throws(PromptFileError) -> String {
        guard case .scalar(let text, _) = node.content else {
            throw wrong(node, path, "is \(node.kind); it takes a text.")
        }
        return text
    }

    /// Returns a path; nil for a key without a value.
    private func path(_ node: YAMLNode, _ path: String) throws(PromptFileError) -> String? {
        let text = try text(node, path)
        return text.isEmpty ? nil : text
    }

    func texts(_ node: YAMLNode, _ path: String) throws(PromptFileError) -> [String] {
        var texts: [String] = []
        for (index, item) in try list(node, path).enumerated() { texts.append(try text(item, "\(path)[\(index)]")) }
        return texts
    }

    func values(
        _ node: YAMLNode, _ path: String, known: [String]? = nil
    ) throws(PromptFileError) -> [String: String] {
        var values: [String: String] = [:]
        for entry in try mapping(node, path) {
            guard let name = entry.name else { throw wrong(entry.key, path, "has a key that is not a text.") }
            if let known, !known.contains(name) {
                throw wrong(
                    entry.key, "\(path).\(name)",
                    "is unknown; there are \(known.dropLast().joined(separator: ", ")) and \(known.last ?? "").")
            }
            values[name] = try text(entry.value, "\(path).\(name)")
        }
        return values
    }

    /// Values of any kind by name, each written as JSON.
    private func jsonValues(_ node: YAMLNode, _ path: String) throws(PromptFileError) -> [String: String] {
        var values: [String: String] = [:]
        for entry in try mapping(node, path) {
            guard let name = entry.name, let value = YAMLValue(entry.value) else {
                throw wrong(entry.key, path, "has a key that is not a text.")
            }
            values[name] = value.json
        }
        return values
    }

    private func choice<Value: RawRepresentable & CaseIterable>(
        _ node: YAMLNode, _ path: String
    ) throws(PromptFileError) -> Value where Value.RawValue == String {
        let word = try text(node, path)
        guard let value = Value(rawValue: word) else {
            let allowed = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw wrong(node, path, "is `\(word)`; it takes one of \(allowed).")
        }
        return value
    }

    private func number(
        _ node: YAMLNode, _ path: String, _ range: ClosedRange<Int>
    ) throws(PromptFileError) -> Int {
        let word = try text(node, path)
        guard let number = Int(word), range.contains(number) else {
            throw wrong(
                node, path, "is `\(word)`; it takes a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    func wrong(_ node: YAMLNode, _ path: String, _ problem: String) -> PromptFileError {
        .invalid(file: source.file, at: source.position(of: node.range.lowerBound), key: path, problem: problem)
    }

    /// Adds a sentence, with the file and the line of `node` in front.
    mutating func note(_ sentence: String, at node: YAMLNode? = nil) {
        let line = node.map { ", line \(source.line(of: $0.range.lowerBound))" } ?? ""
        notices.append("\(source.file)\(line): \(sentence)")
    }

    mutating func note(unknown key: String, at node: YAMLNode, known: [String], isTop: Bool = false) {
        unknownKeys.append(
            PromptFile.UnknownKey(
                name: key, line: source.line(of: node.range.lowerBound), near: nearest(to: key, in: known),
                isTop: isTop))
    }
}
