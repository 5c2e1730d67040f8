import JSONText
import Prompting
import YAMLText

/// The form of an answer as OpenAI's `response_format` says it, and GitHub Models' `responseFormat` with `jsonSchema`.
package enum ResponseFormat {
    /// Returns the form that a `response_format` asks for; nil if it is text.
    ///
    /// - Throws: ``PromptFileError`` if it is none of `text`, `json_object` and `json_schema`, or the schema can't be read.
    package static func read(_ value: PlacedValue) throws(PromptFileError) -> AnswerForm? {
        var type = value.scalar
        if type == nil { type = try value["type"]?.text() }
        switch type {
        case "text": return nil
        case "json_object":
            return try value["schema"].map { schema throws(PromptFileError) in try form(schema) } ?? anyJSON
        case "json_schema":
            guard let schema = schema(in: value) else { throw value.wrong("has no `json_schema`.") }
            return try form(schema)
        default: throw value.wrong("is `\(type ?? "")`; it takes text, json_object or json_schema.")
        }
    }

    /// Returns the form that a `jsonSchema` asks for: a schema, alone or with a name, as a mapping or as JSON text.
    package static func read(jsonSchema value: PlacedValue) throws(PromptFileError) -> AnswerForm {
        var value = value
        if let text = value.scalar { value = try PlacedValue(text: text, name: value.source.file) }
        return try form(value["schema"] ?? value)
    }

    /// Returns the schema in a `response_format`; nil if it has none.
    package static func schema(in value: PlacedValue) -> PlacedValue? {
        value["json_schema"].map { $0["schema"] ?? $0 } ?? value["schema"]
    }

    /// Any JSON.
    package static let anyJSON = AnswerForm(type: "json", isConstrained: true)

    /// Returns the form of answers that fit a schema.
    package static func form(_ value: PlacedValue) throws(PromptFileError) -> AnswerForm {
        try form(try value.json, of: value)
    }

    /// Returns the form of answers that fit a schema that was made of a value.
    package static func form(_ json: JSONValue, of value: PlacedValue) throws(PromptFileError) -> AnswerForm {
        let schema = try AnswerSchema(json, of: value)
        _ = try schema.gaps()
        return AnswerForm(type: "json", schema: schema.text)
    }

    /// Returns OpenAI's `response_format` for a form; nil for one that it can't say.
    package static func value(_ form: AnswerForm?) -> JSONValue? {
        guard let form, form.isConstrained ?? true, ["json", "json:$"].contains(form.type) else { return nil }
        guard let schema = form.schema, let value = try? JSONValue(reading: schema) else {
            return form.isConstrained == true ? .object(["type": .text("json_object")]) : nil
        }
        return .object([
            "type": .text("json_schema"), "json_schema": .object(["name": .text("answer"), "schema": value]),
        ])
    }

    /// Returns GitHub Models' keys for a form; none for one that they can't say.
    package static func pairs(_ form: AnswerForm?) -> [YAMLPair] {
        guard case .object(let format)? = value(form), case .text(let type)? = format["type"] else { return [] }
        var pairs = [YAMLPair("responseFormat", .text(type))]
        if let schema = format["json_schema"] { pairs.append(YAMLPair("jsonSchema", .text(schema.text))) }
        return pairs
    }
}
