import Prompting

/// A check of outputs from a prompt file's `evaluators`, in promptfoo's words.
package struct PromptCheck: Sendable {
    /// The name that the file gives it.
    package var name: String
    /// promptfoo's word: `equals`, `contains`, `not-regex`, …
    package var type: String
    /// Texts to compare with; `{{name}}` in them is replaced by the case's value of that name.
    package var values: [String]
    /// The threshold of types that have one.
    package var threshold: Double?
    /// What the file has under `value`, with its place; nil if it has nothing there.
    package var value: PlacedValue?
}

extension PromptFile {
    /// The checks in the file's `evaluators`, and the names of evaluators of other kinds, like a judge.
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
                    name: check.name, type: check.type, values: values,
                    threshold: check.threshold.flatMap(Double.init), value: entry.value)
            }
        }
        return (checks, others)
    }
}
