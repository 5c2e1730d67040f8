import JSONText
import Library
import Prompting
import Sampling

/// Reads a `.prompty` file of the first version (`model.configuration`, `sample`) or the second (`model.id`, `inputs`).
/// https://prompty.ai/core-concepts/file-format
struct PromptyReader {
    private let matter: FrontMatter
    private let name: String
    private let context: ImportContext
    private(set) var losses = Losses()
    /// Inputs whose values aren't texts: conversations, images.
    private var rich: [String] = []

    init(_ text: String, name: String, context: ImportContext) throws(PromptFileError) {
        matter = try FrontMatter(text: text, name: name)
        try matter.checkFilled()
        self.name = name
        self.context = context
    }

    mutating func prompt() throws(PromptFileError) -> ImportedPrompt {
        var prompt = Prompt()
        var syntax = TemplateSyntax.jinja
        losses.add(commentsAt: matter.commentLines, of: name)
        matter.reportTextAbove(to: &losses)
        var title = ""
        var outputs: PlacedValue?
        for (key, value) in try matter.header?.entries() ?? [] where !value.isNothing {
            switch key {
            case "name": prompt.name = try value.text()
            case "displayName": title = try value.text()
            case "description": prompt.description = try value.text()
            case "tags": prompt.tags = try value.texts()
            case "metadata":
                for (key, part) in try value.entries() {
                    if key == "tags" {
                        prompt.tags = try part.texts()
                    } else {
                        losses.add(part, "has no counterpart in Lathe.")
                    }
                }
            case "model": try readModel(value, into: &prompt)
            case "sample": try readSample(value, into: &prompt)
            case "inputs": try readInputs(value, into: &prompt)
            case "inputSchema":
                // Properties may be listed at once, or stand beside `examples` and `strict`.
                guard value.isMapping, let properties = value["properties"] else {
                    try readInputs(value, into: &prompt)
                    break
                }
                for (key, part) in try value.entries() where key != "properties" && !part.isNothing {
                    losses.add(part, "has no counterpart in Lathe.")
                }
                try readInputs(properties, into: &prompt)
            case "template": syntax = try template(value)
            case "tools": try PromptyTools.read(value, into: &prompt.tools, context: context, losses: &losses)
            case "outputs", "outputSchema": outputs = value
            default: losses.add(value, "has no counterpart in Lathe.")
            }
        }
        if let outputs { try readOutputs(outputs, into: &prompt) }
        if !title.isEmpty, prompt.name.isEmpty { prompt.name = title }
        if matter.body.isEmpty { losses.add("\(name): it has no text below its header, so the prompt is empty.") }
        ForeignTurns.fill(
            &prompt, with: turns(syntax), place: matter.place(), context: context, losses: &losses)
        return ImportedPrompt(name: prompt.name.isEmpty ? context.baseName(name) : prompt.name, prompt: prompt)
    }

    /// Reads the properties of an answer in JSON. In the first version they only tell what the answer has if the model is asked for
    /// JSON.
    private mutating func readOutputs(_ value: PlacedValue, into prompt: inout Prompt) throws(PromptFileError) {
        let model = matter.header?["model"]
        let isFirst =
            matter.header?["sample"] != nil || ["api", "configuration", "parameters"].contains { model?[$0] != nil }
        if isFirst, prompt.answer == nil {
            return losses.add(
                value, "describes the answer, but no `response_format` asks for JSON; the answer is free.")
        }
        if let schema = try PromptySchema.output(value) { prompt.answer = try ResponseFormat.form(schema, of: value) }
    }

    // MARK: header

    private mutating func readModel(_ model: PlacedValue, into prompt: inout Prompt) throws(PromptFileError) {
        guard model.isMapping else {
            prompt.model = context.model(model, losses: &losses)
            return
        }
        for (key, value) in try model.entries() where !value.isNothing {
            switch key {
            case "id": prompt.model = context.model(value, losses: &losses)
            case "configuration" where value.isMapping:
                let name = value["model"] ?? value["azure_deployment"]
                if let name { prompt.model = context.model(name, losses: &losses) }
                if try value.entries().count > (name == nil ? 0 : 1) { losses.add(value, Self.connection) }
            case "api", "apiType":
                if ["completion", "text"].contains(value.scalar ?? "") {
                    prompt.layout = .completion
                } else if value.scalar != "chat" {
                    losses.add(value, "is `\(value.scalar ?? "")`; Lathe has only chat and completion.")
                }
            case "options", "parameters":
                for (name, part) in try value.entries() where name == "additionalProperties" && part.isMapping {
                    try ForeignSettings.read(
                        part, into: &prompt.modelParameters, samples: &prompt.samples, losses: &losses)
                }
                try readSettings(value, into: &prompt)
            case "response": losses.add(value, "selects a part of a server's answer; Lathe takes its text.")
            default: losses.add(value, Self.connection)
            }
        }
    }

    private static let connection = "describes a server's address; Lathe runs the model itself."

