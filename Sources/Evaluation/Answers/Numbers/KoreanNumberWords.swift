/// Korean numbers in words before a counter: `다섯 개`, `스물한 명`, `이십오`.
enum KoreanNumberWords {
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
    private static let powers: [Unicode.Scalar: UInt64] = ["십": 10, "백": 100, "천": 1000]
    private static let endings = [
        "", "개", "명", "번", "마리", "장", "권", "살", "대", "입니다", "이다", "이에요", "예요", "원", "시간", "가지", "배",
    ]

    /// Returns the number that words at an index say, and where they end; nil if they say none.
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
            } else if let power = powers[scalar] {
                section += max(digit, 1) * power
                (digit, hasPower) = (0, true)
            } else if scalar == "만" || scalar == "억" {
                total += max(section + digit, 1) * (scalar == "만" ? 10_000 : 100_000_000)
                (section, digit, hasPower) = (0, 0, true)
                // `오만 삼천`.
                if text[index + 1] == " ", let next = text[index + 2], digits[next] != nil || powers[next] != nil,
                    chineseEnd(text, at: index + 2) > index + 3
                {
                    index += 1
                }
            } else {
                break
            }
            index += 1
        }
        guard hasPower, index - start > 1, isEnding(text, at: index) else { return nil }
        return (Rational(total + section + digit), index)
    }

    private static func chineseEnd(_ text: AnswerText, at start: Int) -> Int {
        var index = start
        while let scalar = text[index], digits[scalar] != nil || powers[scalar] != nil || scalar == "만" { index += 1 }
        return index
    }

    private static func isEnding(_ text: AnswerText, at index: Int) -> Bool {
        let word = text.word(at: index)
        return endings.contains(word)
            || endings.dropFirst().contains { word.hasPrefix($0) && endings.contains(String(word.dropFirst($0.count))) }
    }
}
