import JSONText
import Prompting
import YAMLText

extension Tool {
    /// Reads a list of tools: in OpenAI's shape, or as bare functions with `name`, `description` and `parameters`.
    ///
    /// - Throws: ``PromptFileError`` with the place of the mistake.
    package static func read(_ list: PlacedValue) throws(PromptFileError) -> [Tool] {
        var tools: [Tool] = []
        for item in try list.items() {
            let tool = try Tool(item)
            guard !tools.contains(where: { $0.name == tool.name }) else {
                throw item.wrong("has the name `\(tool.name)`, which another tool has too.")
            }
            tools.append(tool)
        }
        return tools
    }

    /// Reads one tool. A bare function is put into OpenAI's shape.
    ///
    /// - Throws: ``PromptFileError`` with the place of the mistake.
    package init(_ item: PlacedValue) throws(PromptFileError) {
        guard item.isMapping else {
            throw item.wrong("is \(item.node.kind); a tool is written as `type: function` with a `function`.")
        }
        if let type = item["type"], item["function"] != nil || type.scalar != "function" {
            guard try type.text() == "function" else {
                throw type.wrong("is `\(try type.text())`; Lathe knows tools of the type `function` only.")
            }
        }
        let function = item["function"] ?? item
        guard function.isMapping else {
            throw function.wrong("is \(function.node.kind); it takes `name`, `description` and `parameters`.")
        }
        guard let named = function["name"] else {
            throw item["function"] == nil
                ? item.wrong("has no `function`, and no `name` that would make it a function by itself.")
                : function.wrong("has no `name`.")
        }
        let name = try named.text()
        guard !name.isEmpty, !name.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x20 })
        else {
            throw named.wrong("is `\(name)`; the name of a tool is one word.")
        }
        if let description = function["description"] { _ = try description.text() }
        if let parameters = function["parameters"], !parameters.isMapping {
            throw parameters.wrong("is \(parameters.node.kind); it takes a JSON schema: keys with values.")
        }
        let value = try item.json
        if item["function"] != nil, case .object(var object) = value {
            if object["type"] == nil {
                var typed = JSONObject()
                typed["type"] = .text("function")
                for member in object.members { typed[member.key] = member.value }
                object = typed
            }
            self.init(name: name, definition: JSONValue.object(object).text)
        } else {
            var own = JSONObject()
            if case .object(let object) = value {
                // OpenAI's newer interface writes the type beside the name.
                for member in object.members where member.key != "type" { own[member.key] = member.value }
            }
            let whole: JSONObject = ["type": .text("function"), "function": .object(own)]
            self.init(name: name, definition: JSONValue.object(whole).text)
        }
    }

    /// The definition as a prompt file writes it.
    package var yaml: YAMLValue { (try? JSONValue(reading: definition)).map { YAMLValue($0) } ?? .text(definition) }
}

extension YAMLValue {
    /// Creates the YAML of a JSON value, with its order of keys and every digit.
    package init(_ value: JSONValue) {
        switch value {
        case .null: self = .bare("null")
        case .bool(let flag): self = .bare(flag ? "true" : "false")
        case .number(let text): self = .bare(text)
        case .text(let text): self = .text(text)
        case .list(let items): self = .list(items.map { YAMLValue($0) })
        case .object(let object): self = .map(object.members.map { YAMLPair($0.key, YAMLValue($0.value)) })
        }
    }
}
