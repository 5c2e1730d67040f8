import Prompting

/// A check of an output that needs no right answer, like the evaluators of GitHub Models and promptfoo.
package struct Assertion: Sendable {
    /// Why a check can't be created.
    package enum Failure: Error, Hashable, CustomStringConvertible {
        /// Lathe has no check of this type.
        case unknown(type: String)
        /// A value or a threshold is missing.
        case incomplete(type: String, needs: String)
        /// The value isn't a regular expression.
        case badPattern(String, reason: String)
        /// The value isn't a JSON schema. `problem` is the second half of a sentence.
        case badSchema(at: String, problem: String)

        /// A sentence that says what is wrong, and which checks there are.
        package var description: String {
            switch self {
            case .unknown(let type):
                "`\(type)` is a check that Lathe can't make; it can make \(Measures.checks.map(\.name).joined(separator: ", "))."
            case .incomplete(let type, let needs): "`\(type)` needs \(needs)."
            case .badPattern(let pattern, let reason): "`\(pattern)` is not a regular expression: \(reason)."
            case .badSchema(let place, let problem): "the schema\(place.isEmpty ? "" : "'s `\(place)`") \(problem)"
            }
        }
    }

    /// The name that reports show.
    package let name: String
    /// The check.
    package let check: any Check
    /// True if the check must not hold (`not-contains`).
    package let isNegated: Bool
    /// Texts to compare with; `{{name}}` in them is a column of the case.
    package let values: [String]
    /// Milliseconds for `latency`, characters for `levenshtein`, a cosine for `similar`.
    package let threshold: Double?
    /// True if ``values`` is a list as it stands; a single text may be several with commas between them.
    let isList: Bool
    /// What its score counts for in a set of checks, at least 0. A check of weight 0 is made but decides nothing.
    package let weight: Double

    /// Creates a check by promptfoo's name for it, with or without `not-` before it.
    ///
    /// - Throws: ``Failure``.
    package init(
        name: String? = nil, type: String, values: [String], isList: Bool = false, threshold: Double? = nil,
        weight: Double = 1
    ) throws(Failure) {
        guard let check = Measures.check(type) else { throw .unknown(type: type) }
        try check.validate(values, threshold: threshold, type: type)
        self.init(
            try check.prepared(for: values),
            name: name ?? (check.hasShortValue ? [type] + values.prefix(1) : [type]).joined(separator: " "),
            isNegated: type.hasPrefix("not-"), values: values, isList: isList, threshold: threshold, weight: weight)
    }

    /// Creates a check of other checks, all of which must hold; with a threshold, the mean of their scores, each with its
    /// weight, must reach that instead.
    ///
    /// - Throws: ``Failure`` if there are none.
    package init(
        setOf members: [Assertion], type: String, name: String, threshold: Double? = nil, weight: Double = 1
    ) throws(Failure) {
        let set = AssertionSet(members)
        try set.validate([], threshold: threshold, type: type)
        self.init(set, name: name, isNegated: type.hasPrefix("not-"), threshold: threshold, weight: weight)
    }

    init(
        _ check: any Check, name: String, isNegated: Bool = false, values: [String] = [], isList: Bool = false,
        threshold: Double? = nil, weight: Double = 1
    ) {
        self.check = check
        self.name = name
        self.isNegated = isNegated
        self.values = values
        self.isList = isList
        self.threshold = threshold
        self.weight = max(0, weight)
    }

    /// The columns of a case that it takes values from; of a set, those of each check in it.
    package var lookups: [Set<String>] {
        if let set = check as? AssertionSet { return set.members.flatMap(\.lookups) }
        return weight > 0 ? [Set(values.flatMap { Template($0).variables })] : []
    }

    /// The parts of the schema that aren't checked, as sentences.
    package var notices: [String] {
        let inner = (check as? AssertionSet)?.members.flatMap(\.notices) ?? []
        return inner + ((check as? JSONCheck)?.schema?.notices.map { "\(name): the schema's \($0)" } ?? [])
    }
}

extension Assertion: Hashable {
    /// Returns whether both have the same name and check the same.
    package static func == (first: Assertion, second: Assertion) -> Bool { first.identity == second.identity }

    /// Hashes what is compared.
    package func hash(into hasher: inout Hasher) { hasher.combine(identity) }

    /// All that decides what it finds, as texts.
    package var identity: [String] {
        let members = (check as? AssertionSet)?.members.flatMap(\.identity) ?? []
        return [name, check.name, "\(isNegated)", threshold.map { "\($0)" } ?? "", "\(weight)", "\(isList)"] + values
            + members
    }
}
