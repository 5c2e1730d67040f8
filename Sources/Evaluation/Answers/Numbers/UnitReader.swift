/// Reads the unit behind a number: ` cm^2`, `%`, ` square feet`, `만 원`'s `원`, `°C`.
enum UnitReader {
    /// Returns the unit at an index or behind a blank there, and its end; nil if there is none.
    static func unit(_ text: AnswerText, at start: Int) -> (unit: Unit, end: Int)? {
        var index = start
        while let scalar = text[index], scalar == " " || scalar == "\u{2009}" || scalar == "\u{A0}" || scalar == "-" {
            guard index - start < 3 else { return nil }
            index += 1
        }
        if text[index] == "°" { return Unit("°").map { ($0, text.has(["c"], at: index + 1) ? index + 2 : index + 1) } }
        if let sign = text[index], sign == "%" || (sign.isCurrency && sign != "$") || (sign == "$" && index == start) {
            return Unit(String(sign)).map { ($0, index + 1) }
        }
        if text.has(Array("per cent".unicodeScalars), at: index), text[index + 8]?.isLetter != true {
            return Unit("%").map { ($0, index + 8) }
        }
        var power = 1
        var word = text.word(at: index)
        if let prefix = ["square": 2, "sq": 2, "cubic": 3, "제곱": 2, "세제곱": 3][word] {
            power = prefix
            index += word.unicodeScalars.count
            index = text[index] == "." ? index + 1 : index
            index = text[index] == " " ? index + 1 : index
            word = text.word(at: index)
        } else if text[index] == "제", text[index + 1] == "곱" {
            (power, index) = (2, index + 2)
            word = text.word(at: index)
        }
        if let korean = koreanUnit(text, at: index) { return (korean.unit.power(power), korean.end) }
        guard !word.isEmpty, let unit = Unit(own(text, word, at: index)) ?? perHour(text, at: index) else { return nil }
        var end = index + word.unicodeScalars.count
        if unit.kind == "speed", text[end] == "/" { end += 2 }
        if let exponent = exponent(text, at: end) { (power, end) = (exponent.power, exponent.end) }
        return (unit.power(power), end)
    }

    /// Single letters keep their case: `L` is a liter, `G` nothing.
    private static func own(_ text: AnswerText, _ word: String, at index: Int) -> String {
        guard word.unicodeScalars.count == 1, let scalar = text[index] else { return word }
        return String(scalar)
    }

    private static func perHour(_ text: AnswerText, at index: Int) -> Unit? {
        text.has(Array("km/h".unicodeScalars), at: index) ? Unit("km/h") : nil
    }

    private static func exponent(_ text: AnswerText, at start: Int) -> (power: Int, end: Int)? {
        let isDouble = text[start] == "*" && text[start + 1] == "*"
        guard text[start] == "^" || isDouble else { return nil }
        let index = start + (isDouble ? 2 : 1)
        let hasBrace = text[index] == "{"
        guard let digit = text[index + (hasBrace ? 1 : 0)], digit == "2" || digit == "3" else { return nil }
        let end = index + (hasBrace ? 3 : 1)
        guard !isDouble || text[end]?.isDigit != true else { return nil }
        return (Int(digit.value) - 0x30, end)
    }

    /// Returns the longest Korean unit at an index, since particles follow it (`원입니다`).
    private static func koreanUnit(_ text: AnswerText, at index: Int) -> (unit: Unit, end: Int)? {
        guard text[index]?.isHangulSyllable == true else { return nil }
        for length in (1...5).reversed() where index + length <= text.count {
            let word = String(String.UnicodeScalarView(text.scalars[index..<(index + length)]))
            if let unit = Unit(word) { return (unit, index + length) }
        }
        return nil
    }
}
