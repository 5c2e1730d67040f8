/// Where digits stand that are no answers.
extension AnswerText {
    /// Returns whether there is a digit in a range.
    func hasDigits(_ range: Range<Int>) -> Bool { scalars[range].contains(where: \.isDigit) }

    /// Returns whether nothing but blanks and emphasis stands between an index and the beginning of its line.
    func beginsLine(at index: Int) -> Bool {
        var place = index - 1
        while let scalar = self[place], scalar == " " || scalar == "*" || scalar == "#" { place -= 1 }
        return self[place].map(\.isNewline) ?? true
    }

    /// Returns the index behind an address of the web whose `://` begins at an index.
    func addressEnd(at start: Int) -> Int? {
        guard self[start] == ":", self[start + 1] == "/", self[start + 2] == "/", self[start - 1]?.isASCIILetter == true
        else { return nil }
        return scalars[start...].firstIndex { $0.isSpace || ")>]\"'".unicodeScalars.contains($0) } ?? count
    }

    private static let announcing: Set<String> = ["answer", "result", "total", "ans", "sum", "is", "equals"]

    /// Returns whether the word before a hyphen is a name that the number behind it belongs to: `GPT-4`.
    func isName(before hyphen: Int) -> Bool {
        var start = hyphen
        while let scalar = self[start - 1], scalar.isASCIILetter { start -= 1 }
        guard hyphen - start > 1 else { return false }
        let word = word(at: start)
        return !Self.announcing.contains(word) && currencyStart(before: hyphen) == nil
    }

    /// Returns whether a number in a range stands in brackets as a note behind a statement: `5 apples [1]`.
    func isNote(_ range: Range<Int>) -> Bool {
        guard self[range.lowerBound - 1] == "[", self[range.upperBound] == "]", range.count < 4 else { return false }
        var place = range.lowerBound - 2
        while self[place] == " " { place -= 1 }
        guard let scalar = self[place], scalar.script != .none || ".%)!?*]".unicodeScalars.contains(scalar) else {
            return false
        }
        let word = words(before: range.lowerBound - 1, most: 1).first ?? ""
        return !["is", "are", "be", "was", "were", "to", "of", "get", "gives", "equals", "answer"].contains(word)
    }

    /// Returns whether the words before a number, the nearest first, make it a means or a part of what was named: `$18 by selling 9
    /// eggs`, `at 2 dollars each`, `including 10 men`.
    func isMeans(_ words: [String], before end: Int) -> Bool {
        switch words.first {
        case "including": true
        case "at": ["each", "per", "apiece"].contains(word(at: skippingSpaces(from: end)))
        case let word?: words.count > 1 && words[1] == "by" && word.hasSuffix("ing")
        case nil: false
        }
    }

    private static let noes = ["no", "nope", "아니"].map { Array($0.unicodeScalars) }

    /// Returns whether a number that ends before an index is asked and then denied: `6? No, 5.`
    func isTakenBack(behind end: Int) -> Bool {
        var index = end
        while let scalar = self[index], "*\"')$”".unicodeScalars.contains(scalar) { index += 1 }
        guard self[index] == "?" else { return false }
        index = skippingSpaces(from: index + 1)
        return Self.noes.contains {
            has($0, at: index) && ($0.first?.script == .hangul || self[index + $0.count]?.isLetter != true)
        }
    }

    /// What follows the denial of the text's first sentence, if that asks for a number and is denied: the `5` of `6? No, 5.`
    var restBehindDenial: String? {
        let end = sentenceEnd(from: 0)
        guard end < count, let sign = scalars[..<end].lastIndex(of: "?"), hasDigits(0..<sign),
            isTakenBack(behind: sign)
        else { return nil }
        let denial = skippingSpaces(from: sign + 1)
        let rest = scalars[(denial + word(at: denial).unicodeScalars.count)...].drop { $0.script == .none && $0 != "-" }
        return rest.isEmpty ? nil : String(String.UnicodeScalarView(rest))
    }

    /// Returns whether a range is all that an item of a list has: `(1) 5`, `b) 6 apples`.
    func isItem(_ range: Range<Int>) -> Bool {
        var start = range.lowerBound
        while start > 0, !scalars[start - 1].isNewline, range.lowerBound - start < 20 { start -= 1 }
        let before = scalars[start..<range.lowerBound].filter { $0 != " " && $0 != "*" && $0 != "$" }
        let mark = before.drop { $0 == "(" }
        let name = mark.prefix { $0.isDigit || $0.isASCIILetter }
        guard 1...2 ~= name.count, name.allSatisfy(\.isDigit) || name.count == 1, mark.count == name.count + 1,
            mark.last == ")" || mark.last == "."
        else { return false }
        let rest = scalars[range.upperBound...].prefix(80)
        guard let end = rest.firstIndex(where: \.isNewline) ?? (rest.endIndex == count ? count : nil) else {
            return false
        }
        return words(in: range.upperBound..<end, most: 2)
    }
}
