import Foundation

/// Numbers with Korean powers of ten behind them: `5천`, `2만`, `1억 2천만`, `3만 5천`.
enum KoreanMagnitude {
    /// Returns the value of a number with the powers behind it, and the index where they end; nil if there are none.
    static func value(of first: NumberReading, in text: AnswerText) -> (Decimal, end: Int)? {
        guard power(text[first.end]) != nil, var number = decimal(first, text) else { return nil }
        var (total, section) = (Decimal(0), Decimal(0))
        var index = first.end
        var (smallest, smallestMyriad) = (Int.max, Int.max)
        while let power = power(text[index]), power < (power >= 4 ? smallestMyriad : smallest) {
            index += 1
            if power < 4 {
                section += scaled(number, power)
                smallest = power
            } else {
                // Before each 만, 억 or 조, 천 and 백 may come again.
                total += scaled(section + number, power)
                section = 0
                (smallest, smallestMyriad) = (.max, power)
            }
            number = 0
            let next = text[index] == " " ? index + 1 : index
            guard text[next]?.isDigit == true else { continue }
            let reading = NumberReading(text, at: next)
            // `2만 7만` are two numbers.
            guard let value = decimal(reading, text), value < scaled(1, power),
                self.power(text[reading.end]) ?? 0 < power
            else {
                continue
            }
            number = value
            index = reading.end
        }
        return (total + section + number, index)
    }

    private static func decimal(_ reading: NumberReading, _ text: AnswerText) -> Decimal? {
        reading.plainText(in: text).flatMap { Decimal(string: $0, locale: Locale(identifier: "en_US_POSIX")) }
    }

    private static func scaled(_ value: Decimal, _ power: Int) -> Decimal {
        value * Decimal(sign: .plus, exponent: power, significand: 1)
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
