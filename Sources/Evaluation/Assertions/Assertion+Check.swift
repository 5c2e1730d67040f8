import Foundation
import Prompting

extension Assertion {
    /// Checks an output.
    ///
    /// - Parameters:
    ///   - output: The whole text of the output.
    ///   - columns: The case's values, for `{{name}}`.
    ///   - seconds: How long the output took.
    ///   - measures: What ``needs(_:columns:)`` asked for.
    /// - Returns: Whether it is as it should be; nil where the case has no value for it, or a text isn't measured.
    public func holds(
        for output: String, columns: [String: String], seconds: Double, measures: TextMeasures = TextMeasures()
    ) -> Bool? {
        guard let texts = texts(columns) else { return nil }
        let first = texts.first ?? ""
        let isSo: Bool? =
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
            case .regex: Self.matches(first, output)
            case .isJSON: JSONValidity.score(output) == 1
            case .containsJSON: Self.containsJSON(output)
            case .latency: seconds * 1000 <= threshold ?? 0
            case .levenshtein: EditDistance.distance(output.trimmed, first.trimmed) <= Int(threshold ?? 5)
            case .similar:
                texts.compactMap { measures.cosine(output.trimmed, $0.trimmed) }.max()
                    .map { $0 >= threshold ?? Self.similarity }
            }
        return isSo.map { $0 != isNegated }
    }

    /// The texts that have to be measured before an output can be checked.
    public func needs(_ output: String, columns: [String: String]) -> TextNeeds {
        var needs = TextNeeds()
        if kind == .similar, let texts = texts(columns) { needs.embed(([output] + texts).map(\.trimmed)) }
        return needs
    }

    /// The values with the case's own filled in, which may name others of its values, as in promptfoo; nil where it has none for one.
    private func texts(_ columns: [String: String]) -> [String]? {
        var texts: [String] = []
        for value in values {
            let parts = Template(value).parts
            if isOfSeveral, parts.count == 1, case .variable(let name) = parts[0], let column = columns[name],
                let list = Self.list(column)
            {
                texts += list.map { Template.filled($0, with: columns) }
                continue
            }
            var text = ""
            for part in parts {
                switch part {
                case .text(let literal): text += literal
                case .variable(let name):
                    guard let column = columns[name] else { return nil }
                    text += Template.filled(column, with: columns)
                }
            }
            texts.append(text)
        }
        return texts
    }

    /// Whether it compares with several texts, which a case holds as a list in JSON.
    private var isOfSeveral: Bool {
        [.containsAny, .containsAll, .icontainsAny, .icontainsAll, .similar].contains(kind)
    }

    /// The texts of a list in JSON; nil where a text is none.
    private static func list(_ text: String) -> [String]? {
        let bytes = Array(text.utf8)
        var reader = JSONReader(bytes, in: bytes.indices)
        guard text.trimmed.hasPrefix("["), case .list(let items)? = try? reader.whole() else { return nil }
        return items.map { item in
            if case .text(let text) = item { text } else { item.compact }
        }
    }

    /// Whether an object or a list in JSON stands somewhere in a text.
    private static func containsJSON(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        // Unfinished brackets are read again for each that they hold, and no more often than this.
        var budget = 8 * bytes.count + 4096
        for start in bytes.indices where bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[") {
            var reader = JSONReader(bytes, in: start..<bytes.count)
            if (try? reader.value()) != nil { return true }
            budget -= reader.index - start
            if budget < 0 { return false }
        }
        return false
    }

    /// Whether a pattern matches; one that takes too long doesn't.
    private static func matches(_ pattern: String, _ text: String) -> Bool {
        guard let scanner = try? PatternScanner(pattern) else { return false }
        if case .nothing = scanner.search(text[...], pick: .first, followsSentence: false) { return false }
        return true
    }
}
