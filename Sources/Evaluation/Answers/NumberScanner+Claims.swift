/// Where quantities stand in a text.
extension NumberScanner {
    /// Returns all quantities of a text, in order.
    static func claims(in text: AnswerText) -> [Claim<Quantity>] {
        var claims: [Claim<Quantity>] = []
        var index = 0
        while index < text.count {
            if let end = text.indexEnd(at: index) ?? text.addressEnd(at: index) {
                index = end
                continue
            }
            guard beginsQuantity(text, at: index) else {
                index += 1
                continue
            }
            if let end = identifierEnd(text, around: index) ?? labelEnd(text, at: index) {
                index = end
                continue
            }
            var (quantity, end) = QuantityReader.quantity(text, at: index)
            let isEquation = quantity.map { text.scalars[$0.range].contains("=") } ?? false
            if text.isAlgebra(before: index, isEquation: isEquation) || text.isOfMultiple(before: index) {
                quantity?.value = nil
            }
            if let quantity, !text.isDenied(quantity.range), !text.isTakenBack(behind: quantity.range.upperBound) {
                let hasEquals = text.scalars[quantity.range].contains { $0 == "=" }
                claims.append(
                    Claim(
                        value: quantity.value == nil ? nil : quantity, range: quantity.range, isStep: hasEquals))
            }
            index = max(end, index + 1)
        }
        return claims
    }

    private static let fraction = Array("\\frac".unicodeScalars)

    private static func beginsQuantity(_ text: AnswerText, at index: Int) -> Bool {
        let scalar = text.scalars[index]
        if scalar == "(" { return beginsGroup(text, at: index) }
        if scalar == "𝑥" || scalar.isASCIILetter { return text.callEnd(at: index) != nil }
        if scalar == "‾" { return text.mathGroupEnd(at: index + 1).map { text.hasDigits(index..<$0) } ?? false }
        return text.beginsNumber(at: index) || text.has(fraction, at: index) || scalar.isIrrational
    }

    /// Returns whether an expression begins with the parenthesis at an index: `(1+2)/3`, `(-2)^2`, `-(5)`; but not `(5)` or the number
    /// of a list, as in `(1) 5`.
    private static func beginsGroup(_ text: AnswerText, at index: Int) -> Bool {
        guard text[index - 1].map({ $0.script == .none }) ?? true, let close = text.mathGroupEnd(at: index) else {
            return false
        }
        let isNegative = text[index - 1] == "-" && text[index - 2].map { $0.script == .none && $0 != ")" } ?? true
        if isNegative, text.hasDigits(index..<close) { return true }
        var reader = ExpressionReader(text, at: index)
        guard let read = reader.sum(), read.hasOperator, reader.index > close, !read.isName else { return false }
        // `(3) - 5` at the beginning of a line is an item of a list.
        let isItem = text.digits(from: index + 1).count == close - index - 2 && text[close] == " "
        return !isItem || !text.beginsLine(at: index)
    }

    /// Returns where an identifier ends that has the digit at an index in it; nil if the digit is in none.
    private static func identifierEnd(_ text: AnswerText, around index: Int) -> Int? {
        if let end = text.unitPowerEnd(around: index) { return end }
        guard let before = text[index - 1], text.scalars[index].isDigit,
            before == "_" || (before.isLetter && before.script == .spaced && before != "𝑥")
                || (before == "-" && text.isName(before: index - 1))
        else { return nil }
        // A currency (`USD5`) ends where the number begins.
        if text.currencyStart(before: index) != nil { return nil }
        var end = index
        while let scalar = text[end],
            scalar.script == .spaced || scalar == "_" || (scalar == "." && text[end + 1]?.isDigit == true)
        {
            end += 1
        }
        return end
    }

    private static let counted: Set<String> = [
        "step", "part", "case", "question", "problem", "example", "chapter", "option", "figure", "equation", "page",
        "method", "stage", "section", "theorem", "lemma", "appendix",
        "choice", "단계",
    ]

    /// Returns where the number of a list (`1.`, `2)`, `(3)`) or of a `Step 2` ends; nil if the number at an index is none.
    private static func labelEnd(_ text: AnswerText, at index: Int) -> Int? {
        let end = index + text.digits(from: index).count
        guard end > index else { return nil }
        var start = index - 1
        while text[start] == " " { start -= 1 }
        // `equation (12)`
        if text[start] == "(", text[end] == ")", text[start - 1] == " " {
            start -= 1
            while text[start] == " " { start -= 1 }
        }
        if start < index - 1, text[start]?.isLetter == true {
            while text[start - 1]?.isLetter == true { start -= 1 }
            if counted.contains(text.word(at: start)) { return end }
        }
        while let scalar = text[start], scalar == "*" || scalar == "#" || scalar == "(" || scalar == " " { start -= 1 }
        guard text[start].map(\.isNewline) ?? true else { return nil }
        if text.has(Array("단계".unicodeScalars), at: text.skippingSpaces(from: end)) { return end }
        guard end - index < 3, let mark = text[end], mark == "." || mark == ")",
            text[end + 1]?.isSpace == true || text[end + 1] == "*"
        else { return nil }
        // A line that is nothing else is an answer: `3.`
        let rest = text.scalars[(end + 1)...].prefix { !$0.isNewline }
        guard rest.contains(where: { $0.script != .none }) else { return nil }
        let number = text.digits(from: index).reduce(0) { $0 * 10 + Int($1) }
        return number < 2 || text.hasListItem(number - 1, before: index) ? end : nil
    }
}
