/// A number in a text with its unit.
struct Quantity {
    /// Where it stands, without the words between it and other quantities.
    var range: Range<Int>
    /// The value; nil if there is no single one, as in `5 to 7`, `2:1` or `12π`.
    var value: Rational?
    /// The unit or currency; nil if none that is known stands there.
    var unit: Unit?

    /// The text that equal quantities share: `-1234.5`, `1/3`, `$5`, `50%`, `25 m^2`.
    var canonical: String? {
        guard let value else { return nil }
        let number = value.canonical
        guard let unit else { return number }
        if unit.isCurrency, unit.symbol.unicodeScalars.count == 1 {
            return value.isNegative ? "-\(unit.symbol)\(number.dropFirst())" : "\(unit.symbol)\(number)"
        }
        return unit.symbol == "%" || unit.symbol == "°" ? "\(number)\(unit.symbol)" : "\(number) \(unit.symbol)"
    }

    /// Returns whether both say the same. A unit that only one of them has doesn't count, `3 h` are `180 min`, and `50%`
    /// is 0.5 as well as 50.
    /// With a tolerance, `other` is the right one.
    func isSame(as other: Quantity, within tolerance: Tolerance? = nil) -> Bool {
        guard let value, let right = other.value else { return false }
        func equal(_ value: Rational?, _ right: Rational?, unit: Rational = Rational(1)) -> Bool {
            guard let value, let right else { return false }
            return value == right || tolerance?.allows(value, for: right, unit: unit) ?? false
        }
        switch (unit, other.unit) {
        case (let unit?, let other?):
            guard unit.kind == other.kind else { return false }
            return equal(value * unit.factor, right * other.factor, unit: other.factor)
        case (let unit?, nil): return equal(value, right) || (unit.isShare && equal(value * unit.factor, right))
        case (nil, let unit?):
            return equal(value, right) || (unit.isShare && equal(value, right * unit.factor, unit: unit.factor))
        case (nil, nil): return equal(value, right)
        }
    }
}

extension Unit {
    /// True for a currency.
    var isCurrency: Bool { kind.count == 3 && kind.allSatisfy(\.isUppercase) }
}
