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

    /// Creates a check by promptfoo's name for it, with or without `not-` before it.
    ///
    /// - Throws: ``Failure``.
    package init(name: String? = nil, type: String, values: [String], threshold: Double? = nil) throws(Failure) {
        guard let check = Measures.check(type) else { throw .unknown(type: type) }
        try check.validate(values, threshold: threshold, type: type)
        self.init(
            try check.prepared(for: values),
            name: name ?? (check.hasShortValue ? [type] + values.prefix(1) : [type]).joined(separator: " "),
            isNegated: type.hasPrefix("not-"), values: values, threshold: threshold)
    }

    init(_ check: any Check, name: String, isNegated: Bool = false, values: [String] = [], threshold: Double? = nil) {
        self.check = check
        self.name = name
        self.isNegated = isNegated
        self.values = values
        self.threshold = threshold
    }

    /// The parts of the schema that aren't checked, as sentences.
    package var notices: [String] {
        (check as? JSONCheck)?.schema?.notices.map { "\(name): the schema's \($0)" } ?? []
    }

    /// Reads a check as a cell of promptfoo's `__expected` columns says it: `contains: Paris`, `not-regex: \d`,
    /// `levenshtein(5): Seoul`, `contains-any: a, b`. A text without a type means `equals`.
    ///
    /// - Throws: ``Failure``, also for checks that need a program or a judge.
    package init(cell: String) throws(Failure) {
        let pattern = /(?<type>[a-z][a-z-]*)(?:\((?<threshold>\d+(?:\.\d+)?)\))?(?<rest>:.*)?/.dotMatchesNewlines()
        guard let match = cell.wholeMatch(of: pattern), Self.isPromptfoos(String(match.type)),
            match.rest != nil || match.threshold != nil || match.type.hasSuffix("-json")
        else {
            try self.init(type: "equals", values: [cell])
            return
        }
        let type = String(match.type)
        let value = (match.rest.map { String($0.dropFirst()) } ?? "").trimmed
        let isList = type.hasSuffix("-any") || type.hasSuffix("-all")
        let values = isList ? value.split(separator: ",").map { String($0).trimmed } : value.isEmpty ? [] : [value]
        try self.init(
            name: Measures.check(type)?.hasShortValue == false ? type : cell, type: type, values: values,
            threshold: match.threshold.flatMap { Double($0) })
    }

    /// Returns whether a word before a colon is a type of promptfoo's. In `Note: yes` it isn't.
    private static func isPromptfoos(_ word: String) -> Bool {
        let plain = word.hasPrefix("not-") ? String(word.dropFirst(4)) : word
        let others: Set = [
            "grade", "llm-rubric", "javascript", "fn", "eval", "python", "factuality", "closedqa", "cost",
            "rouge-n", "bleu", "perplexity", "is-sql", "is-xml", "is-html", "webhook", "model-graded-closedqa",
        ]
        return Measures.check(plain) != nil || others.contains(plain)
    }
}

extension Assertion: Hashable {
    /// Returns whether both have the same name and check the same.
    package static func == (first: Assertion, second: Assertion) -> Bool { first.identity == second.identity }

    /// Hashes what is compared.
    package func hash(into hasher: inout Hasher) { hasher.combine(identity) }

    private var identity: [String] { [name, check.name, "\(isNegated)", threshold.map { "\($0)" } ?? ""] + values }
}
