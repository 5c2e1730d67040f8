/// Numbers in words: `twenty-one`, `one hundred and five`, `seven and a half`, `a quarter`, `minus five`, `다섯`, `이십오`.
///
/// Words say much else (`one of them`), so they count only where an answer is announced and begins with them, or where
/// they are all of a short output.
enum NumberWords {
    /// Returns the number that the text begins with, after filling words; nil if there is none.
    static func claim(in text: AnswerText, isAnnounced: Bool) -> Claim<Quantity>? {
        var index = 0
        while index < text.count, text.isDirect(index) {
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
                    || ["of", "or", "and"].contains(text.word(at: text.skippingSpaces(from: next)))
                guard !isDenied else { return nil }
                let quantity = Quantity(range: index..<next, value: isNegative ? -value : value, unit: unit?.unit)
                return Claim(value: quantity, range: index..<next)
            }
            index += max(1, text.word(at: index).unicodeScalars.count)
        }
        return nil
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
    private static let parts: [String: UInt64] = [
        "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
        "fifth": 5, "fifths": 5,
        "sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
    ]

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
            } else if let power = powers[word], section > 0, section < 1000 {
                section = power == 100 ? section * 100 : section * power
                if power > 100 { (total, section) = (total + section, 0) }
            } else if let part = parts[word],
                end != nil || word == "half" || text.words(before: index, most: 1).first == "a"
            {
                let above = end == nil ? 1 : total + section
                return Rational(Natural(above), Natural(part)).map { ($0, next) }
            } else if word == "and", end != nil {
                if text.has(Array("and a half".unicodeScalars), at: index) {
                    return Rational(Natural(2 * (total + section) + 1), Natural(2)).map { ($0, index + 10) }
                }
                guard section % 100 == 0, isNumberWord(text.word(at: text.skippingSpaces(from: next))) else { break }
                index = text.skippingSpaces(from: next)
                continue
            } else {
                break
            }
            end = next
            index = text[next] == "-" ? next + 1 : text.skippingSpaces(from: next)
        }
        return end.map { (Rational(total + section), $0) }
    }

    private static func isNumberWord(_ word: String) -> Bool { ones.contains(word) || tens.contains(word) }
}

/// Korean numbers in words before a counter: `다섯 개`, `스물한 명`, `이십오`.
private enum KoreanNumberWords {
    private static let natives: [(String, UInt64)] = [
        ("하나", 1), ("한", 1), ("둘", 2), ("두", 2), ("셋", 3), ("세", 3), ("넷", 4), ("네", 4), ("다섯", 5), ("여섯", 6),
        ("일곱", 7), ("여덟", 8),
        ("아홉", 9),
    ]
    private static let tens: [(String, UInt64)] = [
        ("열", 10), ("스물", 20), ("스무", 20), ("서른", 30), ("마흔", 40), ("쉰", 50), ("예순", 60), ("일흔", 70), ("여든", 80),
        ("아흔", 90),
    ]
    private static let digits: [Unicode.Scalar: UInt64] = [
        "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9,
    ]
    private static let endings = [
        "", "개", "명", "번", "마리", "장", "권", "살", "대", "입니다", "이다", "이에요", "예요", "원", "시간", "가지", "배",
    ]

    static func number(_ text: AnswerText, at start: Int) -> (Rational, end: Int)? {
        native(text, at: start) ?? chinese(text, at: start)
    }

    private static func native(_ text: AnswerText, at start: Int) -> (Rational, end: Int)? {
        var (value, index): (UInt64, Int) = (0, start)
        for (word, ten) in tens where text.has(Array(word.unicodeScalars), at: index) {
            value += ten
            index += word.unicodeScalars.count
            break
        }
        for (word, one) in natives where text.has(Array(word.unicodeScalars), at: index) {
            value += one
            index += word.unicodeScalars.count
            break
        }
        guard value > 0, isEnding(text, at: index) else { return nil }
        return (Rational(value), index)
    }

    private static func chinese(_ text: AnswerText, at start: Int) -> (Rational, end: Int)? {
        var (total, section, digit): (UInt64, UInt64, UInt64) = (0, 0, 0)
        var (index, hasPower) = (start, false)
        while let scalar = text[index] {
            if let value = digits[scalar] {
                digit = value
            } else if let power = ["십": 10, "백": 100, "천": 1000][scalar] as UInt64? {
                section += max(digit, 1) * power
                (digit, hasPower) = (0, true)
            } else if scalar == "만" || scalar == "억" {
                total += max(section + digit, 1) * (scalar == "만" ? 10_000 : 100_000_000)
                (section, digit, hasPower) = (0, 0, true)
            } else {
                break
            }
            index += 1
        }
        guard hasPower, index - start > 1, isEnding(text, at: index) else { return nil }
        return (Rational(total + section + digit), index)
    }

    private static func isEnding(_ text: AnswerText, at index: Int) -> Bool {
        let word = text.word(at: index)
        return endings.contains(word)
            || endings.dropFirst().contains { word.hasPrefix($0) && endings.contains(String(word.dropFirst($0.count))) }
    }
}
