/// What is done with two numbers, in signs or in words.
struct Operator {
    enum Kind {
        case plus, minus, times, divided
        /// An operation whose result isn't worked out: `±`, `mod`, `choose`.
        case other
    }

    var kind: Kind
    /// The index behind the sign or the words and the blanks there.
    var end: Int

    /// True for what binds as loosely as a sum.
    var isSum: Bool { kind == .plus || kind == .minus || (kind == .other && bindsLoosely) }
    fileprivate var bindsLoosely = false

    /// Returns the result; nil if it isn't worked out.
    func result(_ left: Rational, _ right: Rational) -> Rational? {
        switch kind {
        case .plus: left + right
        case .minus: left + -right
        case .times: left * right
        case .divided: left / right
        case .other: nil
        }
    }
}

extension AnswerText {
    private static let operators: [(words: [Unicode.Scalar], kind: Operator.Kind, isLoose: Bool)] = [
        ("plus or minus ", .other, true), ("+/- ", .other, true), ("+/-", .other, true), ("plus ", .plus, true),
        ("minus ", .minus, true), ("times ", .times, false), ("multiplied by ", .times, false),
        ("divided by ", .divided, false), ("over ", .divided, false), ("mod ", .other, false),
        ("modulo ", .other, false), ("choose ", .other, false), ("더하기 ", .plus, true), ("빼기 ", .minus, true),
        ("곱하기 ", .times, false), ("나누기 ", .divided, false),
    ].map { (Array($0.unicodeScalars), $1, $2) }

    /// Returns the operation in words that stands behind a blank at an index, with a number behind it: `plus 6`, `divided by 2`.
    /// `over` divides only by a number that isn't one of something: `5 over 7`, but `36 pages over 5 days`.
    func wordOperator(at start: Int) -> Operator? {
        let index = skippingSpaces(from: start)
        guard index > start, let first = self[index], first.isLetter || first == "+" else { return nil }
        for (words, kind, isLoose) in Self.operators where has(words, at: index) {
            let end = skippingSpaces(from: index + words.count)
            let number = self[end] == "-" || self[end] == "$" ? end + 1 : end
            guard beginsNumber(at: number) || self[end] == "(" || self[end] == "\\" else { return nil }
            if self[index].map({ $0 == "o" || $0 == "O" }) == true, self[end] != "(" {
                let last = NumberReading(self, at: end, depth: ExpressionReader.mostDepth - 1)?.end ?? end
                guard last > end, !isWordBehind(last), UnitReader.unit(self, at: last) == nil else { return nil }
            }
            return Operator(kind: kind, end: end, bindsLoosely: isLoose)
        }
        return nil
    }

    /// Returns the index behind a sign of a power at an index, perhaps behind blanks: `^`, or `**` that is no emphasis. `base` is
    /// where the number begins that is raised.
    func powerSignEnd(at start: Int, base: Int) -> Int? {
        let index = skippingSpaces(from: start)
        if self[index] == "^" { return index == start ? index + 1 : skippingSpaces(from: index + 1) }
        guard index == start, self[index] == "*", self[index + 1] == "*", isPowerOperand(at: index + 2) else {
            return nil
        }
        guard isEmphasis(before: index) else { return index + 2 }
        // `**10**6**` is emphasised as a whole, `**10**(ten)` isn't.
        var end = index + 2
        if self[end] == "-" { end += 1 }
        end += digits(from: end).count
        return self[end] == "*" && self[end + 1] == "*" ? index + 2 : nil
    }

    private func isPowerOperand(at index: Int) -> Bool {
        guard let scalar = self[index] else { return false }
        return scalar.isDigit || scalar == "(" || scalar == "{" || (scalar == "-" && self[index + 1]?.isDigit == true)
    }

    /// Returns whether `**` has opened an emphasis on the line before an index.
    private func isEmphasis(before end: Int) -> Bool {
        var start = end
        while start > 0, end - start < 400, !scalars[start - 1].isNewline { start -= 1 }
        var (index, isOpen) = (start, false)
        while index < end {
            guard scalars[index] == "*", self[index + 1] == "*" else {
                index += 1
                continue
            }
            let isBehindNumber = self[index - 1].map { $0.isDigit || $0 == ")" } == true
            isOpen = !isOpen && !(isBehindNumber && isPowerOperand(at: index + 2))
            index += 2
        }
        return isOpen
    }

