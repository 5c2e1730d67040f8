/// Finds labels of choices: single letters and digits, their circled forms, and the Korean letters ㄱ and 가 that stand for
/// first, second and so on.
struct ChoiceLabels {
    private var singles: [Unicode.Scalar: Int] = [:]
    private let count: Int
    /// The highest of three choices or more that are all digits.
    private let highest: Unicode.Scalar?

    init(_ choices: [[Unicode.Scalar]]) {
        count = choices.count
        // `0/1` lists two choices, and is no place on a scale.
        let areDigits = choices.count > 2 && choices.allSatisfy { $0.count == 1 && $0[0].isDigit }
        highest = areDigits ? choices.compactMap(\.first).max() : nil
        for (index, scalars) in choices.enumerated() where scalars.count == 1 && scalars[0].script == .spaced {
            singles[scalars[0]] = index
        }
    }

    /// Returns the label that a text is, with nothing but signs around it, in any case.
    func whole(_ text: AnswerText) -> Int? {
        let plain = text.scalars.filter { $0.script != .none || $0.symbolOrder != nil }
        guard plain.count == 1, !singles.isEmpty else { return nil }
        if text.scalars.contains(where: { "+#".unicodeScalars.contains($0) }) { return nil }
        if plain[0].isDigit, text.scalars.contains(where: { $0.isMinus || $0.isCurrency || $0 == "%" }) { return nil }
        return index(of: plain[0], anyCase: true)
    }

    private func index(of scalar: Unicode.Scalar, anyCase: Bool) -> Int? {
        if let index = singles[scalar] { return index }
        if let order = scalar.symbolOrder, order < count, singles.count == count { return order }
        guard anyCase else { return nil }
        return singles.first { $0.key.lowercased == scalar.lowercased }?.value
    }

    /// Returns the places of labels, also of letters that may be something else. In an announced text its first place counts in
    /// any form.
    func claims(in text: AnswerText, isAnnounced: Bool) -> [Claim<Int>] {
        guard !singles.isEmpty else { return [] }
        var claims: [Claim<Int>] = []
        var next = 0
        for (place, scalar) in text.scalars.enumerated()
        where place >= next && (scalar.script != .none || scalar.symbolOrder != nil) {
            if let index = singles[scalar], let end = scaleEnd(text, behind: place) {
                claims.append(
                    Claim(
                        value: index, range: place..<(place + 1), rank: text.startsLine(place) ? .lead : .mention))
                next = end
                continue
            }
            let ordinal = ordinal(text, at: place)
            guard let index = index(of: scalar, anyCase: true) ?? ordinal, isAlone(text, at: place) else { continue }
            let isOwn = singles[scalar] != nil
            let isSymbol = (scalar.symbolOrder != nil || ordinal != nil) && !isOwn
            guard
                let rank = rank(
                    text, at: place, isOwn: isOwn, isSymbol: isSymbol,
                    isFirst: isAnnounced && place < 400 && text.isDirect(place))
                    ?? (isSymbol && isListed(text, at: place, behind: claims.last) ? .mention : nil)
            else { continue }
            claims.append(Claim(value: index, range: place..<(place + 1), rank: rank))
        }
        return claims
    }

    private static let scales = ["/", " / ", " out of "].map { Array($0.unicodeScalars) }

    /// Returns where the scale ends that a digit is on, which is the highest choice: the 5 of `3/5`, of `3 out of 5`. Nil if there is
    /// none.
    private func scaleEnd(_ text: AnswerText, behind place: Int) -> Int? {
        guard let highest, text.isWordStart(place),
            text[place - 1].map({ !$0.isMinus && !$0.isCurrency && !"./,".unicodeScalars.contains($0) }) ?? true
        else { return nil }
        for sign in Self.scales where text.has(sign, at: place + 1) {
            let end = place + 1 + sign.count
            if text[end] == highest, text.isWordEnd(end + 1), text[end + 1] != "/" { return end + 1 }
        }
        return nil
    }

    /// Returns whether a symbol goes on a list of them: the ㄴ of `ㄱ, ㄴ`.
    private func isListed(_ text: AnswerText, at place: Int, behind last: Claim<Int>?) -> Bool {
        guard let end = last?.range.upperBound, text.scalars[end - 1].symbolOrder != nil, end < place else {
            return false
        }
        let between = text.scalars[end..<place]
        return between.contains(where: { ",·/".unicodeScalars.contains($0) })
            && between.allSatisfy { $0 == " " || ",·/".unicodeScalars.contains($0) }
    }

    /// Returns the choice that `2번` stands for by its place, where no choice is a digit.
    private func ordinal(_ text: AnswerText, at place: Int) -> Int? {
        let scalar = text.scalars[place]
        guard scalar.isDigit, text[place + 1] == "번", text[place + 2] != "째", singles.count == count,
            !singles.keys.contains(where: \.isDigit)
        else { return nil }
        let order = Int(scalar.value) - 0x31
        return 0..<count ~= order ? order : nil
    }

    private func isAlone(_ text: AnswerText, at place: Int) -> Bool {
        let scalar = text.scalars[place]
        if scalar.isCircled { return true }
        guard text.isWordStart(place), text.isWordEnd(place + 1) else { return false }
        if scalar.symbolOrder != nil, let before = text[place - 1], before.script == .hangul { return false }
        if text[place + 1] == "+" || text[place + 1] == "#" { return false }
        guard scalar.isDigit else { return true }
        // The label isn't a part of 1.5, 1,000, 1/2 or -1.
        let joins: Set<Unicode.Scalar> = [".", ",", "/", ":", "^"]
        if let before = text[place - 1],
            before.isMinus || before.isCurrency || (joins.contains(before) && text[place - 2]?.isDigit == true)
        {
            return false
        }
        guard let after = text[place + 1] else { return true }
        return after != "%" && !(joins.contains(after) && text[place + 2]?.isDigit == true)
    }

