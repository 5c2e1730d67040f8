/// A check as a cell of promptfoo's `__expected` columns says it: `contains: Paris`, `not-regex: \d`,
/// `levenshtein(5): Seoul`, `contains-any: a, "b, c"`. A text without a type means `equals`.
package struct CheckCell: Sendable, Hashable {
    /// The type, with or without `not-` before it.
    package var type: String
    /// Texts to compare with.
    package var values: [String]
    /// The threshold; nil if none is given.
    package var threshold: Double?
    /// True if the cell names the type.
    package var namesType: Bool

    /// Reads a cell.
    package init(_ cell: String) {
        let pattern = /(?<type>[a-z][a-z-]*)(?:\((?<threshold>\d+(?:\.\d+)?)\))?(?<rest>:.*)?/.dotMatchesNewlines()
        guard let match = cell.wholeMatch(of: pattern), Self.isPromptfoos(String(match.type)),
            match.rest != nil || match.threshold != nil || Self.mayStandAlone(String(match.type))
        else {
            (type, values, threshold, namesType) = ("equals", [cell], nil, false)
            return
        }
        type = String(match.type)
        threshold = match.threshold.flatMap { Double($0) }
        namesType = true
        let value = (match.rest.map { String($0.dropFirst()) } ?? "").trimmed
        if Measures.check(type)?.splitsAtCommas == true {
            values = Self.list(value)
        } else {
            values = value.isEmpty ? [] : [value]
        }
    }

    /// Returns the texts between commas. A text in quotation marks may contain commas, and stands for what is between
    /// the marks; two marks inside stand for one.
    package static func list(_ text: String) -> [String] {
        var texts: [String] = []
        var rest = text[...].drop(while: \.isWhitespace)
        while !rest.isEmpty {
            if rest.first == "\"", let (quoted, after) = quoted(rest) {
                texts.append(quoted)
                rest = after
            } else {
                let end = rest.firstIndex(of: ",") ?? rest.endIndex
                let item = String(rest[..<end]).trimmed
                if !item.isEmpty { texts.append(item) }
                rest = rest[end...]
            }
            rest = rest.drop(while: \.isWhitespace)
            if rest.first == "," { rest = rest.dropFirst().drop(while: \.isWhitespace) }
        }
        return texts
    }

    /// Returns a text in quotation marks and what follows; nil if the marks don't end before a comma or the text's end.
    private static func quoted(_ text: Substring) -> (text: String, rest: Substring)? {
        var quoted = ""
        var rest = text.dropFirst()
        while let character = rest.popFirst() {
            guard character == "\"" else {
                quoted.append(character)
                continue
            }
            if rest.first == "\"" {
                quoted.append("\"")
                rest.removeFirst()
                continue
            }
            let next = rest.first { !$0.isWhitespace }
            return next == nil || next == "," ? (quoted, rest) : nil
        }
        return nil
    }

    /// Returns whether a check without value and threshold is meant by its name alone. Others could be a right answer.
    private static func mayStandAlone(_ type: String) -> Bool {
        let plain = type.hasPrefix("not-") ? String(type.dropFirst(4)) : type
        return plain.hasSuffix("-json") || plain.hasSuffix("-call") || ForeignChecks.withoutValue.contains(plain)
    }

    /// Returns whether a word before a colon is a type of promptfoo's. In `Note: yes` it isn't.
    private static func isPromptfoos(_ word: String) -> Bool {
        let plain = word.hasPrefix("not-") ? String(word.dropFirst(4)) : word
        return Measures.check(plain) != nil || ForeignChecks.withoutValue.contains(plain)
            || ForeignChecks.withValue.contains(plain)
    }
}

extension Assertion {
    /// Reads a check as a cell of promptfoo's `__expected` columns says it; see ``CheckCell``.
    ///
    /// - Throws: ``Failure``, also for checks that need a program or a judge.
    package init(cell text: String) throws(Failure) {
        let cell = CheckCell(text)
        try self.init(
            name: !cell.namesType || Measures.check(cell.type)?.hasShortValue == false ? nil : text, type: cell.type,
            values: cell.values, isList: Measures.check(cell.type)?.splitsAtCommas == true, threshold: cell.threshold)
    }
}
