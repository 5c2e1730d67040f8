extension ExpressionReader {
    /// What was read.
    struct Expression {
        /// The value; nil if it is no fraction.
        var value: Rational?
        /// A currency or unit inside the expression.
        var unit: Unit?
        /// True for more than a number: there is an operator.
        var hasOperator = false
        /// True for a difference that may be a range: `5-7`, or `5 - 7` before a word.
        var mayBeRange = false
        /// True for what has digits and is no number: a date, a version.
        var isName = false

        /// Takes what an operation makes of both.
        mutating func combine(_ right: Self, by operation: (Rational, Rational) -> Rational?) {
            value = value.flatMap { left in right.value.flatMap { operation(left, $0) } }
            unit = unit ?? right.unit
            hasOperator = true
            isName = isName || right.isName
        }

        /// Raises it to a power, if that is whole.
        mutating func raise(to exponent: Self) {
            value = value.flatMap { value in exponent.value?.integer.flatMap(value.power) }
        }
    }
}
