/// Checks which regular expressions llama.cpp can turn into grammar rules (`_pattern_to_rule` in
/// common/json-schema-to-grammar.cpp).
enum GrammarPattern {
    /// Returns the reason why there is no rule for an expression, as a part of a sentence; nil if there is a rule.
    static func problem(_ pattern: String) -> String? {
        guard pattern.count > 1, pattern.hasPrefix("^"), pattern.hasSuffix("$") else {
            return "llama.cpp reads only what begins with ^ and ends with $"
        }
        var rest = pattern.unicodeScalars.dropFirst().dropLast()
        var isInClass = false
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\":
                guard let next = rest.first else { return "it ends with a backslash" }
                // Inside a class, only the escapes that a grammar's own classes have are known.
                let known = isInClass ? "tnr\\\"[]-xuU" : "tnr\\\"[]-xuU^$.()|{}*+?"
                guard known.unicodeScalars.contains(next) else { return "llama.cpp doesn't read \\\(next)" }
                rest.removeFirst()
            case "]": isInClass = false
            case "[": isInClass = true
            case "{" where !isInClass:
                guard let end = rest.firstIndex(of: "}") else { return "it has a { without its }" }
                guard repetition(rest[..<end]) != nil else { return "llama.cpp reads only numbers between { and }" }
                rest = rest[end...].dropFirst()
            case "^" where !isInClass, "$" where !isInClass:
                return "llama.cpp reads no \(scalar) inside"
            case "(" where !isInClass && rest.first == "?" && !rest.starts(with: "?:".unicodeScalars):
                return "llama.cpp reads no groups but (…) and (?:…)"
            default: break
            }
        }
        return nil
    }

    /// Returns the least and the most repetitions of each `{…}` in an expression that has a rule; most is nil if there is no limit.
    static func repetitions(in pattern: String) -> [(least: Int, most: Int?)] {
        var found: [(least: Int, most: Int?)] = []
        var isInClass = false
        var rest = pattern.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\": _ = rest.popFirst()
            case "]": isInClass = false
            case "[": isInClass = true
            case "{" where !isInClass:
                guard let end = rest.firstIndex(of: "}"), let read = repetition(rest[..<end]) else { continue }
                found.append(read)
            default: break
            }
        }
        return found
    }

    /// Reads what stands between `{` and `}`: `2`, `2,`, `,5` or `2,5`; nil for anything else. `most` is nil if there is no limit.
    private static func repetition(_ text: Substring.UnicodeScalarView) -> (least: Int, most: Int?)? {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int32(String($0)) }
        switch numbers.count {
        case 1: return numbers[0].map { (Int($0), Int($0)) }
        case 2:
            guard numbers[0] != nil || text.first == ",", numbers[1] != nil || text.last == "," else { return nil }
            return (numbers[0].map { Int($0) } ?? 0, numbers[1].map { Int($0) })
        default: return nil
        }
    }
}
