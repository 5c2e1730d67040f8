extension Template {
    /// Returns the values with which the template gives a text; nil if it can't give it, or if the text doesn't tell
    /// where one value ends and the next begins. Space at the ends doesn't count.
    ///
    ///     Template("Review: {{review}}").values(in: "Review: Loved it.")    // ["review": "Loved it."]
    package func values(in text: String) -> [String: String]? {
        var rest = text.trimmed[...]
        var values: [String: String] = [:]
        var open: String?
        for (index, part) in parts.enumerated() {
            switch part {
            case .variable(let name):
                guard open == nil, values[name] == nil else { return nil }
                open = name
            case .text(let written):
                let isLast = index == parts.count - 1
                let start = index == 0 ? Substring(written.trimmedAtStart) : written[...]
                let literal = isLast ? Substring(String(start).trimmedAtEnd) : start
                guard !literal.isEmpty else { continue }
                if let name = open {
                    let found =
                        isLast
                        ? rest.hasSuffix(literal)
                            ? rest.index(rest.endIndex, offsetBy: -literal.count)..<rest.endIndex : nil
                        : rest.firstRange(of: literal)
                    guard let found else { return nil }
                    values[name] = String(rest[..<found.lowerBound])
                    rest = rest[found.upperBound...]
                    open = nil
                } else {
                    guard rest.hasPrefix(literal) else { return nil }
                    rest = rest.dropFirst(literal.count)
                }
            }
        }
        guard let name = open else { return rest.isEmpty && !values.isEmpty ? values : nil }
        guard values[name] == nil else { return nil }
        values[name] = String(rest)
        return values
    }

    /// Returns the text with these values, which may have variables of their own; nil if one of its variables has none.
    package func text(with values: [String: String]) -> String? {
        var text = ""
        for part in parts {
            switch part {
            case .text(let literal): text += literal
            case .variable(let name):
                guard let value = values[name] else { return nil }
                text += value
            }
        }
        return text
    }
}
