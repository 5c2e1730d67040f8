import JSONText
import Prompting
import Sampling
import YAMLText

extension Prompt {
    /// The prompt as YAML pairs in the order of a new file. Values equal to the default are omitted.
    package var fields: [YAMLPair] {
        let defaults = Wording()
        var fields: [YAMLPair] = []
        func add(_ key: String, _ value: YAMLValue?) {
            if let value { fields.append(YAMLPair(key, value)) }
        }
        add("name", Self.text(name))
        add("description", Self.text(description))
        add("tags", Self.texts(tags))
        add("instruction", Self.text(instruction))
        add("examples", examples.isEmpty ? nil : .list(examples.map(value)))
        add(
            "turns", turns.isEmpty ? nil : .list(turns.map { .map([YAMLPair($0.role.rawValue, .text($0.text))]) }))
        add("input", Self.text(input))
        add("images", Self.texts(images))
        add("projector", projector.map { .text($0) })
        add("sources", Self.texts(sources.paths))
        add("sourceQuery", sources.query.map { .text($0) })
        add("sourceCount", sources.count.map { .bare(String($0)) })
        add("sourceTokens", sources.tokens.map { .bare(String($0)) })
        add("sourceSearch", sources.search.map { .bare($0.rawValue) })
        add("sourceModel", sources.model.map { .text($0) })
        add("variables", variables.isEmpty ? nil : .map(Self.pairs(variables, order: variableOrder)))
        add("technique", technique.map { .bare($0.rawValue) })
        add("layout", layout.map { .bare($0.rawValue) })
        add("model", model.map { .text($0) })
        add("samples", samples.map { .bare(String($0)) })
        add(
            "labels",
            Self.map([
                ("question", wording.questionLabel, defaults.questionLabel),
                ("answer", wording.answerLabel, defaults.answerLabel),
                ("separator", wording.separator, defaults.separator),
                ("between", wording.between, defaults.between),
                ("choices", wording.choiceLabel, defaults.choiceLabel),
            ]))
        add(
            "triggers",
            Self.map([
                ("reasoning", wording.reasoningTrigger, defaults.reasoningTrigger),
                ("answer", wording.answerTrigger, defaults.answerTrigger),
            ]))
        add("answerSentence", Self.text(wording.answerSentence, default: defaults.answerSentence))
        add("opening", Self.text(wording.opening))
        add("answer", answer.map(Self.value))
        add("tools", tools.isEmpty ? nil : .list(tools.map(\.yaml)))
        add("modelParameters", Self.value(modelParameters))
        add("templateArguments", Self.value(templateArguments))
        add("lanes", lanes.isEmpty ? nil : .list(lanes.map(Self.value)))
        add("phrasings", phrasings.isEmpty ? nil : .list(phrasings.map(Self.value)))
        let order = variableOrder
        add("testData", testData.isEmpty ? nil : .list(testData.map { .map(Self.pairs($0, order: order)) }))
        add("evaluators", evaluators.flatMap { try? YAMLValue(json: $0, name: "evaluators") })
        return fields
    }

