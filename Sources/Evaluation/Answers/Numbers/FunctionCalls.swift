/// Functions and indexed names, whose numbers are no numbers of their own.
extension AnswerText {
    private static let functions: Set<String> = [
        "sqrt", "cbrt", "log", "ln", "lg", "sin", "cos", "tan", "cot", "csc", "arcsin", "arccos", "arctan",
    ]
    /// Functions of which only the form with parentheses is one: `max(3, 5)`, but `max 5 people`.
    private static let calls: Set<String> = ["exp", "abs", "gcd", "lcm", "max", "min", "floor", "ceil", "round", "sec"]

    /// Returns where a function of numbers ends that begins at an index: `𝑥_2 8`, `f(3)`, `sqrt(16)`, `log 100`. Nil if none does.
    func callEnd(at start: Int) -> Int? {
        guard let first = self[start] else { return nil }
        var index = start + 1
        if first == "𝑥" { return argumentsEnd(from: index, since: start, allowsBlanks: true, needsWordless: false) }
        guard first.isASCIILetter, self[start - 1].map({ $0.script == .none && $0 != "_" }) ?? true else { return nil }
        while let scalar = self[index], scalar.isASCIILetter, index - start < 7 { index += 1 }
        guard let next = self[index], next == "(" || next == "_" || next == "^" || next == " " else { return nil }
        if index == start + 1 {
            guard next == "(" else { return nil }
            return argumentsEnd(from: index, since: start, allowsBlanks: false, needsWordless: false)
        }
        guard next != " " || self[index + 1]?.isDigit == true else { return nil }
        let word = word(at: start)
        guard Self.functions.contains(word) || (next == "(" && Self.calls.contains(word)) else { return nil }
        return argumentsEnd(from: index, since: start, allowsBlanks: true, needsWordless: true)
    }

    /// Returns where the indices, exponents and arguments of a function end; nil if there are no digits in them.
    private func argumentsEnd(from first: Int, since start: Int, allowsBlanks: Bool, needsWordless: Bool) -> Int? {
        var index = scriptsEnd(from: first)
        var hasArguments = false
        while true {
            let next = allowsBlanks ? skippingSpaces(from: index) : index
            guard let end = mathGroupEnd(at: next) else { break }
            (index, hasArguments) = (end, true)
        }
        if !hasArguments, allowsBlanks {
            let next = skippingSpaces(from: index)
            let number = self[next] == "-" ? next + 1 : next
            if let read = NumberReading(self, at: number, depth: ExpressionReader.mostDepth - 1)?.end {
                // `They log 40 hours.`
                guard !needsWordless || index > first || !isWordBehind(read) || self[read] == "°" else { return nil }
                index = read
            }
        }
        return scalars[start..<index].contains(where: \.isDigit) ? index : nil
    }

    /// Returns the index behind the indices and exponents at an index: `_2`, `_{10}`, `^{-1}`.
    private func scriptsEnd(from start: Int) -> Int {
        var index = start
        while self[index] == "_" || self[index] == "^", index - start < 80 {
            if self[index + 1] == "{" {
                guard let end = closingBrace(from: index + 2) else { break }
                index = end + 1
            } else {
                let digits = digits(from: index + 1).count
                index += 1 + max(1, digits)
            }
        }
        return min(index, count)
    }

    /// Returns the index behind parentheses or braces that hold nothing but mathematics: no words.
    func mathGroupEnd(at start: Int) -> Int? {
        guard let open = self[start], open == "(" || open == "{" else { return nil }
        let close: Unicode.Scalar = open == "(" ? ")" : "}"
        var (index, depth) = (start, 0)
        while let scalar = self[index], index - start < 80, !scalar.isNewline {
            if scalar == open { depth += 1 }
            if scalar == close { depth -= 1 }
            if depth == 0 { return index + 1 }
            if scalar.isLetter, scalar != "𝑥", scalar != "π",
                !scalar.isASCII || (self[index + 1]?.isLetter == true && open == "(")
            {
                return nil
            }
            index += 1
        }
        return nil
    }

