/// What of a text's form may sway a verdict, and can be taken out of strengths.
package enum PairCovariate: String, Sendable, Hashable, CaseIterable {
    /// Number of characters.
    case length
    /// Lines that are Markdown headings.
    case headings
    /// Lines that are items of a list.
    case lists
    /// Bold passages.
    case bold

    /// Returns how much the first has more of it, from -1 to 1: the difference divided by the sum.
    package func value(_ first: String, _ second: String) -> Double {
        let (one, other) = (Double(count(in: first)), Double(count(in: second)))
        return one + other == 0 ? 0 : (one - other) / (one + other)
    }

    /// Returns how much of it a text has.
    package func count(in text: String) -> Int {
        switch self {
        case .length: text.count
        case .headings: lines(of: text).count(where: Self.isHeading)
        case .lists: lines(of: text).count(where: Self.isItem)
        case .bold: Self.passages(of: "**", in: text) + Self.passages(of: "__", in: text)
        }
    }

    private static func isHeading(_ line: Substring) -> Bool {
        let marks = line.prefix { $0 == "#" }
        return (1...6).contains(marks.count) && line[marks.endIndex...].first == " "
    }

    private static func isItem(_ line: Substring) -> Bool {
        let digits = line.prefix(3).prefix { $0.isASCII && $0.isNumber }
        let rest = line[digits.endIndex...]
        let marks: [Character] = digits.isEmpty ? ["-", "*", "+"] : [".", ")"]
        return rest.first.map(marks.contains) == true && rest.dropFirst().first == " "
    }

    /// Returns the number of passages on one line between two of these marks.
    private static func passages(of mark: String, in text: String) -> Int {
        text.split(whereSeparator: \.isNewline).reduce(0) {
            $0 + max(0, $1.split(separator: mark, omittingEmptySubsequences: false).count - 1) / 2
        }
    }

    private func lines(of text: String) -> [Substring] {
        text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
    }
}
