import Foundation

/// The places of a number's parts in a text.
struct NumberReading {
    /// The index behind the number.
    private(set) var end: Int
    private let start: Int
    /// The part before the decimal point, with its separators.
    private var whole: Range<Int>
    private var decimals: Range<Int>
    private var exponent = 0
    private var denominator: UInt64?
    private var hasSeparators = false
    private var magnitude: Decimal?

    /// Reads the number that begins with the digit or the point at an index.
    init(_ text: AnswerText, at start: Int) {
        self.start = start
        end = start
        (whole, decimals) = (start..<start, start..<start)
        whole = readDigits(text)
        if 1...3 ~= whole.count, !(whole.count == 1 && text[start] == "0") { readGroups(text) }
        if text[end] == ".", text[end + 1]?.isDigit == true {
            end += 1
            decimals = readDigits(text)
        } else if !hasSeparators, readDenominator(text) {
            return
        }
        readExponent(text)
    }

    /// Returns the canonical form. It isn't made before, because most numbers in a text aren't the answer.
    func canonical(in text: AnswerText) -> String {
        let isNegative = Self.hasSign(text, before: start)
        if let denominator,
            let fraction = ExactNumber.canonical(
                isNegative: isNegative, numerator: Self.value(text, in: whole), denominator: denominator)
        {
            return fraction
        }
        if let magnitude { return ExactNumber.canonical(isNegative: isNegative, magnitude) }
        var digits = Self.digits(text, in: whole)
        let point = digits.count + exponent
        digits += Self.digits(text, in: decimals)
        return ExactNumber.canonical(isNegative: isNegative, digits: digits, point: point)
    }

    /// Returns the digits, with a point before the decimals; nil for a fraction or for more digits than a decimal
    /// number holds.
    func plainText(in text: AnswerText) -> String? {
        guard denominator == nil, exponent == 0, whole.count + decimals.count <= 24 else { return nil }
        let (before, after) = (Self.digits(text, in: whole), Self.digits(text, in: decimals))
        return "0\(String(decoding: before, as: UTF8.self)).\(String(decoding: after, as: UTF8.self))0"
    }

    /// Returns the ASCII digits in a range, without separators.
    private static func digits(_ text: AnswerText, in range: Range<Int>) -> [UInt8] {
        text.scalars[range].compactMap { $0.isDigit ? UInt8($0.value) : nil }
    }

    /// Returns the value of at most 18 digits.
    private static func value(_ text: AnswerText, in range: Range<Int>) -> UInt64 {
        text.scalars[range].reduce(0) { $0 * 10 + UInt64($1.value - 0x30) }
    }

    /// Takes the Korean powers of ten behind the number as a part of it.
    mutating func readMagnitude(_ text: AnswerText) {
        guard let (value, end) = KoreanMagnitude.value(of: self, in: text) else { return }
        magnitude = value
        self.end = end
    }

    private mutating func readDigits(_ text: AnswerText) -> Range<Int> {
        let first = end
        while text[end]?.isDigit == true { end += 1 }
        return first..<end
    }

    /// Reads groups of exactly three digits. LaTeX's and typographers' separators count too.
    private mutating func readGroups(_ text: AnswerText) {
        while let length = Self.separatorLength(text, at: end) {
            let group = end + length
            guard (group..<group + 3).allSatisfy({ text[$0]?.isDigit == true }), text[group + 3]?.isDigit != true else {
                return
            }
            end = group + 3
            whole = start..<end
            hasSeparators = true
        }
    }

    private static func separatorLength(_ text: AnswerText, at index: Int) -> Int? {
        switch text[index] {
        case ",", "\u{A0}", "\u{2009}", "\u{202F}": 1
        case "{": text[index + 1] == "," && text[index + 2] == "}" ? 3 : nil
        case "\\": text[index + 1] == "," ? 2 : nil
        default: nil
        }
    }

    /// Reads the denominator of a fraction of whole numbers; false if there is none, or if it is a date (`10/18/2022`).
    private mutating func readDenominator(_ text: AnswerText) -> Bool {
        guard text[end] == "/", text[start - 1] != "/", 1...18 ~= whole.count else { return false }
        var last = end + 1
        while text[last]?.isDigit == true { last += 1 }
        guard 1...18 ~= last - end - 1, text[last] != "/", text[last]?.isASCIILetter != true,
            !((text[last] == "." || text[last] == ",") && text[last + 1]?.isDigit == true)
        else { return false }
        let value = Self.value(text, in: (end + 1)..<last)
        guard value != 0 else { return false }
        denominator = value
        end = last
        return true
    }

    /// Reads an exponent, such as `e6` or `E-3`.
    private mutating func readExponent(_ text: AnswerText) {
        guard text[end] == "e" || text[end] == "E" else { return }
        let isNegative = text[end + 1]?.isMinus == true
        var last = end + (isNegative || text[end + 1] == "+" ? 2 : 1)
        let first = last
        while text[last]?.isDigit == true { last += 1 }
        // A longer exponent would make a text of as many zeros.
        guard 1...3 ~= last - first, text[last]?.isLetter != true else { return }
        let value = Int(Self.value(text, in: first..<last))
        exponent = isNegative ? -value : value
        end = last
    }

    /// Returns whether a minus before the number, or before its currency, is a sign.
    private static func hasSign(_ text: AnswerText, before start: Int) -> Bool {
        var index = start - 1
        while let scalar = text[index], scalar == "\\" || scalar.properties.generalCategory == .currencySymbol {
            index -= 1
        }
        if let code = NumberScanner.currencyStart(text, before: index + 1) { index = code - 1 }
        guard text[index]?.isMinus == true else { return false }
        guard let before = text[index - 1] else { return true }
        return before.script == .none && !before.isMinus && !")]}_".unicodeScalars.contains(before)
    }
}
