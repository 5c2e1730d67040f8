import Foundation
import JSONText

/// How the rows of a data set become cases.
package struct DataOptions: Sendable, Hashable {
    /// The form of a data file.
    package enum Format: Sendable, Hashable {
        case json
        /// Comma-separated values, with quotes. If the separator is nil, the first lines decide.
        case csv(separator: Character?)
        /// Tab-separated values, without quotes.
        case tsv
        /// A table; the first lines decide about the separator, and with tabs there are no quotes.
        case table

        /// Takes the form from the end of a file's name, in lower case; nil if Lathe reads no data set with that
        /// ending.
        package init?(fileExtension: String) {
            switch fileExtension {
            case "tsv", "tab": self = .tsv
            case "csv": self = .csv(separator: nil)
            case "jsonl", "ndjson", "json": self = .json
            default: return nil
            }
        }
    }

    /// A column that fills a variable of another name.
    package struct Mapping: Sendable, Hashable {
        /// The column, or a path into one, as in `question.stem`.
        package var column: String
        /// The variable.
        package var variable: String

        /// Reads `column=variable`; nil if the text isn't one. The variable is behind the last `=`.
        package init?(_ text: String) {
            guard let equals = text.lastIndex(of: "=") else { return nil }
            (column, variable) = (String(text[..<equals]).trimmed, String(text[text.index(after: equals)...]).trimmed)
            guard !column.isEmpty, !variable.isEmpty else { return nil }
        }

        /// Creates the mapping.
        package init(column: String, variable: String) {
            self.column = column
            self.variable = variable
        }
    }

    /// Columns, or paths into them, that fill variables of another name.
    package var map: [Mapping] = []
    /// The column of the right answers, or a path into one, as in `answers.text[0]`; if nil, `expected`, `target`, `ideal` or `__expected`, whichever is there.
    package var expectedColumn: String?
    /// The right answer is only the text behind the last occurrence of this, as behind GSM8K's `####`. If nil, it is
    /// the whole text.
    package var expectedAfter: String?
    /// The form of the answers that is asked for; nil for the prompt's own. If it is JSON, right answers may be lists and objects.
    package var answer: AnswerType?
    /// For each of the prompt's own checks the columns that it takes values from. A row without a right answer is a case if
    /// one of them can be made.
    package var checks: [Set<String>] = []
    /// Conditions that a row must meet, all of them.
    package var conditions: [RowCondition] = []
    /// Seed to shuffle the rows with, before `limit` cuts; nil keeps their order. The same seed gives the same order.
    package var shuffleSeed: UInt64?
    /// The largest number of cases; nil takes all.
    package var limit: Int?

    /// Takes all rows, and columns by their own names.
    package init() {}
}

/// A condition on a row: `level=hard`, `level!=hard`, `question~apples` (contains), `steps<4`, `steps>=4` (as numbers).
package struct RowCondition: Sendable, Hashable {
    enum Relation: String, CaseIterable {
        // In the order in which they are looked for.
        case atMost = "<=", atLeast = ">=", not = "!=", equal = "=", contains = "~", below = "<", above = ">"
    }

    /// The column that the condition is on, or a path into one.
    package let path: DataPath
    let relation: Relation
    let value: String

    /// Reads a condition; nil if the text isn't one.
    package init?(_ text: String) {
        let found = Relation.allCases.compactMap { relation in
            text.range(of: relation.rawValue).map { (relation, $0) }
        }
        guard
            let (relation, range) = found.min(by: {
                ($0.1.lowerBound, -$0.0.rawValue.count) < ($1.1.lowerBound, -$1.0.rawValue.count)
            }),
            range.lowerBound > text.startIndex
        else { return nil }
        path = DataPath(String(text[..<range.lowerBound]).trimmed)
        self.relation = relation
        value = String(text[range.upperBound...]).trimmed
        if [.atMost, .atLeast, .below, .above].contains(relation), Double(value) == nil { return nil }
    }

    /// Returns whether a row meets the condition; of a list, one of its texts must, and with `!=` none may be the value.
    func holds(for row: JSONObject) -> Bool {
        let found = path.value(in: row)
        let texts = found?.texts ?? [found?.spelled ?? ""]
        if relation == .not { return !texts.contains(value) }
        return (texts.isEmpty ? [""] : texts).contains(where: holds)
    }

    private func holds(_ text: String) -> Bool {
        switch relation {
        case .equal, .not: return text == value
        case .contains: return text.range(of: value, options: .caseInsensitive) != nil
        default:
            guard let number = Double(text), let limit = Double(value) else { return false }
            switch relation {
            case .atMost: return number <= limit
            case .atLeast: return number >= limit
            case .below: return number < limit
            default: return number > limit
            }
        }
    }
}
