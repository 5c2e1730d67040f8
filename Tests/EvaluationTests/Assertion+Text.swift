import Evaluation
import Lanes
import Prompting

extension Assertion {
    /// Checks a text.
    func holds(
        for text: String, columns: [String: String], seconds: Double, calls: [ToolCall] = [], tools: [Tool] = [],
        found: Findings = Findings()
    ) -> Bool? {
        holds(for: measured(text, columns, seconds, calls, tools), found)
    }

    /// Returns the reasons why a text fails.
    func reasons(
        for text: String, columns: [String: String], seconds: Double, calls: [ToolCall] = [], tools: [Tool] = []
    ) -> [String] {
        reasons(for: measured(text, columns, seconds, calls, tools))
    }

    private func measured(
        _ text: String, _ columns: [String: String], _ seconds: Double, _ calls: [ToolCall], _ tools: [Tool]
    ) -> MeasuredOutput {
        var output = MeasuredOutput(text, columns: columns, seconds: seconds)
        (output.calls, output.tools) = (calls, tools)
        return output
    }
}
