/// Finds numbers: signs, thousands separators (`1,234`), decimals, fractions (`3/4`), powers of ten (`1e6`), full-width
/// digits, and Korean 천, 만, 억 and 조 (`1만 2천원`). Currency, percent and units around a number don't count, nor does a
/// full stop behind it.
///
/// Digits inside an identifier (`x1`, `H2O`) are no number. A minus between two numbers (`5-3`) is no sign.
struct NumberScanner: AnswerScanner {
    func search(_ text: Substring, pick: AnswerPick, followsSentence: Bool) -> AnswerSearch {
        let text = AnswerText(text)
        var picked = PickedReading<NumberReading>(pick)
        var index = 0
        while index < text.count, !picked.isSettled {
            if !beginsNumber(text, at: index) {
                index += 1
            } else if let end = identifierEnd(text, around: index) {
                index = end
            } else {
                var reading = NumberReading(text, at: index)
                reading.readMagnitude(text)
                picked.add(reading)
                index = reading.end
            }
        }
        return picked.value.map { .found($0.canonical(in: text)) } ?? .nothing
    }

    /// Returns the number in a text. Of several it is the one after `####` (GSM8K), else the last.
    func canonical(_ expected: String) -> String? {
        let rest = AnswerSentence("####").rest(of: expected)
        let found = search(rest ?? expected[...], pick: rest == nil ? .last : .first, followsSentence: rest != nil)
        if case .found(let number) = found { return number }
        return nil
    }

    /// Codes of currencies that stand before an amount without a space.
    private static let currencies: Set<String> = [
        "usd", "us", "eur", "gbp", "krw", "jpy", "cny", "rmb", "inr", "rs", "aud", "cad", "chf",
    ]

    /// Returns whether a number begins at an index: with a digit, or with the point of `.5`.
    private func beginsNumber(_ text: AnswerText, at index: Int) -> Bool {
        let scalar = text.scalars[index]
        if scalar.isDigit { return true }
        guard scalar == ".", text[index + 1]?.isDigit == true else { return false }
        return text[index - 1].map { $0.script == .none && $0 != "." } ?? true
    }

    /// Returns where an identifier ends that has the digit at an index in it; nil if the digit is in none.
    private func identifierEnd(_ text: AnswerText, around index: Int) -> Int? {
        guard let before = text[index - 1], text.scalars[index].isDigit,
            before == "_" || (before.isLetter && before.script == .spaced)
        else { return nil }
        // A command of LaTeX (`\times5`) or a currency (`USD5`) ends where the number begins.
        if Self.currencyStart(text, before: index) != nil { return nil }
        if before.isLetter, text[Self.wordStart(text, before: index) - 1] == "\\" { return nil }
        var end = index
        while let scalar = text[end], scalar.script == .spaced || scalar == "_" { end += 1 }
        return end
    }

    /// Returns where the code of a currency begins that ends before an index; nil if there is none.
    static func currencyStart(_ text: AnswerText, before end: Int) -> Int? {
        let start = wordStart(text, before: end)
        guard 2...3 ~= end - start else { return nil }
        let code = String(String.UnicodeScalarView(text.scalars[start..<end])).lowercased()
        return currencies.contains(code) ? start : nil
    }

    private static func wordStart(_ text: AnswerText, before end: Int) -> Int {
        var start = end
        while let scalar = text[start - 1], scalar.isLetter, scalar.script == .spaced { start -= 1 }
        return start
    }
}
