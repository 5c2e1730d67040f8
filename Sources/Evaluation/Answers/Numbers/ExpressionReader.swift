/// Reads a numeric expression: decimals, fractions, mixed numbers, powers, products and sums, in plain notation and in
/// LaTeX's, as ``PlainMath`` writes it.
///
/// An expression with a part that is no fraction (`12π`, `5√2`, `3x`) has no value, but is read to its end, so that its
/// digits aren't taken for numbers of their own.
struct ExpressionReader {
    let text: AnswerText
    var index: Int
    /// The number of expressions in which this one stands.
    private(set) var depth: Int
    /// The number of groups that are open.
    var groupDepth = 0
    /// True if there was an operator in the group that was read last.
    var groupHadOperator = false
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

    @discardableResult mutating func skipSpaces() -> Bool {
        let start = index
        while let scalar = text[index], scalar == " " || scalar == "\u{2009}" || scalar == "\u{A0}" { index += 1 }
        return index > start
    }
}

extension Unicode.Scalar {
    var isCurrency: Bool { self == "$" || (!isASCII && properties.generalCategory == .currencySymbol) }

    /// True for a sign that makes a number no fraction.
    var isIrrational: Bool { self == "π" || self == "√" || self == "𝑥" || self == "∞" || self == "±" }
}
