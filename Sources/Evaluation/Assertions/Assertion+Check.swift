import Foundation
import Prompting

extension Assertion {
    /// Checks an output.
    ///
    /// - Parameters:
    ///   - output: The whole text of the output.
    ///   - columns: The case's values, for `{{name}}`.
    ///   - seconds: How long the output took.
    /// - Returns: Whether it is as it should be; nil where the case has no value for it.
    public func holds(for output: String, columns: [String: String], seconds: Double) -> Bool? {
        var texts: [String] = []
        for value in values {
            var text = ""
            for part in Template(value).parts {
                switch part {
                case .text(let literal): text += literal
                case .variable(let name):
                    guard let column = columns[name] else { return nil }
                    text += column
                }
            }
            texts.append(text)
        }
        let first = texts.first ?? ""
        let isSo =
            switch kind {
            case .equals: output.trimmed == first.trimmed
            case .contains: output.contains(first)
            case .icontains: output.lowercased().contains(first.lowercased())
            case .startsWith: output.trimmed.hasPrefix(first)
            case .endsWith: output.trimmed.hasSuffix(first)
            case .containsAny: texts.contains { output.contains($0) }
            case .containsAll: texts.allSatisfy { output.contains($0) }
            case .icontainsAny: texts.contains { output.lowercased().contains($0.lowercased()) }
            case .icontainsAll: texts.allSatisfy { output.lowercased().contains($0.lowercased()) }
            case .regex: output.range(of: first, options: .regularExpression) != nil
            case .isJSON: Self.isJSON(output.trimmed)
            case .containsJSON: Self.containsJSON(output)
            case .latency: seconds * 1000 <= threshold ?? 0
            case .levenshtein: EditDistance.distance(output.trimmed, first.trimmed) <= Int(threshold ?? 5)
            }
        return isSo != isNegated
    }

    static func isJSON(_ text: String) -> Bool {
        (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)) != nil
    }

    /// Whether an object or a list in JSON stands somewhere in a text.
    private static func containsJSON(_ text: String) -> Bool {
        let scalars = Array(text.utf8)
        for start in scalars.indices where scalars[start] == UInt8(ascii: "{") || scalars[start] == UInt8(ascii: "[") {
            let close = scalars[start] == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]")
            var depth = 0
            for end in start..<scalars.count {
                if scalars[end] == scalars[start] { depth += 1 }
                if scalars[end] == close { depth -= 1 }
                guard depth == 0 else { continue }
                if (try? JSONSerialization.jsonObject(with: Data(scalars[start...end]))) != nil { return true }
                break
            }
        }
        return false
    }
}