    private static let powers: [(words: [Unicode.Scalar], exponent: Int)] = [
        (" squared", 2), (" cubed", 3), ("의 제곱", 2), ("의 세제곱", 3),
    ].map { (Array($0.unicodeScalars), $1) }
    private static let root = Array("의 제곱근".unicodeScalars)
    private static let raised = ["to the power of ", "raised to the power of ", "의 "].map { Array($0.unicodeScalars) }

    /// Returns the power that words behind a number raise it to, and where they end: `5 squared`, `10 to the power of 6`,
    /// `2의 10제곱`. The exponent is nil for what isn't worked out, such as a root.
    func wordPower(at start: Int) -> (exponent: Int?, end: Int)? {
        guard self[start] == " " || self[start] == "의" else { return nil }
        if has(Self.root, at: start) { return (nil, start + Self.root.count) }
        if let power = Self.powers.first(where: { has($0.words, at: start) }) {
            return (power.exponent, start + power.words.count)
        }
        let index = skippingSpaces(from: start)
        for words in Self.raised where has(words, at: index) {
            let first = skippingSpaces(from: index + words.count)
            let digits = digits(from: first)
            let end = first + digits.count
            guard 1...4 ~= digits.count else { continue }
            if words.first == "의", !has(["제", "곱"], at: end) { continue }
            return (digits.reduce(0) { $0 * 10 + Int($1) }, words.first == "의" ? end + 2 : end)
        }
        return nil
    }

    private static let parts: [String: UInt64] = ["half": 2, "third": 3, "quarter": 4]

    /// Returns what words before a number do to it: `twice 5`, `half of 10`, `the square root of 16`. The result is nil if it isn't
    /// worked out. Nil if no such words stand there.
    func wordFunction(before start: Int) -> ((Rational) -> Rational?)? {
        guard self[start - 1] == " " else { return nil }
        let words = words(before: start, most: 4)
        guard let nearest = words.first else { return nil }
        func scaled(_ above: UInt64, _ below: UInt64 = 1) -> (Rational) -> Rational? {
            { value in Rational(Natural(above), Natural(below)).flatMap { value * $0 } }
        }
        switch nearest {
        case "twice", "double": return scaled(2)
        case "triple", "thrice": return scaled(3)
        case "루트": return { _ in nil }
        case "root": return words.count > 1 && ["square", "cube"].contains(words[1]) ? { _ in nil } : nil
        case "base": return words.count > 1 && ["log", "logarithm"].contains(words[1]) ? { _ in nil } : nil
        case "of":
            guard words.count > 1 else { return nil }
            switch words[1] {
            case "root", "log", "logarithm", "sine", "cosine", "tangent", "factorial", "reciprocal", "inverse":
                return { _ in nil }
            case "square": return { $0.power(2) }
            case "cube": return { $0.power(3) }
            case "half": return scaled(1, 2)
            case "third", "quarter":
                guard words.count > 2, words[2] == "a" || words[2] == "one" else { return nil }
                return scaled(1, Self.parts[words[1]] ?? 1)
            default: return nil
            }
        default: return nil
        }
    }
}

extension AnswerText {
    /// Returns whether the `!` at an index is a factorial's, by what follows it: `5! = 120`, `3!x`, `4!/2`, `3! ways`.
    func isFactorial(at index: Int) -> Bool {
        guard let next = self[index + 1] else { return false }
        if next.script != .none || "/^×÷$".unicodeScalars.contains(next) { return next.script != .hangul }
        let place = skippingSpaces(from: index + 1)
        if self[place] == "=" { return self[place + 1] != ">" }
        if "/×÷".unicodeScalars.contains(self[place] ?? " ") { return true }
        return ["ways", "permutations", "arrangements", "orders", "orderings"].contains(word(at: place))
    }

    /// Returns the index behind the raised ending of an ordinal number: `25^{th}`, `3^rd`.
    func ordinalEnd(at start: Int) -> Int? {
        guard self[start] == "^" else { return nil }
        let first = self[start + 1] == "{" ? start + 2 : start + 1
        guard ["st", "nd", "rd", "th"].contains(word(at: first)) else { return nil }
        return self[first + 2] == "}" ? first + 3 : first + 2
    }
}

extension Rational {
    /// Returns the factorial of a whole number; nil if it is negative or too long.
    static func factorial(_ number: Int) -> Rational? {
        guard 0...400 ~= number else { return nil }
        var result: Rational? = Rational(1)
        for factor in 0..<number { result = result.flatMap { $0 * Rational(UInt64(factor + 1)) } }
        return result
    }
}
