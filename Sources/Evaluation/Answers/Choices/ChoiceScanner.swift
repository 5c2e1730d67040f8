/// Finds choices: words as a whole and in any case, labels where they stand as labels (`(B)`, `B.`, `b)`, `**B**`, `B is
/// right`, `②`, `나.`), and the words of a case's own options.
///
/// Several choices in one breath (`both A and C`, `A or B`) are no single answer, and denied ones (`A is wrong`, `not
/// positive`) are none.
struct ChoiceScanner: AnswerScanner {
    private let choices: [String]
    private let labels: ChoiceLabels
    private let words: ChoiceWords
    /// The words of a case's options; nil if the case has none.
    private let options: ChoiceWords?
    /// True if a digit can only be the place of one of the case's options.
    private let isOrdered: Bool

    /// Creates a scanner. `options` are the words of the choices, in their order.
    init(_ choices: [String], options: [String] = []) throws(AnswerTypeError) {
        try AnswerType.checkChoices(choices)
        self.choices = choices
        let scalars = choices.map { AnswerText($0).scalars }
        labels = ChoiceLabels(scalars)
        words = ChoiceWords(scalars.map { $0.count == 1 && $0[0].script == .spaced ? [] : $0 })
        isOrdered = !options.isEmpty && !(choices + options).contains { $0.contains(where: \.isNumber) }
        self.options =
            options.isEmpty
            ? nil : ChoiceWords(options.prefix(choices.count).map { AnswerText(ChoiceWords.plain($0)).scalars })
    }

    func search(_ region: AnswerRegion, pick: AnswerPick) -> AnswerSearch {
        let text = AnswerText(region.text)
        if region.kind == .output, text.refuses { return .nothing(region.kind.missing("choice")) }
        return index(in: text, region.kind, pick).search(in: text, region.kind, "choice") { choices[$0] }
    }