    /// Returns the index behind an indexed name's index at an index: the `_{3}` of `a_{3}`.
    func indexEnd(at start: Int) -> Int? {
        guard self[start] == "_", self[start + 1] == "{", let before = self[start - 1],
            before.isLetter || before == ")" || before == "}"
        else { return nil }
        return closingBrace(from: start + 2).map { $0 + 1 }
    }

    /// Returns whether the number at an index is a part of an expression with a variable, such as `x^2 + 1`, `(x + y)/2`, `a_{3} + 5`.
    /// In an equation such as `(b × h)/2 = (6 × 8)/2 = 24` what stands on the other side may be letters.
    func isAlgebra(before index: Int, isEquation: Bool = false) -> Bool {
        var place = index - 1
        func skip() { while self[place] == " " || self[place] == "{" { place -= 1 } }
        skip()
        guard let sign = self[place], "+-*/×÷^".unicodeScalars.contains(sign), self[place - 1] != sign else {
            return false
        }
        let isTight = self[place - 1] != " "
        place -= 1
        skip()
        while self[place] == "}" || self[place] == ")" {
            let isParenthesis = self[place] == ")"
            guard let open = opening(before: place) else { return false }
            if isParenthesis {
                if isEquation, !scalars[open..<place].contains(where: \.isDigit) { return false }
                let hasLetter = scalars[open..<place].contains { $0.isASCIILetter || $0 == "𝑥" }
                return mathGroupEnd(at: open) == place + 1 && (hasLetter || self[open - 1]?.isASCIILetter == true)
                    && (isTight || place - open > 2)
            }
            guard self[open - 1] == "_" || self[open - 1] == "^" else { return false }
            place = open - 2
        }
        guard let letter = self[place] else { return false }
        if letter == "𝑥" { return true }
        guard letter.isASCIILetter else { return false }
        // `total/5` is no number either, but `apples - 5` may be.
        return self[place - 1]?.isLetter != true || (sign == "/" && isTight && !isEquation)
    }

    /// Returns whether a number says what a multiple of a variable is: the 12 of `2x = 12`. `5m = 500 cm` converts a unit.
    func isOfMultiple(before index: Int) -> Bool {
        var place = index - 1
        func skip() { while self[place] == " " || self[place] == "$" { place -= 1 } }
        skip()
        guard self[place] == "=" else { return false }
        place -= 1
        skip()
        guard let letter = self[place], letter.isASCIILetter, self[place - 1]?.isDigit == true,
            self[place + 1]?.isLetter != true
        else { return false }
        return Unit(String(letter)) == nil
    }

    /// Returns where the parenthesis or brace opens that closes at an index.
    private func opening(before end: Int) -> Int? {
        let (open, close): (Unicode.Scalar, Unicode.Scalar) = self[end] == ")" ? ("(", ")") : ("{", "}")
        var (index, depth) = (end, 0)
        while let scalar = self[index], end - index < 80 {
            depth += scalar == close ? 1 : scalar == open ? -1 : 0
            if depth == 0 { return index }
            index -= 1
        }
        return nil
    }

    /// Returns where a variable ends that is added to a number, taken from it, or multiplied with it, with a sign at an index:
    /// `+ x`, `/n`. Nil for `- a nice number`, and for `5/h`, which has a unit.
    func variableEnd(behindSignAt start: Int) -> Int? {
        let sign = skippingSpaces(from: start)
        guard let scalar = self[sign], "+-*/×÷".unicodeScalars.contains(scalar), self[sign + 1] != scalar else {
            return nil
        }
        let place = skippingSpaces(from: sign + 1)
        guard isVariable(at: place), let letter = self[place] else { return nil }
        if scalar == "/", Unit(String(letter)) != nil { return nil }
        if scalar == "-", sign > start, letter == "a" || "A"..."Z" ~= letter { return nil }
        return place + 1
    }

    /// Returns whether a letter at an index is a variable, and no word, article, or beginning of `p.m.` or `t-shirt`.
    func isVariable(at index: Int) -> Bool {
        guard let letter = self[index], letter.isASCIILetter, self[index - 1]?.isLetter != true else { return false }
        guard let next = self[index + 1] else { return true }
        if next.script != .none || next.isApostrophe || next == "/" || next == "_" { return false }
        return !((next == "." || next == "-") && self[index + 2]?.isLetter == true)
    }
}
