/// A text whose parts have marks, such as tokens with their ranks. Wrapped, it still knows which part each character is of.
package struct MarkedText<Mark: Equatable & Sendable>: Sendable {
    /// Neighbouring characters of a line with the same mark.
    package struct Run: Equatable, Sendable {
        /// The characters.
        package var text: String
        /// Their mark; nil if they have none.
        package var mark: Mark?
    }

    private var text = ""
    /// Where each part ends, in bytes of UTF-8, in order.
    private var parts: [(end: Int, mark: Mark?)] = []

    /// Creates an empty text.
    package init() {}

    /// Adds a part, which is made harmless. Tabs become blanks.
    package mutating func add(_ part: String, _ mark: Mark?) {
        text += harmless(part).replacing("\t", with: "    ")
        parts.append((text.utf8.count, mark))
    }

    /// Returns the lines of the text, wrapped. A character that several parts make up has the mark of the first.
    package func lines(width: Int, glyphs: Glyphs = .unicode) -> [[Run]] {
        var lines: [[Run]] = []
        var (index, place) = (0, 0)
        for line in TextWrap.lines(text, width: width) {
            var runs: [Run] = []
            var offset = place
            for character in line.text {
                while index < parts.count - 1, parts[index].end <= offset { index += 1 }
                let mark = parts.isEmpty ? nil : parts[index].mark
                let shown = glyphs == .ascii ? harmless(String(character), glyphs: .ascii) : String(character)
                if let last = runs.last, last.mark == mark {
                    runs[runs.count - 1].text += shown
                } else {
                    runs.append(Run(text: shown, mark: mark))
                }
                offset += character.utf8.count
            }
            lines.append(runs)
            place += line.full.utf8.count
        }
        return lines
    }
}