    private func index(in text: AnswerText, _ kind: AnswerRegion.Kind, _ pick: AnswerPick) -> Picked<Int> {
        if kind != .output || text.lineCount == 1, let index = whole(text) { return .one(index) }
        if kind != .output, let order = order(text) { return .one(order) }
        var claims = opposed(words.claims(in: text), in: text, kind)
        let labelled = labels.claims(in: text, isAnnounced: kind != .output)
        if kind == .output, let affirmed = affirmed(labelled, in: text) { return affirmed }
        claims += labelled
        claims.sort { ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound) }
        claims = ChoiceGroups(text).joined(Self.apart(claims))
        // Of a list of all choices at most one may look denied: `D: Cannot tell`.
        if kind == .output, claims.count >= labelled.count - 1, let list = restated(labelled, in: text) {
            return .several([list])
        }
        if kind == .output || claims.contains(where: { $0.rank > .loose }) { claims.removeAll { $0.rank == .loose } }
        if let options {
            claims = claims.map { options.checked($0, in: text) }
            if claims.isEmpty || (kind == .output && claims.allSatisfy { $0.rank == .mention }) {
                let mentions = ChoiceGroups(text).joined(opposed(options.claims(in: text), in: text, kind))
                if !mentions.isEmpty { claims = mentions }
            }
        }
        if kind == .output {
            claims = Self.withoutList(claims)
        }
        return ClaimPicker(text, claims, isSame: ==).pick(kind, pick)
    }

    /// Returns claims without those inside the one before them: the A of `both A and B`, if that is a choice, too.
    private static func apart(_ claims: [Claim<Int>]) -> [Claim<Int>] {
        var end = 0
        return claims.filter { claim in
            guard claim.range.lowerBound >= end else { return false }
            end = claim.range.upperBound
            return true
        }
    }

    /// Returns the choice whose place an announced text gives as a digit alone (`정답: 2`); nil if a choice or one of the case's
    /// options has digits, or if the case has no options, so that the digit may be an option's own.
    private func order(_ text: AnswerText) -> Int? {
        let plain = text.scalars.filter { $0.script != .none }
        guard isOrdered, plain.count == 1, plain[0].isDigit, !text.scalars.contains(where: \.isMinus) else {
            return nil
        }
        let order = Int(plain[0].value) - 0x31
        return choices.indices.contains(order) ? order : nil
    }

    /// Returns the choice that a list says yes to: `A: no`, `B: no`, `C: yes`, or `A. Rome ✗`, `B. Berlin ✓`; several if it isn't one.
    /// Nil if there is no such list: of two choices, the words may be the options' own.
    private func affirmed(_ claims: [Claim<Int>], in text: AnswerText) -> Picked<Int>? {
        guard choices.count > 2 else { return nil }
        var verdicts: [Int: Bool] = [:]
        for claim in claims where text.startsLine(claim.range.lowerBound) {
            guard let value = claim.value, let verdict = text.verdict(behindLabelAt: claim.range.upperBound) else {
                continue
            }
            guard verdicts[value] == nil else { return nil }
            verdicts[value] = verdict
        }
        let right = verdicts.filter(\.value).map(\.key)
        guard verdicts.count > 2 else { return nil }
        return right.count == 1 ? .one(right[0]) : .several(claims)
    }

    /// Returns the claims behind a list of the choices (`A) …`, `B) …`, `C) …`) with which a text begins, if there are any.
    private static func withoutList(_ claims: [Claim<Int>]) -> [Claim<Int>] {
        let listed = zip(claims, claims.indices).prefix { $0.rank == .lead && $0.value == $1 }.count
        return listed > 2 && claims.count > listed ? Array(claims[listed...]) : claims
    }

    /// Returns one claim without a value for all choices in their order on a line, with nothing said about any: `Options: (A) x (B) y
    /// (C) z`, `A: x. B: y. C: z.`
    private func restated(_ claims: [Claim<Int>], in text: AnswerText) -> Claim<Int>? {
        guard claims.count > 2, claims.count == choices.count, claims.map(\.value) == Array(claims.indices),
            let first = claims.first, let last = claims.last, let sign = text[first.range.upperBound],
            ").:".unicodeScalars.contains(sign),
            !text.scalars[first.range.lowerBound..<last.range.upperBound].contains(where: \.isNewline),
            claims.allSatisfy({ $0.range.count == 1 && $0.rank < .statement && text[$0.range.upperBound] == sign })
        else { return nil }
        return Claim(value: nil, range: first.range.lowerBound..<last.range.upperBound)
    }

    /// Returns claims of words, those that are said to be right as statements. In an output that announces none, different words
    /// in one sentence are no single answer unless something shows a turn between them: `positive about the food, negative
    /// about the service`.
    private func opposed(_ claims: [Claim<Int>], in text: AnswerText, _ kind: AnswerRegion.Kind) -> [Claim<Int>] {
        var found: [Claim<Int>] = []
        for var claim in claims {
            // `Overall negative, with one positive remark`
            if kind == .output, let last = found.last, isOverall(last.range, before: claim.range, in: text) { continue }
            if text.isStated(after: claim.range.upperBound) { claim.rank = .statement }
            if kind == .output, claim.rank == .mention, let last = found.last, last.rank == .mention,
                last.value != claim.value, !isDenied(last, beside: claim, in: text),
                !isDenied(claim, beside: last, in: text),
                isOpen(from: last.range, to: claim.range, in: text) || isThereToo(last.range, claim.range, in: text)
            {
                found[found.count - 1] = Claim(value: nil, range: last.range.lowerBound..<claim.range.upperBound)
            } else {
                found.append(claim)
            }
        }
        return found
    }

    /// The most scalars between what holds overall and what else is said in its sentence.
    private static let mostOverall = 300

    /// Returns whether the first of two places is said to hold overall, in a sentence that doesn't turn between them.
    private func isOverall(_ first: Range<Int>, before second: Range<Int>, in text: AnswerText) -> Bool {
        // The first stays the last one found, so each place would look further.
        guard second.lowerBound - first.upperBound < Self.mostOverall else { return false }
        let start = text.skippingSpaces(from: text[first.upperBound] == "," ? first.upperBound + 1 : first.upperBound)
        return text.words(before: first.lowerBound, most: 1) == ["overall"] && start < second.lowerBound
            && !["and", "or", "nor", "as"].contains(text.word(at: start))
            && text.isOneSentence(first.upperBound..<second.lowerBound)
            && text.clause(from: first.upperBound, to: second.lowerBound) == nil
            && !text.isNamed(before: second.lowerBound)
    }

    /// Returns whether a sentence says that the second of two places is there, too: `긍정적인 면도 있지만 부정적인 면도 있다`.
    private func isThereToo(_ first: Range<Int>, _ second: Range<Int>, in text: AnswerText) -> Bool {
        guard text.scalars[second.lowerBound].isHangulSyllable,
            text.isOneSentence(first.upperBound..<second.lowerBound),
            text.scalars[first.upperBound..<second.lowerBound].contains("도")
        else { return false }
        let clause = KoreanClause(text, after: second.upperBound, to: text.count)
        return clause.words.indices.contains {
            clause.ends($0, ["도"]) && clause.begins($0 + 1, ["있", "존재", "보이", "나타"])
        }
    }

    /// Returns whether the text denies a claim, on its side of another one.
    private func isDenied(_ claim: Claim<Int>, beside other: Claim<Int>, in text: AnswerText) -> Bool {
        let isFirst = claim.range.lowerBound < other.range.lowerBound
        let limits = isFirst ? 0..<other.range.lowerBound : other.range.upperBound..<text.count
        return text.isDenied(claim.range, as: .choice, within: limits)
    }

    /// Returns whether nothing shows which of two places in a sentence counts.
    private func isOpen(from first: Range<Int>, to second: Range<Int>, in text: AnswerText) -> Bool {
        let start = text.sentenceStart(before: first.lowerBound)
        let words = text.words(before: second.lowerBound, most: 1)
        let article = words.first.flatMap { ["a", "an", "the"].contains($0) ? $0.count + 1 : nil } ?? 0
        return !text.isNamed(before: second.lowerBound - article)
            && text.isOneSentence(first.upperBound..<second.lowerBound)
            && !text.isInRemark(second.lowerBound, from: first.upperBound)
            && text.clause(from: first.upperBound, to: second.lowerBound) == nil
            && text.clause(from: start, to: first.lowerBound) == nil
    }

    /// Returns the choice or option that a text is as a whole.
    private func whole(_ text: AnswerText) -> Int? {
        words.whole(text) ?? options?.whole(text) ?? labels.whole(text)
    }

    /// Returns the choice that the text is, in any case; else the one that it begins with, as in `(B)` and `B. Paris`.
    func canonical(_ expected: String) -> String? {
        let text = AnswerText(expected.trimmingSpaces)
        if let exact = choices.firstIndex(of: expected.trimmingSpaces) ?? whole(text) { return choices[exact] }
        return index(in: text, .sentence, .first).value.map { choices[$0] }
    }

    func isSame(_ first: String, _ second: String) -> Bool { first == second }
}
