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
        var text = AnswerText(region.text)
        for _ in 0..<8 {
            guard region.isAnnounced, let rest = text.restBehindDenial else { break }
            text = AnswerText(rest)
        }
        if region.kind == .output, text.refuses { return .nothing(region.kind.missing("number")) }
        text.isAnnounced = region.isAnnounced
        text.isMath = region.kind == .boxed
        let found = Self.claims(in: text)
        if region.isAnnounced, Self.isBounded(found, in: text) { return .nothing(region.kind.missing("number")) }
        if let several = Self.listed(found, in: text) {
            return Picked.several(several).search(in: text, region.kind, "number", \.canonical)
        }
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

    /// Returns whether an announced answer is only a bound: the first sentence has one and no other number.
    private static func isBounded(_ claims: [Claim<Quantity>], in text: AnswerText) -> Bool {
        let end = text.sentenceEnd(from: 0)
        let said = claims.filter { $0.range.lowerBound < end }
        return !said.isEmpty && said.allSatisfy { text.isBound($0.range) }
    }

    /// Returns the answers of a list that has nothing but one in each item, if they differ: `(1) 5`, then `(2) 6`. Nil if there is no
    /// such list at the end, or something stands before it in the text that is an answer.
    private static func listed(_ claims: [Claim<Quantity>], in text: AnswerText) -> [Claim<Quantity>]? {
        let items = claims.filter { !$0.isStep && text.isItem($0.range) }
        guard items.count > 1, items.count == claims.count, let first = items.first?.value,
            !items.allSatisfy({ $0.value.map { first.isSame(as: $0) } == true })
        else { return nil }
        return items
    }

    /// Returns claims without bounds (`less than 20`), and without the circumstances of the one before them in their sentence:
    /// times that it took (`36 pages in 2 days`), the whole that it is a part of (`3 out of 5`), what is known (`in the 3 boxes`),
    /// whom it is for (`12 apples for 3 kids`). Notes in brackets are left out, too (`5 [1]`).
    private static func withoutCircumstances(_ claims: [Claim<Quantity>], in text: AnswerText) -> [Claim<Quantity>] {
        var conditions = Conditions(text)
        return claims.enumerated().filter { place, claim in
            if text.isBound(claim.range) { return false }
            let isCondition = conditions.take(claim.range)
            guard place > 0 else { return true }
            if isCondition, !claim.isStep { return false }
            if text.isNote(claim.range) { return false }
            let (start, end) = (claims[place - 1].range.upperBound, claim.range.lowerBound)
            guard start <= end, text.isOneSentence(start..<end) else { return true }
            let words = text.words(before: end, most: 4)
            if words.first == "the", !claim.isStep, text.clause(from: start, to: end) != .conclusion { return false }
            let between = words.filter { !["the", "these", "all", "out", "her", "his", "their", "its"].contains($0) }
            let letters = text.scalars[start..<end].count { $0.isLetter }
            if between.first == "of", !claim.isStep, letters < 10 { return false }
            let unit = claim.value?.unit
            if !claim.isStep, text.isMeans(between, before: claim.range.upperBound),
                text.clause(from: start, to: end) == nil
            {
                return false
            }
            if ["for", "among"].contains(between.first ?? ""), unit == nil, !claim.isStep, letters < 30,
                text.isWordBehind(claim.range.upperBound), text.clause(from: start, to: end) == nil
            {
                return false
            }
            guard let kind = unit?.kind, kind == "time" || kind == "months",
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
        var text = AnswerText(region.text)
        text.isMath = region.kind == .boxed
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
}
