extension AnswerText {
    /// Returns the index behind blanks.
    func skippingSpaces(from start: Int) -> Int {
        var index = start
        while let scalar = self[index], scalar == " " || scalar == "\u{2009}" || scalar == "\u{A0}" { index += 1 }
        return index
    }

    /// Returns the index behind blanks, emphasis, and the `$` that opens mathematics.
    func skippingMath(from start: Int) -> Int {
        var index = skippingSpaces(from: start)
        while self[index] == "*" || (self[index] == "$" && !beginsNumber(at: index + 1)) {
            index = skippingSpaces(from: index + 1)
        }
        return index
    }

    /// Returns the kind and end of a sign or word of equality behind an index; nil if there is none.
    func equality(from start: Int, allowsWords: Bool) -> (end: Int, isAbout: Bool)? {
        let index = skippingSpaces(from: start)
        guard let sign = self[index] else { return nil }
        if sign == "=" {
            guard self[index + 1] != "=", self[index + 1] != ">" else { return nil }
            return (index + 1, false)
        }
        if sign == "≈" { return (index + 1, true) }
        guard allowsWords else { return nil }
        for word in Self.equalities where has(word, at: index) { return (index + word.count, false) }
        return nil
    }

    private static let equalities = [
        ", which is ", ", which equals ", "equals ", "is equal to ", "is ", "makes ", "gives ", "은 ", "는 ",
    ]
    .map { Array($0.unicodeScalars) }

    /// Returns the index behind at most some plain words and the blanks around them; nil if punctuation comes first.
    func wordsEnd(from start: Int, most: Int) -> Int? {
        var index = skippingSpaces(from: start)
        for _ in 0..<most {
            let word = word(at: index)
            guard !word.isEmpty, word != "x" else { break }
            let end = index + word.unicodeScalars.count
            let next = skippingSpaces(from: end)
            guard next > end || end == count else { return nil }
            index = next
        }
        return index > start ? index : nil
    }

    /// Returns whether an operator stands between blanks at an index.
    func operatorStands(at index: Int) -> Bool {
        guard let sign = self[index], "+-*×÷/x=".unicodeScalars.contains(sign) else { return false }
        return self[index - 1] == " " && self[index + 1] == " "
    }

    /// Returns whether a word follows on the same line.
    func isWordBehind(_ start: Int) -> Bool { self[skippingSpaces(from: start)]?.isLetter == true }

    /// Returns where the exponent of a unit ends that has the digit at an index: the 2 of `cm^2`.
    func unitPowerEnd(around index: Int) -> Int? {
        var caret = self[index - 1] == "{" ? index - 2 : index - 1
        if self[caret] == "*", self[caret - 1] == "*" {
            caret -= 1
        } else if self[caret] != "^" {
            return nil
        }
        var start = caret
        while let scalar = self[start - 1], scalar.isLetter { start -= 1 }
        guard start < caret, Unit(word(at: start)) != nil else { return nil }
        return index + 1
    }

    /// Returns where the code of a currency begins that ends before an index; nil if there is none.
    func currencyStart(before end: Int) -> Int? {
        var start = end
        while let scalar = self[start - 1], scalar.isASCIILetter { start -= 1 }
        guard 2...3 ~= end - start, self[start - 1] != "\\" else { return nil }
        let word = word(at: start)
        return word == "us" || Unit(word)?.isCurrency == true ? start : nil
    }
}
