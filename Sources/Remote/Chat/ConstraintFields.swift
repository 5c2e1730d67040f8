import JSONText
import Lanes
import Prompting

/// How a kind of server is asked to keep an answer to a constraint, from its documentation.
enum ConstraintFields {
    /// Returns the fields of a request; nil if the server can't be asked.
    static func fields(of constraint: OutputConstraint, for kind: Server.Kind, isChat: Bool) -> JSONObject? {
        // No server begins in the middle of an answer.
        guard constraint.after == nil else { return nil }
        switch constraint.language {
        case .grammar:
            switch kind {
            case .llamaServer, .llamaCppPython: return ["grammar": .text(constraint.text)]
            case .vLLM: return ["structured_outputs": .object(["grammar": .text(constraint.text)])]
            case .compatible, .openAI, .ollama, .anthropic, .google: return nil
            }
        case .schema:
            guard let schema = try? JSONValue(reading: constraint.text) else { return nil }
            switch kind {
            case .vLLM: return ["structured_outputs": .object(["json": schema])]
            case .llamaCppPython:
                return ["response_format": .object(["type": .text("json_object"), "schema": schema])]
            case .llamaServer where !isChat: return ["json_schema": schema]
            case .compatible, .openAI, .ollama, .google, .llamaServer:
                guard isChat else { return nil }
                // A schema that allows anything is no schema to these servers.
                if case .object(let object) = schema, object.members.isEmpty {
                    return ["response_format": .object(["type": .text("json_object")])]
                }
                var format: JSONObject = ["name": .text("answer"), "schema": schema]
                // OpenAI refuses a schema as strict unless it closes all objects and requires all their keys.
                if isClosed(schema), case .object(let root) = schema, root["type"] == .text("object") {
                    format["strict"] = .bool(true)
                }
                return ["response_format": .object(["type": .text("json_schema"), "json_schema": .object(format)])]
            case .anthropic: return nil
            }
        }
    }

    /// Returns whether all objects of a schema are closed and all their keys required.
    private static func isClosed(_ schema: JSONValue) -> Bool {
        switch schema {
        case .list(let items): return items.allSatisfy(isClosed)
        case .object(let object):
            if case .object(let properties)? = object["properties"] {
                guard object["additionalProperties"] == .bool(false), case .list(let required)? = object["required"],
                    Set(required) == Set(properties.members.map { .text($0.key) })
                else { return false }
            } else if object["type"] == .text("object") {
                return false
            }
            return object.members.allSatisfy { isClosed($0.value) }
        default: return true
        }
    }
}