    /// Takes the value of one key from another prompt.
    mutating func take(_ key: String, from other: Prompt) {
        switch key {
        case "name": name = other.name
        case "description": description = other.description
        case "tags": tags = other.tags
        case "instruction": instruction = other.instruction
        case "examples":
            examples = other.examples
            refillExamples()
        case "turns": turns = other.turns
        case "input":
            input = other.input
            refillExamples()
        case "images": images = other.images
        case "projector": projector = other.projector
        case "sources": sources.paths = other.sources.paths
        case "sourceQuery": sources.query = other.sources.query
        case "sourceCount": sources.count = other.sources.count
        case "sourceTokens": sources.tokens = other.sources.tokens
        case "sourceSearch": sources.search = other.sources.search
        case "sourceModel": sources.model = other.sources.model
        case "variables": variables = other.variables
        case "technique": technique = other.technique
        case "layout": layout = other.layout
        case "model": model = other.model
        case "samples": samples = other.samples
        case "labels":
            wording.questionLabel = other.wording.questionLabel
            wording.answerLabel = other.wording.answerLabel
            wording.separator = other.wording.separator
            wording.between = other.wording.between
            wording.choiceLabel = other.wording.choiceLabel
        case "triggers":
            wording.reasoningTrigger = other.wording.reasoningTrigger
            wording.answerTrigger = other.wording.answerTrigger
        case "answerSentence": wording.answerSentence = other.wording.answerSentence
        case "opening": wording.opening = other.wording.opening
        case "answer": answer = other.answer
        case "tools": tools = other.tools
        case "modelParameters": modelParameters = other.modelParameters
        case "templateArguments": templateArguments = other.templateArguments
        case "lanes": lanes = other.lanes
        case "phrasings": phrasings = other.phrasings
        case "testData": testData = other.testData
        case "evaluators": evaluators = other.evaluators
        default: break
        }
    }

    /// Returns whether a file would be the same for both, byte by byte.
    func says(_ other: Prompt) -> Bool { YAMLValue.map(fields) == YAMLValue.map(other.fields) }

    /// The prompt as a file can hold it: repeated stop texts are removed, except the last, and so are values that don't make
    /// the input of their example.
    var normalised: Prompt {
        var prompt = self
        for index in examples.indices where examples[index].variables != nil {
            prompt.examples[index].variables = values(of: examples[index])
        }
        prompt.modelParameters.stop = modelParameters.stop.map(Self.unique)
        for index in lanes.indices {
            prompt.lanes[index].modelParameters.stop = lanes[index].modelParameters.stop.map(Self.unique)
        }
        return prompt
    }

    private static func unique(_ texts: [String]) -> [String] {
        texts.indices.filter { !texts[($0 + 1)...].contains(texts[$0]) }.map { texts[$0] }
    }

    /// The names of the variables, in the order in which the prompt uses them.
    private var variableOrder: [String] {
        let texts = [instruction] + examples.flatMap(\.templates) + turns.map(\.text) + [input] + images
        return texts.filter { $0.contains("{{") }.flatMap { Template($0).variables }
    }

    // MARK: values

    private static func text(_ text: String, default usual: String = "") -> YAMLValue? {
        text.isSame(as: usual) ? nil : .text(text)
    }

    private static func texts(_ texts: [String]) -> YAMLValue? {
        texts.isEmpty ? nil : .list(texts.map { .text($0) })
    }

    private static func map(_ parts: [(key: String, text: String, usual: String)]) -> YAMLValue? {
        let pairs = parts.compactMap { part in text(part.text, default: part.usual).map { YAMLPair(part.key, $0) } }
        return pairs.isEmpty ? nil : .map(pairs)
    }

    private static func pairs(_ values: [String: String], order: [String]) -> [YAMLPair] {
        func rank(_ key: String) -> Int { key == "expected" ? .max : order.firstIndex(of: key) ?? .max - 1 }
        let keys = values.keys.sorted { (rank($0), $0) < (rank($1), $1) }
        return keys.map { YAMLPair($0, .text(values[$0] ?? "")) }
    }

    private func value(_ example: Example) -> YAMLValue {
        var pairs = [YAMLPair("input", .text(example.input))]
        if let own = values(of: example) {
            pairs = [YAMLPair("variables", .map(Self.pairs(own, order: Template(input).variables)))]
        }
        if let reasoning = example.reasoning { pairs.append(YAMLPair("reasoning", .text(reasoning))) }
        pairs.append(YAMLPair("output", .text(example.output)))
        if let images = Self.texts(example.images) { pairs.append(YAMLPair("images", images)) }
        if !example.isOn { pairs.append(YAMLPair("on", .bare("false"))) }
        if let origin = example.origin { pairs.append(YAMLPair("origin", .text(origin))) }
        return .map(pairs)
    }

