import JSONText

/// How far a number may be from the right one: a number, or a share of the right one, as in `1%`.
package struct Tolerance: Sendable, Hashable, CustomStringConvertible {
    /// The tolerance as it is written: `0.01`, `1%`.
    package let description: String
    private let size: Rational
    private let isShare: Bool

    /// Reads a tolerance, which isn't below zero.
    ///
    /// - Throws: ``AnswerTypeError/badTolerance(_:)``.
    package init(_ text: String) throws(AnswerTypeError) {
        description = text.trimmingSpaces
        isShare = description.hasSuffix("%")
        let digits = (isShare ? String(description.dropLast()) : description).trimmingSpaces
        guard let number = JSONNumber(digits), !number.isNegative,
            let value = Rational(digits: number.digits, exponent: number.exponent),
            let size = isShare ? value / Rational(100) : value
        else { throw .badTolerance(text) }
        self.size = size
    }

    /// Returns whether a number is near enough to the right one; `unit` is the size of the right one's unit.
    func allows(_ value: Rational, for right: Rational, unit: Rational) -> Bool {
        guard let distance = value + -right, let most = isShare ? size * right : size * unit,
            let rest = most.magnitude + -distance.magnitude
        else { return false }
        return !rest.isNegative
    }
}
