import Foundation
import Prompting

/// A check of an output that needs no right answer, as GitHub Models' and promptfoo's evaluators have them.
public struct Assertion: Sendable, Hashable {
    /// Why a check can't be made.
    public enum Failure: Error, Hashable, CustomStringConvertible {
        /// Lathe doesn't have it.
        case unknown(type: String)
        /// It needs a value, or a threshold.
        case incomplete(type: String, needs: String)
        /// The pattern isn't one.
        case badPattern(String, reason: String)

        /// What is wrong, and what there is.
        public var description: String {
            switch self {
            case .unknown(let type):
                "`\(type)` is a check that Lathe can't make; it can make \(CheckKind.allCases.map(\.rawValue).joined(separator: ", "))."
            case .incomplete(let type, let needs): "`\(type)` needs \(needs)."
            case .badPattern(let pattern, let reason): "`\(pattern)` is not a regular expression: \(reason)."
            }
        }
    }

    /// What it is called in reports.
    public let name: String
    /// What is checked.
    public let kind: CheckKind
    /// Whether it must not be so (`not-contains`).
    public let isNegated: Bool
    /// Texts to compare with; `{{name}}` in them is a column of the case.
    public let values: [String]
    /// Milliseconds for `latency`, characters for `levenshtein`, a cosine for `similar`.
    public let threshold: Double?

    /// The cosine that is `similar` where none is given, as in promptfoo.
    public static let similarity = 0.75

    /// A check by promptfoo's name for it, with `not-` before it or not.
    ///
    /// - Throws: ``Failure``.
    public init(name: String? = nil, type: String, values: [String], threshold: Double? = nil) throws(Failure) {
        isNegated = type.hasPrefix("not-")
        guard let kind = CheckKind(type: type) else {
            throw .unknown(type: type)
        }
        self.kind = kind
        self.values = values
        self.threshold = threshold
        self.name = name ?? ([type] + values.prefix(1)).joined(separator: " ")
        switch kind {
        case .latency: if threshold == nil { throw .incomplete(type: type, needs: "a threshold in milliseconds") }
        case .isJSON, .containsJSON: break
        case .regex:
            guard let pattern = values.first else { throw .incomplete(type: type, needs: "a value") }
            do {
                _ = try NSRegularExpression(pattern: pattern)
            } catch {
                throw .badPattern(pattern, reason: "it can't be read")
            }
        default: if values.isEmpty { throw .incomplete(type: type, needs: "a value") }
        }
    }

    /// A check as a cell of promptfoo's `__expected` columns says it: `contains: Paris`, `not-regex: \d`, `levenshtein(5): Seoul`,
    /// `contains-any: a, b`, and a text alone for `equals`.
    ///
    /// - Throws: ``Failure``, for checks that need a program or a judge as well.
    public init(cell: String) throws(Failure) {
        let pattern = /(?<type>[a-z][a-z-]*)(?:\((?<threshold>\d+(?:\.\d+)?)\))?(?<rest>:.*)?/.dotMatchesNewlines()
        guard let match = cell.wholeMatch(of: pattern), Self.isPromptfoos(String(match.type)),
            match.rest != nil || match.threshold != nil || match.type.hasSuffix("-json")
        else {
            try self.init(type: CheckKind.equals.rawValue, values: [cell])
            return
        }
        let type = String(match.type)
        let value = (match.rest.map { String($0.dropFirst()) } ?? "").trimmed
        let isList = type.hasSuffix("-any") || type.hasSuffix("-all")
        let values = isList ? value.split(separator: ",").map { String($0).trimmed } : value.isEmpty ? [] : [value]
        try self.init(
            name: cell, type: type, values: values, threshold: match.threshold.flatMap { Double($0) })
    }

    /// Whether a word before a colon is one of promptfoo's, so that `Note: yes` is a text.
    private static func isPromptfoos(_ word: String) -> Bool {
        let plain = word.hasPrefix("not-") ? String(word.dropFirst(4)) : word
        let others: Set = [
            "grade", "llm-rubric", "javascript", "fn", "eval", "python", "factuality", "closedqa", "cost",
            "rouge-n", "bleu", "perplexity", "is-sql", "is-xml", "is-html", "webhook", "model-graded-closedqa",
        ]
        return CheckKind(rawValue: plain) != nil || others.contains(plain)
    }
}
