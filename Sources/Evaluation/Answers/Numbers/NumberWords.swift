/// Numbers in words: `twenty-one`, `one hundred and five`, `seven and a half`, `a quarter`, `minus five`, `다섯`, `이십오`.
///
/// Words say much else (`one of them`), so they count only where an answer is announced and begins with them, or where
/// they are all of a short output.
enum NumberWords {
    /// Returns the number that the text begins with, after filling words; nil if there is none.
    static func claim(in text: AnswerText, isAnnounced: Bool) -> Claim<Quantity>? {
        var index = 0
        // Each place looks at all before it, so they are few.
        while index < min(text.count, 400), text.isDirect(index) {
            guard text.scalars[index].isLetter, text.isWordStart(index) else {
                index += 1
                continue
            }
            if let (value, end) = number(text, at: index) {
                let isNegative = ["minus", "negative"].contains(text.words(before: index, most: 1).first ?? "")
                let unit = UnitReader.unit(text, at: end)
                let next = unit?.end ?? end
                guard isAnnounced || text.words(in: next..<text.count, most: 3) else { return nil }
                let isDenied =
                    text.isDenied(index..<end)
                    || goings.contains(text.word(at: text.skippingSpaces(from: next))) || isRatio(text, at: next)
                guard !isDenied else { return nil }
                let quantity = Quantity(range: index..<next, value: isNegative ? -value : value, unit: unit?.unit)
                return Claim(value: quantity, range: index..<next)
            }
            index += max(1, text.word(at: index).unicodeScalars.count)
        }
        return nil
    }

    /// Words behind a number that make it a part of something else: `one of them`, `five or six`, `three plus four`.
    private static let goings: Set<String> = [
        "of", "or", "and", "to", "over", "plus", "minus", "times", "divided", "multiplied", "point", "squared", "cubed",
    ]

    /// Returns whether `in five` follows a number: `one in five`.
    private static func isRatio(_ text: AnswerText, at start: Int) -> Bool {
        let index = text.skippingSpaces(from: start)
        guard text.word(at: index) == "in" else { return false }
        return isNumberWord(text.word(at: text.skippingSpaces(from: index + 2)))
    }

    private static let ones = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    private static let powers: [String: UInt64] = [
        "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000,
    ]
    /// Names of parts; those that have an `s` in the plural and one for several.
    private static let parts: [String: UInt64] = [
        "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
        "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "twentieth": 20, "hundredth": 100, "thousandth": 1000,
    ]

    /// Returns the number of parts that a word names: `half`, `thirds`.
    private static func part(_ word: String) -> (value: UInt64, isSeveral: Bool)? {
        if let value = parts[word] { return (value, false) }
        return word == "halves"
            ? (2, true) : word.hasSuffix("s") ? parts[String(word.dropLast())].map { ($0, true) } : nil
    }

    /// Returns the fraction in words at an index: `a half`, `three quarters`, `two-thirds`.
    static func part(_ text: AnswerText, at start: Int) -> (value: Rational, end: Int)? {
        let first = text.word(at: start)
        let above = ["a", "an"].contains(first) ? 1 : ones.firstIndex(of: first) ?? 0
        guard above > 0 else { return nil }
        let end = start + first.unicodeScalars.count
        let next = text[end] == "-" ? end + 1 : text.skippingSpaces(from: end)
        let name = text.word(at: next)
        guard next > end, let part = part(name), part.isSeveral == (above > 1), above < part.value,
            let value = Rational(Natural(UInt64(above)), Natural(part.value))
        else { return nil }
        return (value, next + name.unicodeScalars.count)
    }

    private static func number(_ text: AnswerText, at start: Int) -> (Rational, end: Int)? {
        if text.scalars[start].isHangulSyllable { return KoreanNumberWords.number(text, at: start) }
        var (total, section): (UInt64, UInt64) = (0, 0)
        var (index, end): (Int, Int?) = (start, nil)
        while let scalar = text[index], scalar.isLetter {
            let word = text.word(at: index)
            let next = index + word.unicodeScalars.count
            if let one = ones.firstIndex(of: word) {
                guard end == nil || section % 10 == 0 || section % 100 == 0 else { break }
                section += UInt64(one)
            } else if let ten = tens.firstIndex(of: word) {
                section += UInt64(ten + 2) * 10
            } else if let power = powers[word], section > 0 || isArticle(before: index, in: text), section < 1000 {
                section = power == 100 ? max(section, 1) * 100 : max(section, 1) * power
                if power > 100 { (total, section) = (total + section, 0) }
            } else if word == "dozen", end == nil, isArticle(before: index, in: text) {
                return (Rational(12), next)
            } else if let part = part(word) {
                let above = end == nil ? 1 : total + section
                // `the twenty-fifth` is no part.
                let isPart = part.isSeveral ? above > 1 : above == 1
                guard isPart, end != nil || word == "half" || text.words(before: index, most: 1).first == "a" else {
                    return nil
                }
                let value = Rational(Natural(above), Natural(part.value))
                return value.map { scaled($0, behind: next, in: text) }
            } else if word == "and", let above = end {
                if let part = text.addedPart(at: above) {
                    return (Rational(total + section) + part.value).map { ($0, part.end) }
                }
                guard section % 100 == 0, isNumberWord(text.word(at: text.skippingSpaces(from: next))) else { break }
                index = text.skippingSpaces(from: next)
                continue
            } else if word == "point", end != nil {
                return decimals(text, at: text.skippingSpaces(from: next)).flatMap { digits, end in
                    Rational(digits: digits, exponent: -digits.count).flatMap { Rational(total + section) + $0 }
                        .map { ($0, end) }
                }
            } else {
                break
            }
            end = next
            index = text[next] == "-" ? next + 1 : text.skippingSpaces(from: next)
        }
        return end.map { (Rational(total + section), $0) }
    }

    private static func isArticle(before index: Int, in text: AnswerText) -> Bool {
        ["a", "one"].contains(text.words(before: index, most: 1).first ?? "")
    }

    /// Returns a part of what stands behind it: `half a million`, `half a dozen`. Else the part itself.
    private static func scaled(_ part: Rational, behind start: Int, in text: AnswerText) -> (Rational, end: Int) {
        let index = text.skippingSpaces(from: start)
        guard text.has(["a", " "], at: index) else { return (part, start) }
        let word = text.word(at: index + 2)
        guard let size = word == "dozen" ? 12 : powers[word], let value = part * Rational(size) else {
            return (part, start)
        }
        return (value, index + 2 + word.unicodeScalars.count)
    }

    /// Returns the decimals in words at an index: `two five`.
    private static func decimals(_ text: AnswerText, at start: Int) -> (digits: [UInt8], end: Int)? {
        var digits: [UInt8] = []
        var (index, end) = (start, start)
        while let digit = ones.firstIndex(of: text.word(at: index)), digit < 10 {
            digits.append(UInt8(digit))
            end = index + text.word(at: index).unicodeScalars.count
            index = text.skippingSpaces(from: end)
        }
        return digits.isEmpty ? nil : (digits, end)
    }

    private static func isNumberWord(_ word: String) -> Bool { ones.contains(word) || tens.contains(word) }
}
