import JSONText

/// A JSON schema (draft 2020-12, with draft-07's spellings) that values are checked against.
///
///     let schema = try JSONSchema(JSONValue(reading: #"{"properties": {"price": {"type": "number"}}}"#))
///     schema.validate(try JSONValue(reading: #"{"price": "9"}"#)).first?.sentence
///     // `/price` is text; the schema asks for a number
///
/// References within the document are followed. A schema may refer to itself, as long as each round goes deeper into the value.
package struct JSONSchema: Sendable {
    /// What is done with `format`.
    package enum FormatUse: Sendable {
        /// Texts are checked, as ajv-formats does.
        case checked
        /// Nothing, as the specification has it by default.
        case annotation
    }

    /// A keyword that says nothing in a check, though one might think so.
    package struct Notice: Hashable, Sendable, CustomStringConvertible {
        /// Where the keyword stands.
        package let pointer: JSONPointer
        /// What is not checked, as the second half of a sentence.
        package let problem: String

        /// The place and what is not checked there.
        package var description: String { "`\(pointer)` \(problem)" }
    }

    /// The schema as it was given.
    package let value: JSONValue
    /// Keywords and formats that are not checked.
    package let notices: [Notice]
    let nodes: [SchemaNode]
    let resources: [SchemaResource]
    /// Whether anything depends on which parts of a value were looked at.
    let countsEvaluated: Bool

    /// Reads a schema.
    ///
    /// - Parameters:
    ///   - value: An object, or true or false.
    ///   - formats: What is done with `format`.
    /// - Throws: ``JSONSchemaError`` with the place of the first mistake.
    package init(_ value: JSONValue, formats: FormatUse = .checked) throws(JSONSchemaError) {
        var compiler = SchemaCompiler(value, formats: formats)
        try compiler.compile()
        self.value = value
        notices = compiler.notices
        nodes = compiler.nodes
        resources = compiler.resources
        countsEvaluated = compiler.countsEvaluated
    }

    /// Returns what of a value doesn't fit; nothing if all does. Of many violations the first are returned.
    package func validate(_ value: JSONValue) -> [JSONViolation] {
        var evaluation = SchemaEvaluation(self)
        return evaluation.violations(of: value)
    }
}
