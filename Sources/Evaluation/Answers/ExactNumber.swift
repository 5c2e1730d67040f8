import Foundation
import JSONText

/// Canonical texts of numbers, exact to any length: equal numbers have equal texts.
enum ExactNumber {
    /// Returns the text of ASCII digits with the decimal point before the digit at `point`, which may lie outside.
    /// Zeros that aren't needed are left out, and so is a sign before 0.
    static func canonical(isNegative: Bool, digits: [UInt8], point: Int) -> String {
        let zero = UInt8(ascii: "0")
        return JSONNumber(isNegative: isNegative, digits: digits.lazy.map { $0 - zero }, exponent: point - digits.count)
            .canonical
    }

    /// Returns the text of a fraction: decimals if they end, else lowest terms. Nil if it doesn't fit in 64 bits.
    static func canonical(isNegative: Bool, numerator: UInt64, denominator: UInt64) -> String? {
        guard denominator != 0 else { return nil }
        let divisor = greatestCommonDivisor(numerator, denominator)
        let (numerator, denominator) = (numerator / divisor, denominator / divisor)
        var scale: UInt64 = 1
        var places = 0
        while scale % denominator != 0, places < 18 {
            scale *= 10
            places += 1
        }
        guard scale % denominator == 0 else { return "\(isNegative ? "-" : "")\(numerator)/\(denominator)" }
        let (product, isOver) = numerator.multipliedReportingOverflow(by: scale / denominator)
        guard !isOver else { return nil }
        let digits = Array("\(product)".utf8)
        return canonical(isNegative: isNegative, digits: digits, point: digits.count - places)
    }

    /// Returns the text of a decimal number of at most 38 digits.
    static func canonical(isNegative: Bool, _ value: Decimal) -> String {
        let text = value.description.utf8
        let digits = text.filter { $0 != UInt8(ascii: ".") }
        return canonical(
            isNegative: isNegative, digits: digits, point: text.prefix { $0 != UInt8(ascii: ".") }.count)
    }

    private static func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return max(1, a)
    }
}
