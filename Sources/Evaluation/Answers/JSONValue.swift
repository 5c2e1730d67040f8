/// A JSON value. Numbers keep the text that they are written as, so that no digit is lost.
enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(String)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    /// The value without white space, with sorted keys and canonical numbers, so that equal values have equal texts.
    var compact: String {
        switch self {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .number(let text): Self.canonicalNumber(text)
        case .text(let text): Self.quoted(text)
        case .list(let values): "[" + values.map(\.compact).joined(separator: ",") + "]"
        case .object(let values):
            "{"
                + values.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\($0.value.compact)" }
                .joined(separator: ",") + "}"
        }
    }

    /// Returns a number's canonical form; the number as it is written if its power of ten would make too many digits.
    static func canonicalNumber(_ text: String) -> String {
        let scanner = NumberScanner()
        let scalars = AnswerText(text)
        let start = text.hasPrefix("-") ? 1 : 0
        guard scalars[start]?.isDigit == true, NumberReading(scalars, at: start).end == scalars.count else {
            return text
        }
        return scanner.canonical(text) ?? text
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }
}
