import Constraints
import JSONText
import Prompting
import YAMLText

/// The JSON schema of an answer, as a prompt's file or another program's says it.
struct AnswerSchema {
    /// The schema as JSON text.
    let text: String
    private let value: PlacedValue
    private let schema: JSONSchema

    /// Reads a mapping. A mistake in it is told with its place.
    init(_ value: PlacedValue) throws(PromptFileError) {
        try self.init(try value.json, of: value)
    }

    /// Takes a schema that was made of a value. A mistake is told with the nearest place in that.
    init(_ json: JSONValue, of value: PlacedValue) throws(PromptFileError) {
        do throws(JSONSchemaError) {
            schema = try JSONSchema(json)
        } catch {
            throw value.value(at: error.pointer).wrong(error.problem)
        }
        (self.value, text) = (value, json.text)
    }

    /// Returns what llama.cpp's grammar of the schema lacks.
    ///
    /// - Throws: ``PromptFileError`` if there is no such grammar.
    func gaps() throws(PromptFileError) -> [GrammarGap] {
        let gaps = schema.grammarGaps
        if let refused = gaps.first(where: \.isRefused) {
            throw value.value(at: refused.pointer).wrong(refused.problem)
        }
        return gaps
    }
}
