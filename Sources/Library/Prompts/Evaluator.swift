import Prompting
import YAMLText

/// A check of an output in a file's `evaluators`: in GitHub Models' form (`string: { contains: … }`), or with the
/// `type`, `value` and `threshold` of promptfoo's assertions. `{{name}}` in the value is replaced by the case's value
/// of that name; a case without that value isn't checked.
package struct Evaluator: Sendable, Equatable {
    /// The name that reports show.
    package var name: String
    /// promptfoo's word, such as `equals`, `contains`, `starts-with`, `is-json` or `not-regex`. promptfoo has none for
    /// GitHub Models' `endsWith`, which is `ends-with` here.
    package var type: String
    /// The text or list to compare with; nil if the type takes none.
    package var value: YAMLValue?
    /// The number that a score must reach, as it is written in the file; nil if none is given.
    package var threshold: String?
    /// What the check counts for in a set, as it is written in the file; nil if that is 1.
    package var weight: String?
    /// The checks of a set, whose type is `assert-set`; empty for others.
    package var members: [Evaluator] = []

    /// Creates a check.
    package init(name: String, type: String, value: YAMLValue? = nil, threshold: String? = nil) {
        self.name = name
        self.type = type
        self.value = value
        self.threshold = threshold
    }

    /// GitHub Models' words for comparing texts, each with the type.
    package static let strings = [
        ("equals", "equals"), ("contains", "contains"), ("startsWith", "starts-with"), ("endsWith", "ends-with"),
    ]

    /// The entry as it stands in a file.
    package var yaml: YAMLValue {
        if let word = Self.strings.first(where: { $0.1 == type })?.0, let value, value.scalar != nil, threshold == nil,
            weight == nil
        {
            return .map([YAMLPair("name", .text(name)), YAMLPair("string", .map([YAMLPair(word, value)]))])
        }
        var pairs = [YAMLPair("name", .text(name)), YAMLPair("type", .text(type))]
        if let value { pairs.append(YAMLPair("value", value)) }
        if let threshold { pairs.append(YAMLPair("threshold", .bare(threshold))) }
        if let weight { pairs.append(YAMLPair("weight", .bare(weight))) }
        if !members.isEmpty { pairs.append(YAMLPair("assert", .list(members.map(\.yaml)))) }
        return .map(pairs)
    }

    /// Returns the checks of one entry of `evaluators`; empty if the entry is of another kind, like a judge.
    package static func read(_ entry: PlacedValue) -> [Evaluator] {
        let name = entry["name"]?.scalar
        if let type = entry["type"]?.scalar {
            var evaluator = Evaluator(
                name: name ?? type, type: type, value: entry["value"].flatMap { YAMLValue($0.node) },
                threshold: entry["threshold"]?.scalar)
            evaluator.weight = entry["weight"]?.scalar
            evaluator.members = ((try? entry["assert"]?.items()) ?? []).flatMap { read($0) }
            return [evaluator]
        }
        guard let strings = try? entry["string"]?.entries() else { return [] }
        return strings.compactMap { word, value in
            guard let type = Self.strings.first(where: { $0.0 == word })?.1, let text = value.scalar else { return nil }
            return Evaluator(name: name ?? type, type: type, value: .text(text))
        }
    }

    /// The column of the case, if the value is only `{{column}}`; else nil.
    package var column: String? {
        guard let text = value?.scalar, case .variable(let name) = Template(text).parts.first,
            Template(text).parts.count == 1
        else { return nil }
        return name
    }

    /// Returns whether the check, or one of a set, takes its value from a column of the case that isn't among `names`.
    package func looksUp(besides names: [String]) -> Bool {
        column.map { !names.contains($0) } ?? false || members.contains { $0.looksUp(besides: names) }
    }

    /// The type without its `not-`.
    package var plainType: String { type.hasPrefix("not-") ? String(type.dropFirst(4)) : type }
}
