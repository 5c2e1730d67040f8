/// The parts of an expression: numbers, groups and fractions, currencies before them, and signs that make them no fraction.
extension ExpressionReader {
    /// Reads a sign that makes a number no fraction, with what belongs to it: `√[3]{8}`, `± 3`, `π`, `𝑥_2 8`.
    mutating func readSign() {
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
    mutating func readIrrational(_ read: inout Expression) {
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
    mutating func currency() -> Unit? {
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

    static let fraction = Array("\\frac".unicodeScalars)

    /// Reads LaTeX's fraction, also `\frac12`.
    mutating func fraction() -> Expression? {
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
    mutating func group() -> Expression? {
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

    mutating func number() -> Expression? {
        guard text.beginsNumber(at: index), let read = NumberReading(text, at: index, depth: depth) else { return nil }
        index = read.end
        return Expression(value: read.value, isName: read.isName)
    }
}
