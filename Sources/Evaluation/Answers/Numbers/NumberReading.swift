/// A single number: digits with separators, decimals, an exponent, a mixed fraction, a base, and words of size behind it
/// (`1.5 million`, `3만 5천`).
struct NumberReading {
    /// The index behind the number.
    private(set) var end: Int
    /// The value; nil if the digits have no single one.
    private(set) var value: Rational?
    /// True for a date or version such as `1.2.3`.
    private(set) var isName = false
    private let text: AnswerText
    private let depth: Int

    /// Reads the number that begins with the digit, point or vulgar fraction at an index, inside of `depth` expressions.
    init?(_ text: AnswerText, at start: Int, depth: Int = 0) {
        (self.text, end, self.depth) = (text, start, depth)
        if let fraction = text[start]?.vulgarFraction {
            (value, end) = (fraction, start + 1)
            return
        }
        guard text.beginsNumber(at: start) else { return nil }
        readDecimal(at: start)
        guard !isName else { return }
        readExponent()
        readBase(from: start)
        readMixed(from: start)
        readSize(from: start)
    }

    private mutating func readDecimal(at start: Int) {
        var digits = text.digits(from: start)
        end = start + digits.count
        guard let groups = DigitGroups(text, from: start, first: digits.count) else {
            // Commas that separate no groups of three: `1,2,3`, `3,14`.
            skipDigits(and: [",", "."])
            return
        }
        digits = groups.digits
        end = groups.end
        var decimals = groups.decimals
        if decimals.isEmpty, text[end] == ".", text[end + 1]?.isDigit == true {
            decimals = text.digits(from: end + 1)
            end += 1 + decimals.count
            if text[end] == ".", text[end + 1]?.isDigit == true {
                skipDigits(and: ["."])
                isName = true
                return
            }
        }
        value = Rational(digits: digits + decimals, exponent: -decimals.count)
        if groups.decimals.isEmpty { readRepetend(behind: decimals.count) }
        // `0.333…` goes on.
        let goesOn = text[end] == "…" || text.has([".", ".", "."], at: end)
        if goesOn, decimals.count > (text[end] == "…" ? 1 : 2) || text.isMath { value = nil }
    }

    /// Reads digits that repeat for ever behind some decimals: `0.‾{3}`, `0.1‾{6}`, `0.(3)`.
    private mutating func readRepetend(behind places: Int) {
        var first = end
        if places == 0 {
            guard text[first] == "." else { return }
            first += 1
        }
        let isLine = text[first] == "‾" && text[first + 1] == "{"
        guard isLine || (places == 0 && text[first] == "(") else { return }
        first += isLine ? 2 : 1
        let digits = text.digits(from: first)
        let last = first + digits.count
        guard !digits.isEmpty, text[last] == (isLine ? "}" : ")"), digits.count <= 200 else {
            // The line is over something else than digits.
            guard isLine, let close = text.closingBrace(from: first) else { return }
            (value, end) = (nil, close + 1)
            return
        }
        end = last + 1
        let nines = Rational(digits: Array(repeating: 9, count: digits.count), exponent: 0)
        let repeated = Rational(digits: digits, exponent: -places).flatMap { digits in nines.flatMap { digits / $0 } }
        value = value.flatMap { value in repeated.flatMap { value + $0 } }
    }

    private mutating func skipDigits(and separators: Set<Unicode.Scalar>) {
        while let scalar = text[end],
            scalar.isDigit || (separators.contains(scalar) && text[end + 1]?.isDigit == true)
        {
            end += 1
        }
    }

    /// Reads an exponent such as `e6` or `E-3`.
    private mutating func readExponent() {
        guard text[end] == "e" || text[end] == "E" else { return }
        let sign = text[end + 1]
        let isNegative = sign?.isMinus == true
        let first = end + (isNegative || sign == "+" ? 2 : 1)
        let digits = text.digits(from: first)
        guard !digits.isEmpty else { return }
        end = first + digits.count
        let exponent = digits.count <= 4 ? digits.reduce(0) { $0 * 10 + Int($1) } : 10_000
        let power = Rational(digits: [1], exponent: isNegative ? -exponent : exponent)
        value = value.flatMap { value in power.flatMap { value * $0 } }
    }

