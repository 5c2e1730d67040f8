import Constraints
import JSONText
import Prompting

/// Checks whether the output is JSON, or contains a JSON object or list.
struct JSONCheck: Check {
    let isWhole: Bool
    /// The schema; nil if there is none, or if cases fill in parts of it.
    private(set) var schema: JSONSchema?
    let operands = CheckOperands.schema
    let lack: String? = "because the case's value is not a JSON schema"

    init(isWhole: Bool) {
        self.isWhole = isWhole
    }

    var name: String { isWhole ? "is-json" : "contains-json" }

    var meaning: String {
        (isWhole ? "the output is JSON" : "the output contains an object or a list in JSON")
            + ", and fits the schema if there is one"
    }

    func prepared(for values: [String]) throws(Assertion.Failure) -> any Check {
        guard let text = values.first, Template(text).variables.isEmpty else { return self }
        var prepared = self
        prepared.schema = try Self.schema(text)
        return prepared
    }

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? { failures(output)?.isEmpty }

    func reasons(for output: MeasuredOutput, _ found: Findings, isNegated: Bool) -> [String] {
        guard isNegated else { return failures(output) ?? [] }
        let subject = isWhole ? "The output is JSON" : "There is JSON in the output"
        return [subject + (output.references.isEmpty ? "." : " that fits the schema.")]
    }

    /// Returns the reasons why the check doesn't hold, as sentences; nil if the case's schema is none.
    private func failures(_ output: MeasuredOutput) -> [String]? {
        var schema = schema
        if schema == nil, let text = output.references.first {
            guard let read = try? Self.schema(text) else { return nil }
            schema = read
        }
        return isWhole ? failures(ofWhole: output.text, schema) : failures(inside: output.text, schema)
    }

    private func failures(ofWhole text: String, _ schema: JSONSchema?) -> [String] {
        do throws(JSONMistake) {
            let value = try JSONValue(reading: text)
            return schema?.validate(value).map { $0.sentence + "." } ?? []
        } catch {
            return ["The output \(error)."]
        }
    }

    /// Returns the reasons why the value that comes nearest to the schema doesn't fit it.
    private func failures(inside text: String, _ schema: JSONSchema?) -> [String] {
        var nearest: [JSONViolation]?
        for value in JSONInText(text) {
            let violations = schema?.validate(value) ?? []
            if violations.isEmpty { return [] }
            if nearest.map({ violations.count < $0.count }) ?? true { nearest = violations }
        }
        return nearest?.map { $0.sentence + "." } ?? ["The output has no object or list in JSON."]
    }

    private static func schema(_ text: String) throws(Assertion.Failure) -> JSONSchema {
        let value: JSONValue
        do throws(JSONMistake) {
            value = try JSONValue(reading: text)
        } catch {
            throw .badSchema(at: "", problem: "\(error).")
        }
        do throws(JSONSchemaError) {
            return try JSONSchema(value)
        } catch {
            throw .badSchema(at: "\(error.pointer)", problem: error.problem)
        }
    }
}
