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
    /// What the check counts for in a set; nil if the file doesn't say.
    package var weight: Double?
    /// What the file has under `value`, with its place; nil if it has nothing there.
    package var value: PlacedValue?
    /// The checks of a set; empty for others.
    package var members: [PromptCheck] = []

    /// Takes a check of the file's, with the entry that it stands in.
    init(_ check: Evaluator, in entry: PlacedValue) {
        name = check.name
        type = check.type
        switch check.value {
        case .list(let items): values = items.compactMap(\.scalar)
        case let value: values = [value?.scalar].compactMap(\.self)
        }
        threshold = check.threshold.flatMap { Double($0) }
        weight = check.weight.flatMap { Double($0) }
        value = entry["value"]
        for inner in (try? entry["assert"]?.items()) ?? [] {
            members += Evaluator.read(inner).map { PromptCheck($0, in: inner) }
        }
    }
}

extension PromptFile {
    /// The checks in the file's `evaluators`, and the names of evaluators of other kinds, like a judge.
    package var checks: (checks: [PromptCheck], others: [String]) {
        var checks: [PromptCheck] = []
        var others: [String] = []
        for entry in EvaluatorEntries(self).entries {
            if entry.checks.isEmpty { others.append(entry.name) }
            checks += entry.checks.map { PromptCheck($0, in: entry.place) }
        }
        return (checks, others)
    }
}
