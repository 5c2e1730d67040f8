import JSONText
import Prompting

extension Assertion {
    /// Checks an output, whose own references and threshold don't matter.
    ///
    /// - Parameters:
    ///   - output: The output, with the case's values for `{{name}}`.
    ///   - found: What ``needs(_:)`` asked for.
    /// - Returns: True if the check holds; nil if the case has no value for it, or if `found` or the output lacks
    ///   something.
    package func holds(for output: MeasuredOutput, _ found: Findings = Findings()) -> Bool? {
        measured(output).flatMap { check.holds(for: $0, found) }.map { $0 != isNegated }
    }

    /// Returns how well the output does, from 0 to 1; nil where ``holds(for:_:)`` is nil.
    package func score(for output: MeasuredOutput, _ found: Findings = Findings()) -> Double? {
        measured(output).flatMap { check.score(for: $0, found) }.map { isNegated ? 1 - $0 : $0 }
    }

    /// Returns the checks that should be made but can't be, because `found` or the output lacks something.
    func unmeasured(_ output: MeasuredOutput, _ found: Findings) -> [any Check] {
        if let set = check as? AssertionSet { return set.members.flatMap { $0.unmeasured(output, found) } }
        return measured(output).map { check.holds(for: $0, found) == nil } ?? false ? [check] : []
    }

    /// Returns the reasons why the check fails, as sentences; an empty list if it has none to give.
    package func reasons(for output: MeasuredOutput, _ found: Findings = Findings()) -> [String] {
        measured(output).map { check.reasons(for: $0, found, isNegated: isNegated) } ?? []
    }

    /// Throws if the texts that a case fills in can't be used.
    ///
    /// - Throws: ``Failure``.
    package func validate(for columns: [String: String]) throws(Failure) {
        if let set = check as? AssertionSet { for member in set.members { try member.validate(for: columns) } }
        if let texts = texts(columns) { _ = try check.prepared(for: texts) }
    }

    /// Returns what a model must be asked before the output can be checked.
    package func needs(_ output: MeasuredOutput) -> Needs {
        measured(output).map { check.needs($0) } ?? Needs()
    }

    /// Returns the output with the texts to compare it with; nil if the case has no value for one.
    private func measured(_ output: MeasuredOutput) -> MeasuredOutput? {
        texts(output.columns).map {
            var measured = output
            (measured.references, measured.threshold) = ($0, threshold)
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
            // As promptfoo: texts between commas, of which those in quotation marks may contain commas.
            if check.splitsAtCommas, !isList {
                texts += CheckCell.list(text)
            } else {
                texts.append(text)
            }
        }
        // A case whose cell is empty has no value either.
        if case .several = check.operands, texts.isEmpty { return nil }
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
