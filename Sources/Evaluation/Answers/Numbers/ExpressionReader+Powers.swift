/// What stands behind a number or a group and changes its value: `!`, exponents, and groups that multiply it.
extension ExpressionReader {
    /// Reads `!`, if it is no exclamation: in mathematics, and before what goes on with it.
    mutating func readFactorial(_ base: inout Expression) {
        guard text[index] == "!", text[index - 1].map({ $0.isDigit || $0 == ")" }) == true else { return }
        guard text.isMath || groupDepth > 0 || text.isFactorial(at: index) else { return }
        index += 1
        let isDouble = text[index] == "!"
        if isDouble { index += 1 }
        base.value = isDouble ? nil : base.value.flatMap(\.integer).flatMap(Rational.factorial)
        base.hasOperator = true
    }

    /// Reads powers, of which the last binds first: `2^3^2` is 2 to the power of 9.
    mutating func readPower(_ base: inout Expression, from first: Int) {
        if let end = text.ordinalEnd(at: index) { return index = end }
        var exponents: [Expression] = []
        var operand = first
        while let end = text.powerSignEnd(at: index, base: operand) {
            index = text[end] == "*" ? end + 1 : end
            operand = index
            guard let exponent = group() ?? signedDigits() else {
                exponents.append(Expression(value: nil))
                break
            }
            exponents.append(exponent)
        }
        guard var exponent = exponents.popLast() else { return }
        while var next = exponents.popLast() {
            next.raise(to: exponent)
            exponent = next
        }
        base.raise(to: exponent)
        base.hasOperator = true
    }

    /// Reads groups that a number or a group stands directly before, which multiplies them: `2(3+4)`, `(1+2)(3)`. A remark such
    /// as `24(3×8)`, with the same value, changes nothing; `2(3)` has no value, for it may be a note.
    mutating func readGroups(_ base: inout Expression) {
        while text[index] == "(", let before = text[index - 1], before.isDigit || before == ")" || before == "}" {
            let start = index
            guard let inside = group() else { return index = start }
            if before.isDigit, let value = base.value, value == inside.value { continue }
            let isProduct = groupHadOperator || !before.isDigit
            base.combine(inside) { isProduct ? $0 * $1 : nil }
        }
    }

    mutating func signedDigits() -> Expression? {
        let isNegative = text[index] == "-"
        let first = index + (isNegative ? 1 : 0)
        let digits = text.digits(from: first)
        guard !digits.isEmpty else { return nil }
        index = first + digits.count
        if text[index] == ".", text[index + 1]?.isDigit == true {
            index += 1 + text.digits(from: index + 1).count
            return Expression(value: nil)
        }
        let value = Rational(digits: digits, exponent: 0)
        return Expression(value: isNegative ? value.map { -$0 } : value)
    }
}
