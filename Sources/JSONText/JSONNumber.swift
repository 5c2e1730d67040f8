/// An exact decimal number of any length: `digits` × 10 to the power of `exponent`.
package struct JSONNumber: Hashable, Sendable {
    /// Whether the number is below zero.
    package let isNegative: Bool
    /// The digits from 0 to 9, without zeros at either end; empty for zero.
    package let digits: [UInt8]
    /// The power of ten of the last digit.
    package let exponent: Int

    /// The largest exponent that is kept; larger ones are read as this.
    private static let largestExponent = 1 << 50

    /// Creates a number from digits from 0 to 9. Zeros at either end are allowed.
    package init(isNegative: Bool, digits: some Sequence<UInt8>, exponent: Int) {
        var digits = Array(digits.drop { $0 == 0 })
        let zeros = digits.reversed().prefix { $0 == 0 }.count
        digits.removeLast(zeros)
        self.digits = digits
        self.isNegative = isNegative && !digits.isEmpty
        self.exponent = digits.isEmpty ? 0 : exponent + zeros
    }

    /// Reads a number as JSON writes it; nil if the text isn't one.
    package init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
        func takeDigits() -> [UInt8] {
            let digits = bytes.prefix(while: isDigit)
            bytes = bytes.dropFirst(digits.count)
            return digits.map { $0 - 0x30 }
        }
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes.removeFirst() }
        let whole = takeDigits()
        var decimals: [UInt8] = []
        if bytes.first == UInt8(ascii: ".") {
            bytes.removeFirst()
            decimals = takeDigits()
            guard !decimals.isEmpty else { return nil }
        }
        var exponent = 0
        if let byte = bytes.first, byte | 0x20 == UInt8(ascii: "e") {
            bytes.removeFirst()
            let isBelow = bytes.first == UInt8(ascii: "-")
            if isBelow || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
            let power = takeDigits()
            guard !power.isEmpty else { return nil }
            exponent = power.reduce(0) { min(Self.largestExponent, $0 * 10 + Int($1)) } * (isBelow ? -1 : 1)
        }
        guard bytes.isEmpty, whole.count == 1 || whole.first.map({ $0 != 0 }) == true else { return nil }
        self.init(isNegative: isNegative, digits: whole + decimals, exponent: exponent - decimals.count)
    }

    /// Whether the number has no fraction; 1.0 has none.
    package var isInteger: Bool { exponent >= 0 }

    /// The number as an integer; nil if it has a fraction or is too large.
    package var integer: Int? {
        guard isInteger, digits.count + exponent <= 19 else { return nil }
        return Int((isNegative ? "-" : "") + Self.text(digits) + String(repeating: "0", count: exponent))
            ?? (digits.isEmpty ? 0 : nil)
    }

    /// A text that is the same for equal numbers: without a power of ten, unless that takes more than a thousand
    /// digits.
    package var canonical: String {
        guard !digits.isEmpty else { return "0" }
        let sign = isNegative ? "-" : ""
        let point = digits.count + exponent
        guard -1000...1000 ~= point, -1000...1000 ~= exponent else { return "\(sign)\(Self.text(digits))e\(exponent)" }
        if point <= 0 { return "\(sign)0." + String(repeating: "0", count: -point) + Self.text(digits) }
        if exponent >= 0 { return sign + Self.text(digits) + String(repeating: "0", count: exponent) }
        return sign + Self.text(digits[..<point]) + "." + Self.text(digits[point...])
    }

    /// Returns whether the number is a whole multiple of another, which must not be zero.
    package func isMultiple(of divisor: JSONNumber) -> Bool {
        guard !digits.isEmpty else { return true }
        // The last digit isn't 0, so no multiple of ten divides the number.
        guard !divisor.digits.isEmpty, exponent >= divisor.exponent else { return false }
        // A power of ten larger than the divisor's number of bits adds no factor that the divisor has.
        let zeros = min(exponent - divisor.exponent, 4 * divisor.digits.count)
        var rest: [UInt8] = []
        for digit in digits + repeatElement(0, count: zeros) {
            if !rest.isEmpty || digit != 0 { rest.append(digit) }
            while Self.subtract(divisor.digits, from: &rest) {}
        }
        return rest.isEmpty
    }

    /// Subtracts and returns true if the result isn't negative; else changes nothing and returns false.
    private static func subtract(_ number: [UInt8], from rest: inout [UInt8]) -> Bool {
        guard rest.count > number.count || (rest.count == number.count && !rest.lexicographicallyPrecedes(number))
        else { return false }
        var borrow: UInt8 = 0
        for place in 1...rest.count {
            let taken = borrow + (place <= number.count ? number[number.count - place] : 0)
            let index = rest.count - place
            borrow = rest[index] < taken ? 1 : 0
            rest[index] = rest[index] + 10 * borrow - taken
        }
        rest.removeFirst(rest.prefix { $0 == 0 }.count)
        return true
    }

    private static func text(_ digits: some Sequence<UInt8>) -> String {
        String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
    }
}

extension JSONNumber: Comparable {
    /// Returns whether the first number is less than the second.
    package static func < (first: JSONNumber, second: JSONNumber) -> Bool {
        guard first.isNegative == second.isNegative else { return first.isNegative }
        return first.isNegative ? second.isCloserToZero(than: first) : first.isCloserToZero(than: second)
    }

    private func isCloserToZero(than other: JSONNumber) -> Bool {
        guard !digits.isEmpty, !other.digits.isEmpty else { return digits.isEmpty && !other.digits.isEmpty }
        let (point, otherPoint) = (digits.count + exponent, other.digits.count + other.exponent)
        return point == otherPoint ? digits.lexicographicallyPrecedes(other.digits) : point < otherPoint
    }
}