    /// Returns how clearly a scalar that stands alone is a label; nil if it is none.
    private func rank(_ text: AnswerText, at place: Int, isOwn: Bool, isSymbol: Bool, isFirst: Bool) -> Claim<Int>.Rank?
    {
        let scalar = text.scalars[place]
        let (before, after) = (text[place - 1], text[place + 1])
        let isEnclosed =
            before.map { "([{*\"'“‘_".unicodeScalars.contains($0) } == true
            && after.map { ")]}*\"'”’_.:".unicodeScalars.contains($0) } == true
        let startsLine = text.startsLine(place)
        // `A.I.` is a name.
        let isInitial = after == "." && text[place + 2]?.isASCIILetter == true && text[place + 3] == "."
        let isMarked =
            after.map { ".):]*".unicodeScalars.contains($0) } == true && !isInitial
            || startsLine && text.hasDash(at: place + 1)
        let endsLine = !isInitial && text.endsClause(place + 1)
        if isSymbol, !scalar.isCircled {
            // ㄱ and 가 are also syllables of words.
            guard (startsLine || isFirst) && (isMarked || endsLine || text.isCopula(at: place + 1)) else { return nil }
            return startsLine ? .lead : .mention
        }
        if text.isStated(after: place + 1) { return .statement }
        if startsLine, isMarked || endsLine || (isOwn && stands(text, at: place)) { return .lead }
        if scalar.isCircled || isEnclosed || (before == "(" && after == ")") { return .mention }
        if !isOwn, endsLine || isMarked,
            ["option", "choice", "letter"].contains(text.words(before: place, most: 1).first ?? "")
        {
            return .mention
        }
        // `Let me think. B`
        if isOwn, endsLine, text.scalars[(place + 1)...].allSatisfy({ $0.script == .none }),
            text.beginsSentence(at: place)
        {
            return .mention
        }
        guard isOwn || isFirst else { return nil }
        if isFirst {
            let isArticle = isArticle(text, at: place) && text[place + 2].map { $0.lowercased == $0 } == true
            return isOwn ? (isArticle ? nil : .mention) : endsLine || isMarked ? .mention : nil
        }
        if isArticle(text, at: place) { return nil }
        let isNamed = text.isNamed(before: place) || after?.script == .hangul
        return isNamed || (startsLine && after == " " && Self.predicates.contains(text.word(at: place + 2)))
            ? .mention : .loose
    }

    /// Returns whether only a remark in parentheses follows a label on its line (`B (not A)`), or behind a digit on the first
    /// line one word (`4 stars`).
    private func stands(_ text: AnswerText, at place: Int) -> Bool {
        if text[place + 1] == " ", text[place + 2] == "(" {
            let line = text.scalars[(place + 2)...].prefix { !$0.isNewline }
            guard let close = line.firstIndex(of: ")") else { return false }
            return text.endsClause(close + 1)
        }
        guard text.scalars[place].isDigit, text[place + 1] == " ", text[place + 2]?.isLetter == true,
            place < 200, let line = text.firstLine, line.contains(place)
        else { return false }
        return text.words(in: (place + 1)..<line.upperBound, most: 1)
    }

    /// Returns whether `A`, `a` or `I` is an article or pronoun: a plain word follows.
    private func isArticle(_ text: AnswerText, at place: Int) -> Bool {
        guard ["A", "a", "I"].contains(text.scalars[place]), text[place + 1] == " " else { return false }
        guard let next = text[place + 2], next.script == .spaced, next.isLetter else { return false }
        let word = text.word(at: place + 2)
        if text.scalars[place] == "I" { return word != "is" }
        guard !Self.predicates.contains(word) else { return false }
        return next.lowercased == next || !text.isNamed(before: place)
    }

    /// Words that follow a label "A", but not an article.
    private static let predicates: Set<String> = [
        "is", "was", "are", "and", "or", "because", "since", "as", "would", "can", "could", "cannot", "can't", "will",
        "must", "should",
        "has", "have", "means", "seems", "which", "for", "but", "not", "due", "isn't", "does", "doesn't",
    ]
}

extension Unicode.Scalar {
    var isCircled: Bool { (0x2460...0x2473).contains(value) || (0x24B6...0x24E9).contains(value) }

    /// The place of ①, Ⓐ, ㄱ and 가 in their order, from 0; nil for other scalars.
    var symbolOrder: Int? {
        switch value {
        case 0x2460...0x2473: return Int(value) - 0x2460
        case 0x24B6...0x24CF: return Int(value) - 0x24B6
        case 0x24D0...0x24E9: return Int(value) - 0x24D0
        case 0x3131, 0x3134, 0x3137, 0x3139, 0x3141, 0x3142, 0x3145, 0x3147:
            return [0x3131, 0x3134, 0x3137, 0x3139, 0x3141, 0x3142, 0x3145, 0x3147].firstIndex(of: value)
        case 0xAC00, 0xB098, 0xB2E4, 0xB77C, 0xB9C8, 0xBC14, 0xC0AC, 0xC544:
            return [0xAC00, 0xB098, 0xB2E4, 0xB77C, 0xB9C8, 0xBC14, 0xC0AC, 0xC544].firstIndex(of: value)
        default: return nil
        }
    }
}
