extension AnswerForm {
    /// The choices of a `choice`, with a range such as `A-E` spelt out.
    package var choiceWords: [String] {
        var words = choices.map(\.trimmed)
        if words.isEmpty, let colon = type.firstIndex(of: ":") {
            words = Self.separated(String(type[type.index(after: colon)...])).map(\.trimmed)
        }
        if words.count == 1, let range = Self.range(words[0]) { words = range }
        return words
    }

    /// Returns the letters or digits of a range such as `A-E`, `a-e` or `1-4`; nil if the text is no range.
    package static func range(_ text: String) -> [String]? {
        let ends = Array(text.unicodeScalars)
        let kinds: [ClosedRange<Unicode.Scalar>] = ["A"..."Z", "a"..."z", "0"..."9"]
        guard ends.count == 3, ends[1] == "-", ends[0].value < ends[2].value,
            kinds.contains(where: { $0.contains(ends[0]) && $0.contains(ends[2]) })
        else { return nil }
        return (ends[0].value...ends[2].value).compactMap(Unicode.Scalar.init).map { String($0) }
    }

    /// Returns the parts of a text between bars. `\|` is a bar that doesn't separate.
    package static func separated(_ text: String) -> [String] {
        var parts = [""]
        var isEscaped = false
        for character in text {
            if isEscaped {
                parts[parts.count - 1] += character == "|" ? "|" : "\\\(character)"
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "|" {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        if isEscaped { parts[parts.count - 1] += "\\" }
        return parts
    }
}