    /// Reads the base of a whole number: `33_{5}`, `33_5`.
    private mutating func readBase(from start: Int) {
        guard text[end] == "_" else { return }
        let hasBrace = text[end + 1] == "{"
        let first = end + (hasBrace ? 2 : 1)
        let base = text.digits(from: first).reduce(0) { min($0 * 10 + Int($1), 1000) }
        let last = first + text.digits(from: first).count
        guard last > first, !hasBrace || text[last] == "}" else { return }
        let digits = text.digits(from: start)
        let isWhole = start + digits.count == end && 2...36 ~= base && digits.allSatisfy { $0 < base }
        end = last + (hasBrace ? 1 : 0)
        guard isWhole, digits.count <= 200 else {
            value = nil
            return
        }
        value = digits.reduce(Rational(0)) { sum, digit in
            (sum * Rational(UInt64(base))).flatMap { $0 + Rational(UInt64(digit)) } ?? sum
        }
    }

    /// Reads the fraction of a mixed number: `3 1/2`, `3½`, `3\frac{1}{2}`, `five and a half` has its own reader.
    private mutating func readMixed(from start: Int) {
        guard let whole = value?.integer else { return }
        if let part = text.addedPart(at: end), text.words(before: start, most: 1) != ["between"] {
            value = value.flatMap { $0 + part.value }
            end = part.end
            return
        }
        let next = text[end] == " " ? end + 1 : end
        var part: (Rational, end: Int)?
        if let fraction = text[next]?.vulgarFraction {
            part = (fraction, next + 1)
        } else if text[next] == "\\" {
            var reader = ExpressionReader(text, at: next, depth: depth)
            part = reader.mixedPart().map { ($0, reader.index) }
        } else if next > end {
            let above = text.digits(from: next)
            let slash = next + above.count
            let below = text.digits(from: slash + 1)
            let behind = text[slash + 1 + below.count]
            if 1...3 ~= above.count, text[slash] == "/", 1...3 ~= below.count, behind != "/", behind?.isDigit != true {
                part = Rational(Natural(digits: above), Natural(digits: below)).map { ($0, slash + 1 + below.count) }
            }
        }
        guard let part, part.0.numerator < part.0.denominator, whole >= 0 else { return }
        value = value.flatMap { $0 + part.0 }
        end = part.end
    }

    /// Reads words of size, and Korean fractions (`3분의 2`).
    private mutating func readSize(from start: Int) {
        guard let number = value else { return }
        let next = text[end] == " " || text[end] == "-" ? end + 1 : end
        if text.has(Array("분의".unicodeScalars), at: next) {
            let first = text[next + 2] == " " ? next + 3 : next + 2
            let above = text.digits(from: first)
            guard !above.isEmpty else { return }
            value = Rational(digits: above, exponent: 0).flatMap { $0 / number }
            end = first + above.count
        } else if let korean = KoreanMagnitude.value(of: number, from: end, in: text) {
            (value, end) = (korean.value, korean.end)
        } else {
            while let size = text.size(at: end, ofNumberAt: start) {
                value = Rational(digits: [1], exponent: size.power).flatMap { power in value.flatMap { $0 * power } }
                end = size.end
            }
        }
    }
}

extension ExpressionReader {
    /// Reads the fraction of a mixed number.
    fileprivate mutating func mixedPart() -> Rational? {
        guard let read = sum(), !read.hasOperator else { return nil }
        return read.value
    }
}

extension Unicode.Scalar {
    /// The value of ½, ⅓ and the like; nil for other scalars.
    var vulgarFraction: Rational? {
        guard (0xBC...0xBE).contains(value) || (0x2150...0x215E).contains(value) else { return nil }
        let parts: [UInt32: (UInt64, UInt64)] = [
            0xBC: (1, 4), 0xBD: (1, 2), 0xBE: (3, 4), 0x2150: (1, 7), 0x2151: (1, 9), 0x2152: (1, 10), 0x2153: (1, 3),
            0x2154: (2, 3), 0x2155: (1, 5), 0x2156: (2, 5), 0x2157: (3, 5), 0x2158: (4, 5), 0x2159: (1, 6),
            0x215A: (5, 6), 0x215B: (1, 8), 0x215C: (3, 8), 0x215D: (5, 8), 0x215E: (7, 8),
        ]
        return parts[value].flatMap { Rational(Natural($0.0), Natural($0.1)) }
    }
}
