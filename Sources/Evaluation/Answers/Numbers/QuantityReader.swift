/// Reads a quantity: an expression, its unit, the equation that it begins (`8 - 3 = 5` is 5), and other numbers that are
/// joined to it, which leave no single value (`5 or 7`, `2:1`, `5 hours 30 minutes`).
struct QuantityReader {
    private let text: AnswerText
    private var end: Int
    private var quantity: Quantity

    /// Reads the quantity whose first digit or sign of a fraction stands at an index. Nil for none, or for a date.
    static func quantity(_ text: AnswerText, at start: Int) -> (quantity: Quantity?, end: Int) {
        let signed = signStart(text, before: start)
        let word = text.words(before: signed, most: 1).first ?? ""
        let isMinus = ["minus", "negative", "마이너스", "영하"].contains(word)
        guard var reader = QuantityReader(text, from: signed, digit: start) else { return (nil, start + 1) }
        if let function = text.wordFunction(before: signed) {
            reader.quantity.value = reader.quantity.value.flatMap(function)
            reader.expression.hasOperator = true
        }
        guard reader.readChain() else { return (nil, max(reader.end, start + 1)) }
        reader.readUnit()
        reader.readSides()
        reader.readJoined()
        reader.quantity.range = signed..<reader.end
        if isMinus { reader.quantity.value = reader.quantity.value.map { -$0 } }
        return (reader.quantity, max(reader.end, start + 1))
    }

    private var expression: ExpressionReader.Expression

    private init?(_ text: AnswerText, from signed: Int, digit: Int) {
        self.text = text
        var reader = ExpressionReader(text, at: signed)
        var read = reader.sum()
        if read == nil {
            reader = ExpressionReader(text, at: digit)
            read = reader.sum()
        }
        guard let read else { return nil }
        (expression, end) = (read, reader.index)
        quantity = Quantity(range: signed..<end, value: read.value, unit: read.unit)
    }

    /// Reads the sides of an equation; false for a date or version.
    private mutating func readChain() -> Bool {
        if expression.isName { return false }
        closeMath()
        var isEquation = false
        while let side = side(after: end, needsOperator: !isEquation) {
            guard side.expression?.isName != true else { break }
            isEquation = true
            end = side.end
            quantity.value = side.expression?.value
            quantity.unit = side.expression?.unit ?? quantity.unit
            expression = side.expression ?? expression
            closeMath()
        }
        if expression.mayBeRange { quantity.value = nil }
        // `18 - 3 more` is no difference that is meant as an answer.
        if !isEquation, expression.hasOperator, text.isWordBehind(end), spansMinus { quantity.value = nil }
        return true
    }

    private var spansMinus: Bool {
        let (start, last) = (quantity.range.lowerBound + 1, end)
        return start < last && text.scalars[start..<last].contains("-")
    }

    /// Skips the `$` that closes mathematics opened before the number, which then was no currency.
    private mutating func closeMath() {
        guard text[end] == "$", text.beginsNumber(at: end + 1) == false else { return }
        end += 1
        if quantity.unit?.symbol == "$", text[quantity.range.lowerBound] == "$" { quantity.unit = nil }
    }

    /// Reads the next side of an equation: behind `=`, or behind `is` and the like if this side has an operator.
    private func side(after start: Int, needsOperator: Bool) -> (expression: ExpressionReader.Expression?, end: Int)? {
        guard let sign = text.equality(from: start, allowsWords: !needsOperator || expression.hasOperator) else {
            return nil
        }
        let index = text.skippingMath(from: sign.end)
        if sign.isAbout {
            // The exact side counts.
            var reader = ExpressionReader(text, at: index)
            return reader.sum().map { _ in (expression, reader.index) }
        }
        var reader = ExpressionReader(text, at: index)
        guard let read = reader.sum() else {
            return text[index] == "?" || text[index] == "_" ? (nil, index) : nil
        }
        return (read, reader.index)
    }

    private mutating func readUnit() {
        guard let (unit, end) = UnitReader.unit(text, at: end) else {
            // `5x` is no number, and `5kg` is one.
            if let scalar = text[end], scalar.isASCIILetter, !isOrdinal { quantity.value = nil }
            // Nor is `5 n`, but `5 a day` and `5 p.m.` have one.
            let next = text.skippingSpaces(from: end)
            if next > end, let letter = text[next], "b"..."z" ~= letter, text.isVariable(at: next) {
                quantity.value = nil
            }
            return
        }
        self.end = end
        quantity.unit = unit
        if let half = text.halfEnd(at: end) {
            self.end = half
            quantity.value = quantity.value.flatMap { value in
                Rational(Natural(1), Natural(2)).flatMap { value + $0 }
            }
        }
    }

    private var isOrdinal: Bool { ["st", "nd", "rd", "th", "s", "ths", "rds"].contains(text.word(at: end)) }

    /// Reads what follows a unit: an equation such as `3 cups * 2 = 6 cups` or `15 minutes = 900 s`.
    private mutating func readSides() {
        // `5n = 25` says nothing of 5.
        guard quantity.value != nil || quantity.unit != nil || text[end]?.isASCIILetter != true else { return }
        var rest = self
        while rest.end - end < 300, let next = text.wordsEnd(from: rest.end, most: 2), text.operatorStands(at: next) {
            rest.end = next
            var reader = ExpressionReader(text, at: text.skippingSpaces(from: next + 1))
            guard text[next] != "=", let more = reader.sum() else { break }
            rest.end = reader.index
            if more.isName { return }
            if let unit = UnitReader.unit(text, at: rest.end) { rest.end = unit.end }
        }
        guard let equals = text.wordsEnd(from: rest.end, most: 2), text[equals] == "=" else { return }
        rest.end = equals
        guard rest.readChain(), rest.end > equals else { return }
        rest.readUnit()
        self = rest
    }

    /// Reads numbers that are joined to this one, after which there is no single value.
    private mutating func readJoined() {
        if quantity.unit == nil,
            quantity.value == Rational(1) || quantity.value.map({ $0.denominator == Natural(1) }) == true,
            let ratio = text.ratioEnd(at: end, isOne: quantity.value == Rational(1))
        {
            end = ratio
            quantity.value = nil
        }
        while let next = text.joined(from: end, unit: quantity.unit) {
            guard var more = QuantityReader(text, from: next, digit: next), more.readChain() else { return }
            more.readUnit()
            end = more.end
            quantity.value = nil
        }
    }

    /// Returns where a sign or currency before a number begins.
    private static func signStart(_ text: AnswerText, before start: Int) -> Int {
        var index = start
        if let before = text[index - 1], before.isCurrency {
            index -= 1
        } else if text[index - 1] == " ", text[index - 2]?.isCurrency == true, text[index - 2] != "$" {
            index -= 2
        } else if let code = text.currencyStart(before: index) {
            index = code
        } else if text[index - 1] == " ", let code = text.currencyStart(before: index - 1) {
            index = code
        }
        guard let sign = text[index - 1], sign.isMinus || sign == "+" || sign == "±" else {
            return text.spacedSign(before: index) ?? index
        }
        guard let before = text[index - 2] else { return index - 1 }
        let isSign = before.script == .none && !before.isMinus && !")]}_*".unicodeScalars.contains(before)
        return isSign || before == "*" ? index - 1 : index
    }
}
