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
            case "^" where !isInClass, "$" where !isInClass:
                return "llama.cpp reads no \(scalar) inside"
            case "(" where !isInClass && rest.first == "?" && !rest.starts(with: "?:".unicodeScalars):
                return "llama.cpp reads no groups but (…) and (?:…)"
            default: break
            }
        }
        return nil
    }
}
