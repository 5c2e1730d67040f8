import Prompting

/// Finds numbers in all notations that outputs have: signs, thousands separators, decimals, fractions, mixed numbers,
/// powers, LaTeX, number words, and Korean 천, 만, 억 and 조, with currency, percent and units (``QuantityReader``).
///
/// Digits inside an identifier (`x1`, `H2O`) are no number, nor are those of a numbered list, of `Step 2`, of dates and
/// versions, and numbers that are denied (`not 5 but 6`).
struct NumberScanner: AnswerScanner {
    /// How far an answer may be from the right one; nil if their values must be equal.
    var tolerance: Tolerance?

    func search(_ region: AnswerRegion, pick: AnswerPick) -> AnswerSearch {
        let text = AnswerText(region.text)
        let found = Self.claims(in: text)
        let picker = ClaimPicker(text, Self.withoutCircumstances(found, in: text)) { $0.isSame(as: $1) }
        if region.kind != .output || found.isEmpty,
            let word = NumberWords.claim(in: text, isAnnounced: region.isAnnounced)
        {
            if found.first.map({ word.range.lowerBound < $0.range.lowerBound }) ?? true {
                return Picked(word).search(in: text, region.kind, "number", \.canonical)
            }
        }
        let picked = picker.pick(region.kind, pick)
        if region.kind != .boxed, let found = picked.value, text.givesUp(before: found.range.lowerBound) {
            return .nothing(region.kind.missing("number"))
        }
        return picked.search(in: text, region.kind, "number", \.canonical)
    }

    /// Returns claims without bounds (`less than 20`), and without the circumstances of the one before them in their sentence:
    /// times that it took (`36 pages in 2 days`), the whole that it is a part of (`3 out of 5`), what is known (`in the 3 boxes`).
    private static func withoutCircumstances(_ claims: [Claim<Quantity>], in text: AnswerText) -> [Claim<Quantity>] {
        claims.enumerated().filter { place, claim in
            if text.isBound(before: claim.range.lowerBound) { return false }
            guard place > 0 else { return true }
            let (start, end) = (claims[place - 1].range.upperBound, claim.range.lowerBound)
            guard start <= end, text.isOneSentence(start..<end) else { return true }
            let words = text.words(before: end, most: 4)
            if words.first == "the", !claim.isStep, text.clause(from: start, to: end) != .conclusion { return false }
            let between = words.filter { !["the", "these", "all", "out"].contains($0) }
            let letters = text.scalars[start..<end].count { $0.isLetter }
            if between.first == "of", !claim.isStep, letters < 10 { return false }
            guard let kind = claim.value?.unit?.kind, kind == "time" || kind == "months",
                text.clause(from: start, to: end) == nil
            else { return true }
            return !times.contains(between.first ?? "")
        }.map(\.element)
    }

    private static let times: Set<String> = ["in", "within", "over", "during", "after", "every", "per", "for", "each"]

    private static let marks = Announcements(["####", AnswerForm.box])

    /// Returns the number in a text. Of several it is the one after `####` (GSM8K). Nil if there is no single one.
    func canonical(_ expected: String) -> String? {
        let region = Self.marks.region(in: expected)
        let text = AnswerText(region.text)
        let claims = Self.claims(in: text)
        guard let first = claims.first?.value else {
            return claims.isEmpty ? NumberWords.claim(in: text, isAnnounced: true)?.value?.canonical : nil
        }
        guard claims.allSatisfy({ $0.value.map { first.isSame(as: $0) } == true }) else { return nil }
        return first.canonical
    }

    func isSame(_ first: String, _ second: String) -> Bool {
        guard let one = Self.quantity(first), let other = Self.quantity(second) else { return false }
        return one.isSame(as: other)
    }

    func isRight(_ answer: String, _ expected: String) -> Bool {
        guard let one = Self.quantity(answer), let right = Self.quantity(expected) else { return false }
        return one.isSame(as: right, within: tolerance)
    }

    /// Returns the quantity of a canonical form.
    private static func quantity(_ canonical: String) -> Quantity? { claims(in: AnswerText(canonical)).first?.value }

    /// Returns all quantities of a text, in order.
    static func claims(in text: AnswerText) -> [Claim<Quantity>] {
        var claims: [Claim<Quantity>] = []
        var index = 0
        while index < text.count {
            guard beginsQuantity(text, at: index) else {
                index += 1
                continue
            }
            if let end = identifierEnd(text, around: index) ?? labelEnd(text, at: index) {
                index = end
                continue
            }
            var (quantity, end) = QuantityReader.quantity(text, at: index)
            if text.isAlgebra(before: index) { quantity?.value = nil }
            if let quantity, !text.isDenied(quantity.range) {
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
        text.beginsNumber(at: index) || text.has(fraction, at: index)
            || (text.scalars[index].isIrrational && text.scalars[index] != "𝑥")
    }

    /// Returns where an identifier ends that has the digit at an index in it; nil if the digit is in none.
    private static func identifierEnd(_ text: AnswerText, around index: Int) -> Int? {
        if let end = text.unitPowerEnd(around: index) { return end }
        guard let before = text[index - 1], text.scalars[index].isDigit,
            before == "_" || (before.isLetter && before.script == .spaced && before != "𝑥")
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
        "method", "stage",
        "choice", "단계",
    ]

    /// Returns where the number of a list (`1.`, `2)`, `(3)`) or of a `Step 2` ends; nil if the number at an index is none.
    private static func labelEnd(_ text: AnswerText, at index: Int) -> Int? {
        let end = index + text.digits(from: index).count
        guard end > index else { return nil }
        var start = index - 1
        while text[start] == " " { start -= 1 }
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
