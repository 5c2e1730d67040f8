/// Reads a numeric expression: decimals, fractions, mixed numbers, powers, products and sums, in plain notation and in
/// LaTeX's, as ``PlainMath`` writes it.
///
/// An expression with a part that is no fraction (`12π`, `5√2`, `3x`) has no value, but is read to its end, so that its
/// digits aren't taken for numbers of their own.
struct ExpressionReader {
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
    }

    let text: AnswerText
    private(set) var index: Int
    private var depth: Int
    private var groupDepth = 0
    /// True if there was an operator in the group that was read last.
    private var groupHadOperator = false
    /// The largest depth of expressions in each other.
    static let mostDepth = 12

    /// Creates a reader at an index, inside of `depth` other expressions.
    init(_ text: AnswerText, at index: Int, depth: Int = 0) {
        self.text = text
        self.index = index
        self.depth = depth
    }

    /// Reads a sum; nil if none begins here.
    mutating func sum() -> Expression? {
        guard depth < Self.mostDepth else { return nil }
        depth += 1
        defer { depth -= 1 }
        guard var left = product() else { return nil }
        while true {
            let start = index
            if let word = text.wordOperator(at: start), word.isSum {
                index = word.end
                guard !left.isName, let right = product(), !right.isName else {
                    index = start
                    return left
                }
                left.combine(right, by: word.result)
                continue
            }
            if let end = text.variableEnd(behindSignAt: start), !left.isName {
                index = end
                left.combine(Expression(value: nil)) { _, _ in nil }
                continue
            }
            let isSpaced = skipSpaces()
            guard let sign = text[index], "+-±–".unicodeScalars.contains(sign), text[index + 1] != sign else {
                index = start
                return left
            }
            index += 1
            let hasSpace = skipSpaces()
            // `16 -3` are two numbers, `16-3` and `16 - 3` a difference.
            guard !left.isName, isSpaced == hasSpace || sign == "+", let right = product(), !right.isName else {
                index = start
                return left
            }
            // An en dash between two numbers is a minus where their difference follows: `10 – 3 = 7`.
            if sign == "–", !isSpaced || !hasSpace || text.equality(from: index, allowsWords: false) == nil {
                index = start
                return left
            }
            left.mayBeRange = left.mayBeRange || (sign == "-" && !isSpaced) || right.mayBeRange
            left.combine(right) { sign == "+" ? $0 + $1 : sign == "±" ? nil : $0 + -$1 }
        }
    }

    private mutating func product() -> Expression? {
        guard var left = factor() else { return nil }
        while true {
            let start = index
            if let word = text.wordOperator(at: start), !word.isSum {
                index = word.end
                guard !left.isName, let right = factor() else {
                    index = start
                    return left
                }
                left.combine(right, by: word.result)
                continue
            }
            // `3!4!`
            if text[index - 1] == "!", text[index]?.isDigit == true, let right = factor() {
                left.combine(right, by: *)
                continue
            }
            skipSpaces()
            guard let sign = text[index], isMultiplication(sign) || sign == "÷" || sign == "/" else {
                index = start
                return left
            }
            index += 1
            skipSpaces()
            guard !left.isName, text[index] != "*", let right = factor() else {
                index = start
                return left
            }
            if sign == "/", text[index] == "/", text[index + 1]?.isDigit == true {
                left.isName = true
                while let scalar = text[index], scalar.isDigit || scalar == "/" { index += 1 }
                continue
            }
            let divides = sign == "÷" || sign == "/"
            left.combine(right) { divides ? $0 / $1 : $0 * $1 }
        }
    }

    private func isMultiplication(_ sign: Unicode.Scalar) -> Bool {
        switch sign {
        case "×": return true
        case "*": return text[index + 1] != "*" && text[index - 1] != "*"
        case "x", "X":
            guard text[index - 1].map({ $0 == " " || $0.isDigit }) == true else { return false }
            let next = text[index + 1] == " " ? text[index + 2] : text[index + 1]
            return next.map { $0.isDigit || $0.isCurrency || $0 == "(" } == true
        default: return false
        }
    }

    private mutating func factor() -> Expression? {
        let start = index
        var isNegative = false
        while let sign = text[index], sign.isMinus || sign == "+" {
            isNegative = isNegative != sign.isMinus
            index += 1
            guard index - start < 3 else { break }
        }
        if index > start { skipSpaces() }
        let first = index
        guard var base = primary() else {
            index = start
            return nil
        }
        readFactorial(&base)
        readPower(&base, from: first)
        if let power = text.wordPower(at: index) {
            index = power.end
            base.value = base.value.flatMap { value in power.exponent.flatMap(value.power) }
            base.hasOperator = true
        }
        readGroups(&base)
        if isNegative { base.value = base.value.map { -$0 } }
        return base
    }

    /// Reads `!`, if it is no exclamation: in mathematics, and before what goes on with it.
    private mutating func readFactorial(_ base: inout Expression) {
        guard text[index] == "!", text[index - 1].map({ $0.isDigit || $0 == ")" }) == true else { return }
        guard text.isMath || groupDepth > 0 || text.isFactorial(at: index) else { return }
        index += 1
        let isDouble = text[index] == "!"
        if isDouble { index += 1 }
        base.value = isDouble ? nil : base.value.flatMap(\.integer).flatMap(Rational.factorial)
        base.hasOperator = true
    }

    /// Reads powers, of which the last binds first: `2^3^2` is 2 to the power of 9.
    private mutating func readPower(_ base: inout Expression, from first: Int) {
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
    private mutating func readGroups(_ base: inout Expression) {
        while text[index] == "(", let before = text[index - 1], before.isDigit || before == ")" || before == "}" {
            let start = index
            guard let inside = group() else { return index = start }
            if before.isDigit, let value = base.value, value == inside.value { continue }
            let isProduct = groupHadOperator || !before.isDigit
            base.combine(inside) { isProduct ? $0 * $1 : nil }
        }
    }

    private mutating func signedDigits() -> Expression? {
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

    private mutating func primary() -> Expression? {
        let unit = currency()
        var read: Expression?
        if text.has(Self.fraction, at: index) {
            read = fraction()
        } else if text[index] == "(" || text[index] == "{" {
            read = group()
        } else if text[index]?.isIrrational == true {
            readSign()
            read = Expression(value: nil, hasOperator: true)
        } else if let end = text.callEnd(at: index) {
            index = end
            read = Expression(value: nil, hasOperator: true)
        } else if text[index] == "‾", let end = text.mathGroupEnd(at: index + 1) {
            index = end
            read = Expression(value: nil)
        } else {
            read = number()
        }
        guard var read else { return nil }
        if let unit { read.unit = unit }
        readIrrational(&read)
        return read
    }

    /// Reads a sign that makes a number no fraction, with what belongs to it: `√[3]{8}`, `± 3`, `π`, `𝑥_2 8`.
    private mutating func readSign() {
        if let end = text.callEnd(at: index) { return index = end }
        let sign = text[index]
        index += 1
        guard sign == "√" || sign == "±" else {
            _ = group() ?? signedDigits()
            return
        }
        if text[index] == "[", text[index + 2] == "]" { index += 3 }
        let start = index
        skipSpaces()
        if (group() ?? number()) == nil { index = start }
    }

    /// Reads what makes a number no fraction: `12π`, `5√{2}`, `3x`, `2 pi`.
    private mutating func readIrrational(_ read: inout Expression) {
        while true {
            let start = index
            skipSpaces()
            if text.word(at: index) == "pi" {
                index += 2
            } else if text[index]?.isIrrational == true {
                readSign()
            } else {
                index = start
                break
            }
            read.value = nil
        }
    }

    /// Reads a `$`, `€` or code before a number.
    private mutating func currency() -> Unit? {
        if let sign = text[index], sign.isCurrency {
            let next = text[index + 1] == " " ? index + 2 : index + 1
            guard text.beginsNumber(at: next) || text[next] == "-" || text[next] == "\\" || text[next] == "(" else {
                return nil
            }
            index = next
            return Unit(String(sign))
        }
        let word = text.word(at: index)
        guard 2...3 ~= word.count, let unit = Unit(word), unit.isCurrency else { return nil }
        let end = index + word.unicodeScalars.count
        let next = text[end] == "$" ? end + 1 : end
        guard text.beginsNumber(at: text[next] == " " ? next + 1 : next) else { return nil }
        index = text[next] == " " ? next + 1 : next
        return unit
    }

    private static let fraction = Array("\\frac".unicodeScalars)

    /// Reads LaTeX's fraction, also `\frac12`.
    private mutating func fraction() -> Expression? {
        let start = index
        index += Self.fraction.count
        skipSpaces()
        guard let above = group() ?? digit() else {
            index = start
            return nil
        }
        skipSpaces()
        guard var below = group() ?? digit() else {
            index = start
            return nil
        }
        below.value = above.value.flatMap { top in below.value.flatMap { top / $0 } }
        below.hasOperator = false
        return below
    }

    private mutating func digit() -> Expression? {
        guard let scalar = text[index] else { return nil }
        guard scalar.isDigit else {
            guard scalar.isIrrational || scalar.isASCIILetter else { return nil }
            index += 1
            return Expression(value: nil)
        }
        index += 1
        return Expression(value: Rational(UInt64(scalar.value - 0x30)))
    }

    /// Reads a sum in parentheses or braces. What is no sum has no value.
    private mutating func group() -> Expression? {
        let start = index
        guard let open = text[index], open == "(" || open == "{" else { return nil }
        let close: Unicode.Scalar = open == "(" ? ")" : "}"
        index += 1
        groupDepth += 1
        defer { groupDepth -= 1 }
        skipSpaces()
        var inside = sum()
        skipSpaces()
        if text[index] != close {
            // Of braces something must be read, or the digits in them would be numbers of their own.
            guard open == "{", let end = text.closingBrace(from: index) else {
                index = start
                return nil
            }
            index = end
            inside = Expression(value: nil)
        }
        index += 1
        groupHadOperator = inside?.hasOperator ?? false
        guard var inside else { return open == "{" ? Expression(value: nil) : nil }
        inside.hasOperator = false
        inside.mayBeRange = false
        return inside
    }

    private mutating func number() -> Expression? {
        guard text.beginsNumber(at: index), let read = NumberReading(text, at: index, depth: depth) else { return nil }
        index = read.end
        return Expression(value: read.value, isName: read.isName)
    }

    @discardableResult private mutating func skipSpaces() -> Bool {
        let start = index
        while let scalar = text[index], scalar == " " || scalar == "\u{2009}" || scalar == "\u{A0}" { index += 1 }
        return index > start
    }
}

extension ExpressionReader.Expression {
    fileprivate mutating func combine(_ right: Self, by operation: (Rational, Rational) -> Rational?) {
        value = value.flatMap { left in right.value.flatMap { operation(left, $0) } }
        unit = unit ?? right.unit
        hasOperator = true
        isName = isName || right.isName
    }

    fileprivate mutating func raise(to exponent: Self) {
        value = value.flatMap { value in exponent.value?.integer.flatMap(value.power) }
    }
}

extension Unicode.Scalar {
    var isCurrency: Bool { self == "$" || (!isASCII && properties.generalCategory == .currencySymbol) }

    /// True for a sign that makes a number no fraction.
    var isIrrational: Bool { self == "π" || self == "√" || self == "𝑥" || self == "∞" || self == "±" }
}