    private static func value(_ form: AnswerForm) -> YAMLValue {
        var pairs = [YAMLPair("type", .text(form.type))]
        if let choices = texts(form.choices) { pairs.append(YAMLPair("choices", choices)) }
        if let file = form.schemaFile {
            pairs.append(YAMLPair("schema", .text(file)))
        } else if let schema = form.schema {
            pairs.append(YAMLPair("schema", (try? YAMLValue(json: schema, name: "schema")) ?? .text(schema)))
        }
        if let grammar = form.grammarFile ?? form.grammar { pairs.append(YAMLPair("grammar", .text(grammar))) }
        if let constrain = form.isConstrained {
            pairs.append(YAMLPair("constrain", .bare(constrain ? "true" : "false")))
        }
        if let name = form.name { pairs.append(YAMLPair("name", .text(name))) }
        if let arguments = form.arguments {
            let value = try? JSONValue(reading: arguments)
            pairs.append(YAMLPair("arguments", value.map { YAMLValue($0) } ?? .text(arguments)))
        }
        if let tolerance = form.tolerance { pairs.append(YAMLPair("tolerance", .bare(tolerance))) }
        if let sentences = form.sentences { pairs.append(YAMLPair("sentences", .list(sentences.map { .text($0) }))) }
        return .map(pairs)
    }

    private static func value(_ lane: Lane) -> YAMLValue {
        var pairs = [YAMLPair("name", .text(lane.name))]
        if let technique = lane.technique { pairs.append(YAMLPair("technique", .bare(technique.rawValue))) }
        if let layout = lane.layout { pairs.append(YAMLPair("layout", .bare(layout.rawValue))) }
        if let model = lane.model { pairs.append(YAMLPair("model", .text(model))) }
        if let projector = lane.projector { pairs.append(YAMLPair("projector", .text(projector))) }
        if let samples = lane.samples { pairs.append(YAMLPair("samples", .bare(String(samples)))) }
        if let phrasing = lane.phrasing { pairs.append(YAMLPair("phrasing", .text(phrasing))) }
        if let sources = lane.sources { pairs.append(YAMLPair("sources", .bare(sources.rawValue))) }
        if let withholds = lane.withholdsRight {
            pairs.append(YAMLPair("withhold", .bare(withholds ? "true" : "false")))
        }
        if let settings = value(lane.modelParameters) { pairs.append(YAMLPair("modelParameters", settings)) }
        if let arguments = value(lane.templateArguments) { pairs.append(YAMLPair("templateArguments", arguments)) }
        return .map(pairs)
    }

    /// Returns values that are written as JSON; nil if there are none.
    private static func value(_ arguments: [String: String]) -> YAMLValue? {
        let pairs = arguments.sorted { $0.key < $1.key }.map { name, json in
            YAMLPair(name, (try? YAMLValue(json: json, name: name)) ?? .text(json))
        }
        return pairs.isEmpty ? nil : .map(pairs)
    }

    private static func value(_ patch: SettingsPatch) -> YAMLValue? {
        let pairs = patch.keys.compactMap { key in patch[key].map { YAMLPair(key.rawValue, value($0, of: key)) } }
        return pairs.isEmpty ? nil : .map(pairs)
    }

    private static func value(_ value: SettingsValue, of key: SettingsKey) -> YAMLValue {
        if let word = value.number.flatMap({ key.setting.word(for: $0) }) { return .bare(word) }
        return switch value {
        case .logitBias(let biases):
            .map(
                biases.sorted { $0.key < $1.key }.map {
                    YAMLPair(String($0.key), .bare(SettingsValue.number($0.value).description))
                })
        case .texts(let texts): .list(texts.map { .text($0) })
        case .order(let order) where !order.isPreset: .list(order.listed.map { .bare($0.rawValue) })
        case .number, .integer, .seed, .order, .decoding: .bare(value.description)
        }
    }
}
