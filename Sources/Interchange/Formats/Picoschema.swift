import JSONText
import Library
import YAMLText

/// Picoschema, Dotprompt's short form of JSON schemas. https://google.github.io/dotprompt/reference/picoschema/
struct Picoschema {
    /// The schemas that are named and defined elsewhere.
    private(set) var unknown: [PlacedValue] = []

    private static let scalars: Set = ["string", "boolean", "null", "number", "integer", "any"]
    /// The key of all other properties of an object.
    private static let others = "(*)"

    /// Returns whether a schema in a Dotprompt file is a JSON schema: its keys `type` and `properties` tell.
    static func isJSONSchema(_ schema: JSONValue) -> Bool {
        guard case .object(let object) = schema else { return false }
        if case .text(let type)? = object["type"], scalars.union(["object", "array"]).contains(type) { return true }
        if case .object? = object["properties"] { return true }
        return false
    }

    /// Returns the JSON schema that the schema of a Dotprompt file stands for. A name that is defined elsewhere allows anything.
    mutating func schema(_ value: PlacedValue) throws(PromptFileError) -> JSONValue {
        let json = try value.json
        guard Self.isJSONSchema(json), case .object(var object) = json else { return .object(try read(value)) }
        if object["type"] == nil { object["type"] = .text("object") }
        return .object(object)
    }

    private mutating func read(_ value: PlacedValue) throws(PromptFileError) -> JSONObject {
        if value.scalar != nil { return try readType(value) }
        var (properties, required) = (JSONObject(), [JSONValue]())
        var schema: JSONObject = ["type": .text("object")]
        var rest = JSONValue.bool(false)
        for (key, part) in try value.entries() {
            guard key != Self.others else {
                rest = .object(try read(part))
                continue
            }
            let name = String(key.prefix { $0 != "(" })
            let isOptional = name.hasSuffix("?")
            let property = isOptional ? String(name.dropLast()) : name
            if !isOptional { required.append(.text(property)) }
            let inBrackets = key.dropFirst(name.count + 1)
            let (kind, description) = Self.parts(String(inBrackets.hasSuffix(")") ? inBrackets.dropLast() : inBrackets))
            var inner = try read(part, as: kind, isOptional: isOptional)
            if let description { inner["description"] = .text(description) }
            properties[property] = .object(inner)
        }
        schema["properties"] = .object(properties)
        if !required.isEmpty { schema["required"] = .list(required) }
        schema["additionalProperties"] = rest
        return schema
    }

    /// Reads a property of the kind in the brackets behind its name, which is empty if there are none. An optional property may also be
    /// null.
    private mutating func read(
        _ part: PlacedValue, as kind: String, isOptional: Bool
    ) throws(PromptFileError) -> JSONObject {
        var property: JSONObject
        switch kind {
        case "array": property = ["type": .text("array"), "items": .object(try read(part))]
        case "enum":
            var values: [JSONValue] = []
            for item in try part.items() { values.append(try item.json) }
            if isOptional, !values.contains(.null) { values.append(.null) }
            return ["enum": .list(values)]
        case "", "object": property = try read(part)
        default: throw part.wrong("has the kind `\(kind)` in brackets; Picoschema has array, object and enum.")
        }
        if isOptional, let type = property["type"], case .text = type {
            property["type"] = .list([type, .text("null")])
        }
        return property
    }

    private mutating func readType(_ value: PlacedValue) throws(PromptFileError) -> JSONObject {
        let (type, description) = Self.parts(try value.text())
        var schema = JSONObject()
        if !Self.scalars.contains(type) {
            unknown.append(value)
        } else if type != "any" {
            schema["type"] = .text(type)
        }
        if let description { schema["description"] = .text(description) }
        return schema
    }

    /// Returns a type and the description behind its comma; nil if there is none.
    private static func parts(_ text: String) -> (type: String, description: String?) {
        guard let comma = text.firstIndex(of: ",") else { return (text.trimmingBlanks, nil) }
        return (String(text[..<comma]).trimmingBlanks, String(text[text.index(after: comma)...]).trimmingBlanks)
    }
}
