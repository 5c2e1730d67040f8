import JSONText
import Library
import YAMLText

/// The properties of Prompty's second version: a list of names with kinds, which says what a JSON schema of an object says.
enum PromptySchema {
    private static let kinds: Set = ["string", "integer", "number", "float", "boolean", "array", "object"]

    // MARK: reading

    /// Returns the JSON schema of an output: of a list of properties, of a mapping of names to properties, alone or under
    /// `properties`, or a JSON schema as it is. Nil if it has no properties.
    static func output(_ value: PlacedValue) throws(PromptFileError) -> JSONValue? {
        guard value.isMapping else {
            return try value.items().isEmpty ? nil : try schema(list: value)
        }
        guard let properties = value["properties"] else {
            let isSchema = ["type", "$ref", "anyOf", "oneOf", "allOf", "enum", "const"].contains { value[$0] != nil }
            if isSchema, value["type"]?.isMapping != true { return try value.json }
            return try value.entries().isEmpty ? nil : try schema(try value.entries())
        }
        if properties.isList { return try schema(list: properties) }
        let hasKinds = try properties.entries().contains { $0.value["kind"] != nil }
        return hasKinds ? try schema(try properties.entries()) : try value.json
    }

    /// Returns the JSON schema of a list of properties.
    static func schema(list: PlacedValue) throws(PromptFileError) -> JSONValue {
        var named: [(name: String, value: PlacedValue)] = []
        for item in try list.items() {
            guard let name = item["name"] else { throw item.wrong("needs a name.") }
            named.append((try name.text(), item))
        }
        return try schema(named)
    }

    private static func schema(_ named: [(name: String, value: PlacedValue)]) throws(PromptFileError) -> JSONValue {
        var (properties, required) = (JSONObject(), [JSONValue]())
        for (name, item) in named {
            properties[name] = .object(try property(item))
            if let word = item["required"], word.scalar != nil, try word.isTrue() { required.append(.text(name)) }
        }
        var schema: JSONObject = ["type": .text("object"), "properties": .object(properties)]
        if !required.isEmpty { schema["required"] = .list(required) }
        return .object(schema)
    }

    private static func property(_ item: PlacedValue) throws(PromptFileError) -> JSONObject {
        if item.scalar != nil { return ["type": try type(item)] }
        var property = JSONObject()
        for (key, value) in try item.entries() where !value.isNothing {
            switch key {
            case "name": break
            case "required" where value.scalar != nil: break
            case "kind", "type": property["type"] = try type(value)
            case "enumValues": property["enum"] = try value.json
            case "properties" where value.isList:
                guard case .object(let inner) = try schema(list: value) else { break }
                for member in inner.members { property[member.key] = member.value }
            case "items" where value["kind"] != nil: property["items"] = .object(try self.property(value))
            default: property[key] = try value.json
            }
        }
        return property
    }

    private static func type(_ value: PlacedValue) throws(PromptFileError) -> JSONValue {
        value.scalar == "float" ? .text("number") : try value.json
    }

    // MARK: writing

    /// Returns the properties of a JSON schema of an object. `lost` gets the paths of keywords that they can't hold.
    static func list(_ schema: JSONObject, lost: inout [String]) -> [YAMLValue] {
        list(schema, path: "", lost: &lost)
    }

    private static func list(_ schema: JSONObject, path: String, lost: inout [String]) -> [YAMLValue] {
        lost += schema.members.map(\.key).filter { !["type", "properties", "required"].contains($0) }.map { path + $0 }
        guard case .object(let properties)? = schema["properties"] else { return [] }
        var list: [YAMLValue] = []
        for member in properties.members {
            var pairs = [YAMLPair("name", .text(member.key))]
            if case .object(let property) = member.value {
                pairs += self.pairs(property, path: "\(path)\(member.key).", lost: &lost)
            }
            if case .list(let names)? = schema["required"], names.contains(.text(member.key)) {
                pairs.append(YAMLPair("required", .bare("true")))
            }
            list.append(.map(pairs))
        }
        return list
    }

    private static func pairs(_ property: JSONObject, path: String, lost: inout [String]) -> [YAMLPair] {
        let isObject = property["type"] == .text("object")
        var pairs: [YAMLPair] = []
        for member in property.members {
            switch (member.key, member.value) {
            case ("type", .text(let kind)) where kinds.contains(kind): pairs.append(YAMLPair("kind", .bare(kind)))
            case ("enum", let values): pairs.append(YAMLPair("enumValues", YAMLValue(values)))
            case ("description", let text), ("default", let text): pairs.append(YAMLPair(member.key, YAMLValue(text)))
            case ("properties", .object) where isObject:
                let inner = property.members.filter { ["properties", "required"].contains($0.key) }
                var object = JSONObject()
                for member in inner { object[member.key] = member.value }
                pairs.append(YAMLPair("properties", .list(list(object, path: path, lost: &lost))))
            case ("required", _) where isObject && property["properties"] != nil: break
            case ("items", .object(let items)):
                pairs.append(YAMLPair("items", .map(self.pairs(items, path: path + "items.", lost: &lost))))
            default: lost.append(path + member.key)
            }
        }
        return pairs
    }
}