    private mutating func readSettings(_ value: PlacedValue, into prompt: inout Prompt) throws(PromptFileError) {
        for (name, part) in try value.entries() where name != "additionalProperties" && !part.isNothing {
            if name == "response_format" {
                prompt.answer = try ResponseFormat.read(part)
            } else if name == "tools" {
                try ForeignTools.read(part, into: &prompt.tools, context: context, losses: &losses)
            } else if name == "n", let count = part.scalar.flatMap({ Int($0) }), 1...1000 ~= count {
                prompt.samples = count > 1 ? count : nil
            } else if let key = SettingsKey(foreignName: name) {
                try ForeignSettings.read(part, as: key, into: &prompt.modelParameters, losses: &losses)
            } else {
                losses.add(part, "is not a setting of Lathe's.")
            }
        }
    }

    /// Reads the first version's sample values, from the file or from one beside it.
    private mutating func readSample(_ value: PlacedValue, into prompt: inout Prompt) throws(PromptFileError) {
        var sample = value
        if let word = value.scalar {
            let path = word.hasPrefix("${file:") ? String(word.dropFirst(7).dropLast()) : word
            guard let text = context.file(path) else {
                return losses.add(value, "is the file \(path), which can't be read.")
            }
            sample = try PlacedValue(text: text, name: path)
        }
        for (name, part) in try sample.entries() { try add(part, to: &prompt.variables, as: name) }
    }

    private mutating func add(
        _ value: PlacedValue, to values: inout [String: String], as name: String
    ) throws(PromptFileError) {
        if value.scalar != nil {
            values[name] = try value.text()
        } else if case .sequence(let items, _) = value.node.content, items.isEmpty {
            losses.add(value, "is an empty list; Lathe's variables are texts.")
        } else {
            losses.add(value, "is \(value.node.kind); Lathe's variables are texts.")
        }
    }

    private mutating func readInputs(_ inputs: PlacedValue, into prompt: inout Prompt) throws(PromptFileError) {
        var examples: [String: String] = [:]
        var named: [(name: String, value: PlacedValue)] = []
        if inputs.isList {
            for item in try inputs.items() {
                guard let name = item["name"] else { throw item.wrong("needs a name.") }
                named.append((try name.text(), item))
            }
        } else {
            named = try inputs.entries()
        }
        for (name, input) in named where !input.isNothing {
            guard input.isMapping else {
                try add(input, to: &prompt.variables, as: name)
                continue
            }
            let kind = (input["kind"] ?? input["type"])?.scalar ?? "string"
            if ["thread", "image", "file", "audio"].contains(kind) {
                rich.append(name)
                losses.add(input, "is of the kind \(kind); Lathe sends only texts.")
                continue
            }
            for (key, value) in try input.entries() where !value.isNothing {
                switch key {
                case "name", "required": break
                case "kind" where value.scalar == "string", "type" where value.scalar == "string": break
                case "default": try add(value, to: &prompt.variables, as: name)
                case "example", "sample": try add(value, to: &examples, as: name)
                default:
                    losses.add(
                        value, "describes a variable; Lathe's variables are only texts, with or without a value.")
                }
            }
        }
        if !examples.isEmpty { prompt.testData = [examples] }
    }

    private mutating func template(_ value: PlacedValue) throws(PromptFileError) -> TemplateSyntax {
        let format = value.isMapping ? value["format"] : value
        let word = (format?.isMapping == true ? format?["kind"] : format)?.scalar ?? "jinja2"
        switch word {
        case "jinja2", "nunjucks": return .jinja
        case "mustache", "handlebars": return .handlebars
        default:
            losses.add(value, "is `\(word)`; the text is read as Jinja.")
            return .jinja
        }
    }

    // MARK: text

    private mutating func turns(_ syntax: TemplateSyntax) -> [MessageTurn] {
        var turns: [MessageTurn] = []
        for message in PromptyMarkup.messages(of: matter.body) {
            let place = matter.place(message.line)
            guard let role = ForeignTurns.role(message.role) else {
                losses.add("\(place) Lathe has no role `\(message.role)`; the message is left out.")
                continue
            }
            if !message.attributes.isEmpty {
                losses.add("\(place) `\(message.role)\(message.attributes)`: Lathe's messages have only a role.")
            }
            var parts = syntax.parts(of: message.text)
            for name in rich where parts.contains(.variable(name)) {
                parts.removeAll { $0 == .variable(name) }
                losses.add("\(place) `{{\(name)}}` is left out.")
            }
            if message.text.contains(/!\[[^\]]*\]\([^)]+\)/) {
                losses.add("\(place) an image stays as the text that names it; its file under `images` is sent.")
            }
            let (text, problems, names) = parts.asTemplate
            losses.names.add(names)
            for problem in problems { losses.add("\(place) \(problem.sentence)", problem.remedy) }
            let content = text.trimmingBlanks
            if !content.isEmpty || message.text.isEmpty { turns.append(MessageTurn(role: role, content: content)) }
        }
        return turns
    }
}
