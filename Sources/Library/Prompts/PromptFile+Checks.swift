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
    /// True if the file has a list under `value`.
    package var isList = false
    /// The checks of a set; empty for others.
    package var members: [PromptCheck] = []
    /// The names of a set's checks of other kinds, like a judge.
    package var others: [String] = []
    /// What the file has as threshold or weight though it is no number; nil if they are numbers.
    package var badNumber: String?

    /// Takes a check of the file's, with the entry that it stands in.
    init(_ check: Evaluator, in entry: PlacedValue) {
        name = check.name
        type = check.type
        switch check.value {
        case .list(let items): (values, isList) = (items.compactMap(\.scalar), true)
        case let value: values = [value?.scalar].compactMap(\.self)
        }
        threshold = Self.number(check.threshold)
        weight = Self.number(check.weight)
        badNumber = [check.threshold, check.weight].compactMap(\.self).first { Self.number($0) == nil }
        value = entry["value"]
        for inner in (try? entry["assert"]?.items()) ?? [] {
            let read = Evaluator.read(inner).map { PromptCheck($0, in: inner) }
            if read.isEmpty { others.append(inner["name"]?.scalar ?? "without a name") }
            members += read
        }
    }

    private static func number(_ text: String?) -> Double? {
        text.flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
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
