import Constraints
import JSONText
import Lanes
import Prompting

/// Checks whether the output calls tools of the prompt, each with arguments that fit its parameters.
struct ToolCallCheck: Check {
    let name: String
    let meaning =
        "the output calls at least one tool, each is one of the prompt's `tools`, and the arguments fit the schema of its `parameters`"
    let operands = CheckOperands.none

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? { failures(output).isEmpty }

    func reasons(for output: MeasuredOutput, _ found: Findings, isNegated: Bool) -> [String] {
        isNegated ? ["The calls are valid."] : failures(output)
    }

    private func failures(_ output: MeasuredOutput) -> [String] {
        guard !output.calls.isEmpty else { return ["The output calls no tool."] }
        return output.calls.flatMap { call in
            guard let tool = output.tools.first(where: { $0.name == call.name }) else {
                return ["The prompt has no tool `\(call.name)`."]
            }
            return failures(call, of: tool)
        }
    }

    /// Returns the reasons why a call's arguments don't fit a tool's parameters.
    private func failures(_ call: ToolCall, of tool: Tool) -> [String] {
        guard case .object(let definition)? = try? JSONValue(reading: tool.definition),
            case .object(let function)? = definition["function"], let parameters = function["parameters"]
        else { return [] }
        do throws(JSONSchemaError) {
            let violations = try JSONSchema(parameters).validate(.object(call.object ?? JSONObject()))
            return violations.map { "`\(call.name)`: \($0.sentence)." }
        } catch {
            let place = error.pointer.steps.isEmpty ? "" : " at `\(error.pointer)`"
            return ["The parameters of `\(call.name)` aren't a JSON schema\(place): they \(error.problem)"]
        }
    }
}
