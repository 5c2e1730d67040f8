import JSONText
import Lanes
import Prompting

extension Assertion {
    /// Checks an output.
    ///
    /// - Parameters:
    ///   - output: The whole text of the output.
    ///   - columns: The case's values, for `{{name}}`.
    ///   - seconds: How long the output took.
    ///   - calls: The calls of tools in the output.
    ///   - tools: The tools that the prompt has.
    ///   - found: What ``needs(_:columns:)`` asked for.
    /// - Returns: True if the check holds; nil if the case has no value for it, or `found` lacks something.
    package func holds(
        for output: String, columns: [String: String], seconds: Double, calls: [ToolCall] = [], tools: [Tool] = [],
        found: Findings = Findings()
    ) -> Bool? {
        measured(output, columns, seconds: seconds, calls, tools).flatMap { check.holds(for: $0, found) }.map {
            $0 != isNegated
        }
    }

    /// Returns the reasons why the check fails, as sentences; an empty list if it has none to give.
    package func reasons(
        for output: String, columns: [String: String], seconds: Double, calls: [ToolCall] = [], tools: [Tool] = []
    ) -> [String] {
        measured(output, columns, seconds: seconds, calls, tools).map { check.reasons(for: $0, isNegated: isNegated) }
            ?? []
    }

    /// Throws if the texts that a case fills in can't be used.
    ///
    /// - Throws: ``Failure``.
    package func validate(for columns: [String: String]) throws(Failure) {
        if let texts = texts(columns) { _ = try check.prepared(for: texts) }
    }

    /// Returns what a model must be asked before the output can be checked.
    package func needs(_ output: String, columns: [String: String]) -> Needs {
        measured(output, columns, seconds: 0).map { check.needs($0) } ?? Needs()
    }

    /// Returns the output with the texts to compare it with; nil if the case has no value for one.
    private func measured(
        _ output: String, _ columns: [String: String], seconds: Double, _ calls: [ToolCall] = [], _ tools: [Tool] = []
    ) -> MeasuredOutput? {
        texts(columns).map {
            var measured = MeasuredOutput(
                output, references: $0, threshold: threshold, columns: columns, seconds: seconds)
            (measured.calls, measured.tools) = (calls, tools)
            return measured
        }
    }

    /// Returns the texts to compare with, with `{{column}}` replaced from the case; nil if the case lacks a column. A
    /// column may refer to other columns, as in promptfoo.
    private func texts(_ columns: [String: String]) -> [String]? {
        var texts: [String] = []
        for value in values {
            let parts = Template(value).parts
            if case .several = check.operands, parts.count == 1, case .variable(let name) = parts[0],
                let column = columns[name],
                let list = Self.list(column)
            {
                texts += list.map { Template.filled($0, with: columns) }
                continue
            }
            var text = ""
            for part in parts {
                switch part {
                case .text(let literal): text += literal
                case .variable(let name):
                    guard let column = columns[name] else { return nil }
                    text += Template.filled(column, with: columns)
                }
            }
            texts.append(text)
        }
        return texts
    }

    /// Returns the texts of a JSON list; nil if it isn't a list of texts.
    private static func list(_ text: String) -> [String]? {
        let bytes = Array(text.utf8)
        var reader = JSONReader(bytes, in: bytes.indices)
        guard text.trimmed.hasPrefix("["), case .list(let items)? = try? reader.whole() else { return nil }
        return items.map { item in
            if case .text(let text) = item { text } else { item.canonical }
        }
    }
}
