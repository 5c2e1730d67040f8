import JSONText

/// An exact fraction of whole numbers, in lowest terms.
struct Rational: Hashable, Sendable {
    let isNegative: Bool
    let numerator: Natural
    let denominator: Natural

    /// The longest numerator or denominator in bits, a little over a thousand digits. Longer numbers aren't read.
    private static let mostBits = 3400

    /// Creates a fraction; nil if the denominator is zero or the numbers are too long.
    init?(isNegative: Bool = false, _ numerator: Natural, _ denominator: Natural = Natural(1)) {
        guard !denominator.isZero, max(numerator.bitCount, denominator.bitCount) <= Self.mostBits else { return nil }
        let divisor = denominator == Natural(1) ? denominator : Self.greatestCommonDivisor(numerator, denominator)
        let isWhole = divisor == Natural(1)
        self.numerator = isWhole ? numerator : numerator.divided(by: divisor).quotient
        self.denominator = isWhole ? denominator : denominator.divided(by: divisor).quotient
        self.isNegative = isNegative && !numerator.isZero
    }

    /// Creates a fraction of numbers that have no common divisor.
    private init(reduced numerator: Natural, _ denominator: Natural, isNegative: Bool) {
        self.isNegative = isNegative && !numerator.isZero
        (self.numerator, self.denominator) = (numerator, denominator)
    }

    init(_ value: UInt64) {
        (isNegative, numerator, denominator) = (false, Natural(value), Natural(1))
    }

    /// Creates the decimal number of digits from 0 to 9, of which the last stands for 10 to the power of `exponent`. Nil
    /// if it is too long.
    init?(digits: [UInt8], exponent: Int) {
        guard digits.count <= 1000, abs(exponent) <= 1000 else { return nil }
        let (value, scale) = (Natural(digits: digits), Natural.ten(to: abs(exponent)))
        self.init(exponent < 0 ? value : value * scale, exponent < 0 ? scale : Natural(1))
    }

    var isZero: Bool { numerator.isZero }
    /// The value without its sign.
    var magnitude: Rational { isNegative ? -self : self }

    /// The value, if it is a whole number that fits.
    var integer: Int? {
        guard denominator == Natural(1) else { return nil }
        return numerator.integer.map { isNegative ? -$0 : $0 }
    }

    static prefix func - (value: Rational) -> Rational { value.with(isNegative: !value.isNegative) }

    static func + (first: Rational, second: Rational) -> Rational? {
        let (left, right) = (first.numerator * second.denominator, second.numerator * first.denominator)
        let denominator = first.denominator * second.denominator
        if first.isNegative == second.isNegative {
            return Rational(isNegative: first.isNegative, left + right, denominator)
        }
        return left < right
            ? Rational(isNegative: second.isNegative, right - left, denominator)
            : Rational(isNegative: first.isNegative, left - right, denominator)
    }

    static func * (first: Rational, second: Rational) -> Rational? {
        Rational(
            isNegative: first.isNegative != second.isNegative, first.numerator * second.numerator,
            first.denominator * second.denominator)
    }

    /// Returns the quotient; nil if the second number is zero.
    static func / (first: Rational, second: Rational) -> Rational? {
        Rational(
            isNegative: first.isNegative != second.isNegative, first.numerator * second.denominator,
            first.denominator * second.numerator)
    }

    /// Returns a whole power; nil if it is too long, or divides by zero.
    func power(_ exponent: Int) -> Rational? {
        guard abs(exponent) <= 1000, abs(exponent) * max(numerator.bitCount, denominator.bitCount) <= Self.mostBits
        else { return nil }
        guard exponent >= 0 || !numerator.isZero else { return nil }
        // Powers of numbers without a common divisor have none.
        var (above, below) = (Natural(1), Natural(1))
        for _ in 0..<abs(exponent) { (above, below) = (above * numerator, below * denominator) }
        let isOdd = isNegative && !exponent.isMultiple(of: 2)
        return exponent < 0
            ? Rational(reduced: below, above, isNegative: isOdd) : Rational(reduced: above, below, isNegative: isOdd)
    }

    /// The text that equal numbers share: decimals if they end, else a fraction in lowest terms.
    var canonical: String {
        var rest = denominator
        var (twos, fives) = (0, 0)
        while true {
            var half = rest
            guard half.divide(by: 2) == 0, rest != Natural(1) else { break }
            (rest, twos) = (half, twos + 1)
        }
        while true {
            var fifth = rest
            guard fifth.divide(by: 5) == 0, rest != Natural(1) else { break }
            (rest, fives) = (fifth, fives + 1)
        }
        let sign = isNegative ? "-" : ""
        guard rest == Natural(1), max(twos, fives) <= 1000 else {
            return "\(sign)\(Self.text(numerator))/\(Self.text(denominator))"
        }
        let places = max(twos, fives)
        let scaled = numerator * Natural.ten(to: places).divided(by: denominator).quotient
        return JSONNumber(isNegative: isNegative, digits: scaled.digits, exponent: -places).canonical
    }

    private func with(isNegative: Bool) -> Rational {
        Rational(isNegative: isNegative, numerator, denominator) ?? self
    }

    private static func text(_ number: Natural) -> String {
        number.isZero ? "0" : String(decoding: number.digits.map { $0 + 0x30 }, as: UTF8.self)
    }

    private static func greatestCommonDivisor(_ first: Natural, _ second: Natural) -> Natural {
        var (first, second) = (first, second)
        while !second.isZero { (first, second) = (second, first.divided(by: second).remainder) }
        return first
    }
}
