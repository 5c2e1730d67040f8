import JSONText

/// A JSON schema (draft 2020-12, with draft-07's spellings) for checking values.
///
///     let schema = try JSONSchema(JSONValue(reading: #"{"properties": {"price": {"type": "number"}}}"#))
///     schema.validate(try JSONValue(reading: #"{"price": "9"}"#)).first?.sentence
///     // `/price` is text; the schema asks for a number
///
/// References within the document are followed. A schema may refer to itself, as long as each round goes deeper into the value.
package struct JSONSchema: Sendable {
    /// How the keyword `format` is used.
    package enum FormatUse: Sendable {
        /// Texts are checked, as ajv-formats checks them.
        case checked
        /// Nothing is checked, which is the specification's default.
        case annotation
    }

    /// A keyword that has no effect in a check, although a reader might expect one.
    package struct Notice: Hashable, Sendable, CustomStringConvertible {
        /// The place of the keyword.
        package let pointer: JSONPointer
        /// The second half of a sentence that says what isn't checked.
        package let problem: String

        /// A sentence with the place and what isn't checked there.
        package var description: String { "`\(pointer)` \(problem)" }
    }

    /// The schema as it was given.
    package let value: JSONValue
    /// The keywords and formats that aren't checked.
    package let notices: [Notice]
    let nodes: [SchemaNode]
    let resources: [SchemaResource]
    /// Whether any keyword depends on which parts of a value were looked at.
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

    /// Returns the violations of a value; an empty list if it fits. If there are many, only the first are returned.
    package func validate(_ value: JSONValue) -> [JSONViolation] {
        var evaluation = SchemaEvaluation(self)
        return evaluation.violations(of: value)
    }
}
