/// Numbers that only bound the answer.
extension AnswerText {
    private static let comparatives: Set<String> = [
        "more", "less", "fewer", "greater", "larger", "smaller", "higher", "lower", "bigger", "longer", "shorter",
        "older", "younger",
    ]
    /// Words of which one before a number bounds it, if a verb or nothing stands before the word: `is over 5`.
    private static let prepositions: Set<String> = ["over", "under", "above", "below", "beyond"]
    private static let verbs: Set<String> = [
        "is", "are", "was", "were", "be", "been", "it's", "that's", "costs", "cost", "takes", "took", "has", "have",
        "had",
        "just", "slightly", "well", "little", "somewhat", "far",
    ]

    /// Returns whether a number in a range is only a bound: `less than 5`, `x > 5`, `5 or more`, `5 미만`.
    func isBound(_ range: Range<Int>) -> Bool {
        isBoundBefore(range.lowerBound) || isBoundBehind(range.upperBound)
    }

    private func isBoundBefore(_ start: Int) -> Bool {
        let words = words(before: start, most: 4)
        let (nearest, next) = (words.first ?? "", words.count > 1 ? words[1] : "")
        if nearest == "than", Self.comparatives.contains(next) { return true }
        if nearest == "to", next == "up" || (next == "equal" && words.count > 2 && words[2] == "or") { return true }
        if ["exceeds", "exceeding"].contains(nearest) { return true }
        if Self.prepositions.contains(nearest), Self.verbs.contains(next) || (words.count == 1 && isFirst(words: start))
        {
            return true
        }
        return isSignBefore(start)
    }

    /// Returns whether nothing but signs and one word stands before an index.
    private func isFirst(words start: Int) -> Bool {
        let before = scalars[..<start]
        return before.count < 40 && before.split { !$0.isLetter }.count == 1 && !before.contains(where: \.isDigit)
    }

    private func isSignBefore(_ start: Int) -> Bool {
        var place = start - 1
        while self[place] == " " || self[place] == "$" { place -= 1 }
        guard let sign = self[place] else { return false }
        let before = self[place - 1]
        switch sign {
        case "≤", "≥", "≠": return true
        case "=": return before == "<" || before == ">" || before == "!"
        case "<", ">":
            // `->`, `=>`, `>>`, tags, and quoted lines have such signs, too.
            guard let before else { return isAnnounced }
            if before == "-" || before == "=" || before == sign || (sign == ">" && isTag(before: place)) {
                return false
            }
            var last = place - 1
            while self[last] == " " { last -= 1 }
            guard let scalar = self[last] else { return isAnnounced }
            return !scalar.isNewline && (scalar.script != .none || ")}:%°$".unicodeScalars.contains(scalar))
        default: return false
        }
    }

    /// Returns whether the `>` at an index closes a tag: `<b>`, `</answer>`, `<br />`.
    private func isTag(before end: Int) -> Bool {
        var index = end - 1
        while let scalar = self[index], scalar != "<", scalar != ">", !scalar.isNewline, end - index < 60 { index -= 1 }
        guard self[index] == "<", let first = self[index + 1] else { return false }
        return first == "/" || first == "|" || first.isLetter
    }

    private static let koreanBounds = ["이상", "이하", "미만", "초과", "넘", "보다"].map { Array($0.unicodeScalars) }
    private static let ends: Set<String> = [
        "more", "fewer", "less", "greater", "above", "below", "over", "under", "higher", "lower", "older", "younger",
    ]

    private func isBoundBehind(_ end: Int) -> Bool {
        if self[end] == "+" {
            return self[end + 1].map { $0.script == .none && !"($\\-".unicodeScalars.contains($0) } ?? true
        }
        var index = skippingSpaces(from: end)
        // A counter, with what stands behind it.
        var word = index
        while let scalar = self[word], scalar.isHangulSyllable, word - index < 4 {
            if Self.koreanBounds.contains(where: { has($0, at: word) }) { return true }
            word += 1
        }
        if word > index, Self.koreanBounds.contains(where: { has($0, at: skippingSpaces(from: word)) }) { return true }
        if let sign = self[index], "<>≤≥≠".unicodeScalars.contains(sign) {
            if sign != "<" && sign != ">" { return true }
            let next = skippingSpaces(from: index + 1)
            if self[index + 1] == ">" || self[index + 1] == "<" || self[index + 1] == "/" { return false }
            if self[next] == "=" || self[next]?.isDigit == true { return true }
            return next > index + 1 && isVariable(at: next)
        }
        if let noun = self[index], noun.isASCIILetter, index > end, self.word(at: index) != "or" {
            index = skippingSpaces(from: index + self.word(at: index).unicodeScalars.count)
        }
        guard self.word(at: index) == "or" else { return false }
        let last = skippingSpaces(from: index + 2)
        let comparative = self.word(at: last)
        // `5 or more likely 6` goes on.
        return Self.ends.contains(comparative)
            && !beginsNumber(at: skippingSpaces(from: last + comparative.utf8.count))
            && !["likely", "precisely", "exactly", "accurately"].contains(
                self.word(at: skippingSpaces(from: last + comparative.utf8.count)))
    }
}
