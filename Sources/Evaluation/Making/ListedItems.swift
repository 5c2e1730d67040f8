import Prompting

/// Reads the numbered list that a model writes when it is asked for more of something.
package enum ListedItems {
    /// Returns the items in their order. `isCut` says that the text was ended by a limit, so that its last item isn't whole.
    ///
    /// Items begin with a number (`9.`, `9)`, `**9.**`, `9:`), or with a dash or bullet if none has a number. A text that has neither is
    /// one item if it is `continued`: the number stands before the text. With `areLines` an item ends at the end of its line, and what
    /// a model says before or after the list is no item.
    package static func read(
        _ text: String, continued: Bool, areLines: Bool, isCut: Bool = false
    ) -> (items: [String], cut: String?) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        let hasNumbers = lines.contains { numbered($0) != nil }
        let hasBullets = !hasNumbers && !continued && lines.contains { bulleted($0) != nil }
        var items: [String] = []
        // Continued text begins within an item, whose number stands before it.
        var item: String? = continued ? "" : nil
        for line in lines {
            if let start = hasNumbers ? numbered(line) : hasBullets ? bulleted(line) : nil {
                if let item { items.append(item) }
                item = start
            } else if areLines, let current = item, !current.trimmed.isEmpty {
                items.append(current)
                item = nil
            } else if let current = item {
                item = current.isEmpty ? line : current + "\n" + line
            }
        }
        if let item { items.append(item) }
        var found = items.map(plain).filter { !$0.isEmpty }
        // The last item is whole if another line came after it.
        guard isCut, item != nil, !found.isEmpty else { return (found, nil) }
        let cut = found.removeLast()
        return (found, cut)
    }

    /// Returns what stands behind the number of a line; nil if it has none.
    private static func numbered(_ line: String) -> String? {
        var rest = line.drop { $0 == " " || $0 == "\t" || $0 == "*" || $0 == "#" }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard (1...3).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        guard let mark = rest.first, ".):".contains(mark) else { return nil }
        rest = rest.dropFirst().drop { $0 == "*" }
        // `3.5 metres` is no third item.
        guard rest.isEmpty || rest.first?.isWhitespace == true else { return nil }
        return String(rest)
    }

    private static func bulleted(_ line: String) -> String? {
        let rest = line.drop { $0 == " " || $0 == "\t" }
        guard let mark = rest.first, "-*•·".contains(mark), rest.dropFirst().first == " " else { return nil }
        return String(rest.dropFirst(2))
    }

    /// Returns an item without the marks that models set around it: quotation marks, bold, blanks.
    private static func plain(_ item: String) -> String {
        var text = item.trimmed
        if text.hasPrefix("**"), text.hasSuffix("**"), text.count > 4 { text = String(text.dropFirst(2).dropLast(2)) }
        for (open, close) in [("\"", "\""), ("“", "”"), ("「", "」")]
        where text.count > 2 && text.hasPrefix(open) && text.hasSuffix(close) {
            let inside = text.dropFirst().dropLast()
            if !inside.contains(open), !inside.contains(close) { text = String(inside) }
        }
        return text.trimmed
    }

    /// Returns the values of variables that an item writes as `name: value`, each on a line of its own; nil if one is missing.
    package static func values(in item: String, of names: [String]) -> [String: String]? {
        guard names.count != 1 else { return [names[0]: item] }
        var values: [String: String] = [:]
        var name: String?
        for line in item.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let word = String(parts[0]).trimmed.trimmingMarks
            if parts.count == 2, names.contains(word), values[word] == nil {
                name = word
                values[word] = String(parts[1].drop { $0 == "*" }).trimmed
            } else if let name {
                values[name, default: ""] += "\n" + line
            }
        }
        let trimmed = values.mapValues(\.trimmed)
        return names.allSatisfy { trimmed[$0]?.isEmpty == false } ? trimmed : nil
    }

    /// Returns the item that ``values(in:of:)`` reads back.
    package static func item(of values: [String: String], names: [String]) -> String {
        names.count == 1
            ? values[names[0]] ?? "" : names.map { "\($0): \(values[$0] ?? "")" }.joined(separator: "\n")
    }
}

extension String {
    /// The text without asterisks at its ends.
    fileprivate var trimmingMarks: String {
        String(drop { $0 == "*" || $0 == "-" || $0 == " " }.reversed().drop { $0 == "*" }.reversed())
    }
}
