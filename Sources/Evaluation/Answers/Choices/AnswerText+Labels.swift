/// What stands around a label.
extension AnswerText {
    /// Returns whether only signs stand before an index on its line.
    func startsLine(_ index: Int) -> Bool {
        var place = index - 1
        while let scalar = self[place] {
            if scalar.isNewline { return true }
            guard scalar.script == .none, scalar.symbolOrder == nil else { return false }
            place -= 1
        }
        return true
    }

    /// Returns whether a sentence, clause or line ends at an index, behind closing signs.
    func endsClause(_ index: Int) -> Bool {
        var place = index
        while let scalar = self[place], ")]}*\"'”’_".unicodeScalars.contains(scalar) { place += 1 }
        guard let scalar = self[place] else { return true }
        return scalar.isNewline || ".,;:!?。".unicodeScalars.contains(scalar)
    }

    /// Returns whether a dash between blanks stands at an index, with a word behind it: `C - the third`.
    func hasDash(at index: Int) -> Bool {
        guard self[index] == " ", let dash = self[index + 1], dash.isMinus || dash == "—", self[index + 2] == " " else {
            return false
        }
        return word(at: index + 3).count > 1
    }

    private static let copulas = ["입니다", "이다", "이에요", "예요", "번"].map { Array($0.unicodeScalars) }

    /// Returns whether a Korean word such as 입니다 or 번 stands at an index.
    func isCopula(at index: Int) -> Bool { Self.copulas.contains { has($0, at: index) } }

    private static let statements: Set<String> = [
        "correct", "right", "true", "best", "better", "answer", "fits", "맞", "정답",
    ]
    private static let koreanStatements = ["정답", "맞습", "맞다", "맞아", "옳습", "옳다", "답입", "답이다"].map {
        Array($0.unicodeScalars)
    }

    /// Returns whether a text says behind an index that this is right: `is correct`, `: correct`, `is the answer`, `가 정답`,
    /// `because`.
    func isStated(after end: Int) -> Bool {
        var index = end
        while let scalar = self[index], ")]}*\"'”’_.".unicodeScalars.contains(scalar) { index += 1 }
        if self[index]?.script == .hangul {
            while self[index]?.script == .hangul { index += 1 }
            index = skippingSpaces(from: index)
            return Self.koreanStatements.contains { has($0, at: index) }
        }
        index = skippingSpaces(from: index)
        if self[index] == ":" || self[index] == "-" {
            let word = word(at: skippingSpaces(from: index + 1))
            return word == "correct" || word == "right" || word == "true"
        }
        guard ["is", "must", "fits", "because", "looks", "seems"].contains(word(at: index)) else { return false }
        if word(at: index) == "fits" { return true }
        if word(at: index) == "because" { return true }
        for _ in 0..<5 {
            let word = word(at: index)
            if Self.statements.contains(word) { return true }
            guard
                [
                    "is", "must", "be", "the", "most", "looks", "seems", "a", "probably", "likely", "clearly", "only",
                    "option", "fully", "entirely", "completely", "definitely", "indeed", "actually", "therefore",
                    "thus",
                ].contains(word)
            else { return false }
            index = skippingSpaces(from: index + word.unicodeScalars.count)
        }
        return false
    }

    private static let names: Set<String> = [
        "is", "be", "option", "choice", "answer", "letter", "choose", "pick", "select", "so", "thus", "therefore",
        "hence", "it's",
        "means", "say", "go", "with", "chose", "as", "정답은", "답은", "선택", "보기", "that's", "gives", "get", "gets",
        "chosen", "selected", "or", "would", "follows", "leaves", "leaving",
    ]

    private static let certainties: Set<String> = [
        "surely", "certainly", "clearly", "definitely", "obviously", "undoubtedly", "doubtless", "probably", "likely",
    ]
    private static let conclusions: Set<String> = ["so", "thus", "therefore", "hence", "따라서", "그러므로"]
    private static let praises: Set<String> = ["좋은", "옳은", "맞는", "적절한", "알맞은", "정확한", "올바른"]

    /// Returns whether the words before an index name a choice: `option B`, `it's B`, `thus B`, `clearly B`.
    func isNamed(before index: Int) -> Bool {
        if let before = self[index - 1] == " " ? self[index - 2] : self[index - 1], before == ":" || before == "=" {
            return true
        }
        // `Therefore, B.`
        if self[index - 1] == " ", self[index - 2] == "," {
            return self.words(before: index - 2, most: 1).first.map(Self.conclusions.contains) ?? false
        }
        let words = words(before: index, most: 2)
        // `가장 좋은 것은 C`
        if words.first == "것은" { return words.count > 1 && Self.praises.contains(words[1]) }
        if words.first == "doubt" { return words.count > 1 && (words[1] == "a" || words[1] == "without") }
        // `less likely C`
        if words.count > 1, ["less", "least", "more"].contains(words[1]), words[0] == "likely" { return false }
        return words.first.map { Self.names.contains($0) || Self.certainties.contains($0) } ?? false
    }

    private static let ticks: Set<Unicode.Scalar> = ["✓", "✔", "✅", "☑", "⭕"]
    private static let crosses: Set<Unicode.Scalar> = ["✗", "✘", "✕", "✖", "❌", "❎"]

    /// Returns what the line of a label says of it, whose sign stands at an index: yes or no as a word alone, or a tick or cross at the
    /// end of its line. Nil if it says neither.
    func verdict(behindLabelAt end: Int) -> Bool? {
        guard let sign = self[end] else { return nil }
        let start = skippingSpaces(from: end + 1)
        let isMarked = self[start].map { $0 == "|" || Self.ticks.contains($0) || Self.crosses.contains($0) } ?? false
        guard ":.)|".unicodeScalars.contains(sign) || (sign == " " && isMarked) else { return nil }
        let word = word(at: start)
        if ["yes", "no"].contains(word), endsClause(start + word.unicodeScalars.count) { return word == "yes" }
        let line = scalars[end...].prefix { !$0.isNewline }
        guard let last = line.last(where: { $0 != " " && $0 != "|" && $0 != "*" && $0 != ")" }) else { return nil }
        return Self.ticks.contains(last) ? true : Self.crosses.contains(last) ? false : nil
    }

    /// Returns whether an index is in parentheses that have opened behind another.
    func isInRemark(_ index: Int, from start: Int) -> Bool {
        let between = scalars[start..<index]
        return between.lastIndex(of: "(").map { !between[$0...].contains(")") } ?? false
    }
}
