/// Numbers with Korean powers of ten behind them: `5천`, `2만`, `1억 2천만`, `3만 5천`.
enum KoreanMagnitude {
    /// Returns the value of a number with the powers that begin at an index, and the index where they end; nil if there
    /// are none.
    static func value(of first: Rational, from start: Int, in text: AnswerText) -> (value: Rational?, end: Int)? {
        // `5 만` is 50,000; a 천 or 백 behind a blank mostly begins a word.
        let spaced =
            text[start] == " " && text[start + 1].flatMap(power) ?? 0 >= 4 && text[start + 2]?.script != .hangul
        var index = spaced ? start + 1 : start
        guard text[index].flatMap(power) != nil else { return nil }
        var number: Rational? = first
        var (total, section): (Rational?, Rational?) = (Rational(0), Rational(0))
        var (smallest, smallestMyriad) = (Int.max, Int.max)
        while let power = text[index].flatMap(power), power < (power >= 4 ? smallestMyriad : smallest) {
            index += 1
            if power < 4 {
                section = sum(section, scaled(number, power))
                smallest = power
            } else {
                // Before each 만, 억 or 조, 천 and 백 may come again.
                total = sum(total, scaled(sum(section, number), power))
                section = Rational(0)
                (smallest, smallestMyriad) = (.max, power)
            }
            number = Rational(0)
            let next = text[index] == " " ? index + 1 : index
            guard text[next]?.isDigit == true,
                let more = DigitGroups(text, from: next, first: text.digits(from: next).count)
            else { continue }
            // `2만 7만` are two numbers.
            guard more.decimals.isEmpty, more.digits.count <= power, self.power(text[more.end]) ?? 0 < power else {
                continue
            }
            number = Rational(digits: more.digits, exponent: 0)
            index = more.end
        }
        return (sum(sum(total, section), number), index)
    }

    private static func sum(_ first: Rational?, _ second: Rational?) -> Rational? {
        first.flatMap { left in second.flatMap { left + $0 } }
    }

    private static func scaled(_ value: Rational?, _ power: Int) -> Rational? {
        value.flatMap { number in Rational(digits: [1], exponent: power).flatMap { number * $0 } }
    }

    private static func power(_ scalar: Unicode.Scalar?) -> Int? {
        switch scalar {
        case "백": 2
        case "천": 3
        case "만": 4
        case "억": 8
        case "조": 12
        default: nil
        }
    }
}
