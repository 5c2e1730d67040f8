import Prompting

/// A check of outputs that a prompt file's `evaluators` hold, in promptfoo's words.
package struct PromptCheck: Sendable, Hashable {
    /// What the file calls it.
    package var name: String
    /// `equals`, `contains`, `not-regex`, …
    package var type: String
    /// Texts to compare with; `{{name}}` in them is a value of the case.
    package var values: [String]
    /// For types that have one.
    package var threshold: Double?
}

extension PromptFile {
    /// The file's `evaluators`, and the names of those that are of another kind, like a judge.
    package var checks: (checks: [PromptCheck], others: [String]) {
        var checks: [PromptCheck] = []
        var others: [String] = []
        for entry in EvaluatorEntries(self).entries {
            if entry.checks.isEmpty { others.append(entry.name) }
            checks += entry.checks.map { check in
                var values: [String] = []
                switch check.value {
                case .list(let items): values = items.compactMap(\.scalar)
                case let value: values = [value?.scalar].compactMap(\.self)
                }
                return PromptCheck(
                    name: check.name, type: check.type, values: values, threshold: check.threshold.flatMap(Double.init))
            }
        }
        return (checks, others)
    }
}
