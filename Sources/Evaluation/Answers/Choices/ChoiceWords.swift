/// Finds choices that are words, as a whole and in any case. Of choices at the same place the longest counts, so that `Very
/// positive` isn't also `Positive`.
struct ChoiceWords {
    private struct Word {
        var scalars: [Unicode.Scalar]
        var index: Int
    }

    private let texts: [[Unicode.Scalar]]
    /// The choices by their first scalar, the longest first.
    private var words: [Unicode.Scalar: [Word]] = [:]

    /// Takes the words of each choice; those without are left out.
    init(_ texts: [[Unicode.Scalar]]) {
        self.texts = texts.map { $0.map(\.lowercased) }
        for (index, scalars) in self.texts.enumerated() {
            guard let first = scalars.first else { continue }
            words[first, default: []].append(Word(scalars: scalars, index: index))
        }
        for first in words.keys { words[first]?.sort { $0.scalars.count > $1.scalars.count } }
    }

    /// Returns an option's words without a label before them (`A)21`), an article, and a full stop.
    static func plain(_ option: String) -> String {
        var text = option.trimmingSpaces[...]
        let marks = text.prefix(3)
        if let first = marks.first, first.isLetter || first.isNumber, let mark = marks.dropFirst().first,
            mark == ")" || mark == ".",
            text.count > 2, mark == ")" || marks.last == " "
        {
            text = text.dropFirst(2)
        }
        if text.first == "(", let close = text.firstIndex(of: ")"), text.distance(from: text.startIndex, to: close) == 2
        {
            text = text[text.index(after: close)...]
        }
        var plain = String(text).trimmingSpaces
        for article in ["the ", "a ", "an "] where plain.lowercased().hasPrefix(article) && plain.count > article.count
        {
            plain = String(plain.dropFirst(article.count))
            break
        }
        return plain.hasSuffix(".") && plain.count > 1 ? String(plain.dropLast()) : plain
    }

    /// Returns the choice that a text is, apart from signs around it and an article.
    func whole(_ text: AnswerText) -> Int? {
        var scalars = text.scalars.map(\.lowercased)[...]
        if let index = texts.firstIndex(of: Array(scalars)), !scalars.isEmpty { return index }
        func isSign(_ scalar: Unicode.Scalar) -> Bool {
            scalar.script == .none && !"-+%$#".unicodeScalars.contains(scalar)
        }
        scalars = scalars.drop(while: isSign)
        while let last = scalars.last, isSign(last) { scalars.removeLast() }
        for article in ["the ", "a ", "an "] where scalars.starts(with: article.unicodeScalars) {
            let rest = scalars.dropFirst(article.unicodeScalars.count)
            if let index = texts.firstIndex(of: Array(rest)) { return index }
        }
        return scalars.isEmpty ? nil : texts.firstIndex(of: Array(scalars))
    }

    /// Returns the places of choices in a text that don't deny them.
    func claims(in text: AnswerText) -> [Claim<Int>] {
        guard !words.isEmpty else { return [] }
        var claims: [Claim<Int>] = []
        var index = 0
        while index < text.count {
            guard let word = word(text, at: index) else {
                index += 1
                continue
            }
            let range = index..<(index + word.scalars.count)
            claims.append(Claim(value: word.index, range: range))
            index = range.upperBound
        }
        return claims
    }

    private func word(_ text: AnswerText, at index: Int) -> Word? {
        guard let candidates = words[text.scalars[index].lowercased], text.isWordStart(index), !isInNumber(text, index)
        else { return nil }
        return candidates.first { word in
            let end = index + word.scalars.count
            return text.has(word.scalars, at: index) && text.isWordEnd(end) && !(isDecimal(text, at: end))
        }
    }

    /// Returns whether the digits before an index go on behind it: the `5` of `21.5`.
    private func isInNumber(_ text: AnswerText, _ index: Int) -> Bool {
        guard text[index]?.isDigit == true, let before = text[index - 1] else { return false }
        return before.isMinus || ((before == "." || before == "," || before == "/") && text[index - 2]?.isDigit == true)
    }

    private func isDecimal(_ text: AnswerText, at end: Int) -> Bool {
        guard text[end - 1]?.isDigit == true, let mark = text[end] else { return false }
        return "., /%".unicodeScalars.contains(mark) && mark != " " && (mark == "%" || text[end + 1]?.isDigit == true)
    }

    /// Returns a label's claim without a value if another option's words follow the label: `B. Paris` where Paris is A.
    func checked(_ claim: Claim<Int>, in text: AnswerText) -> Claim<Int> {
        guard let value = claim.value, claim.range.count == 1 else { return claim }
        var index = claim.range.upperBound
        guard let mark = text[index], ".):]*".unicodeScalars.contains(mark) else { return claim }
        while let scalar = text[index], scalar.script == .none, !scalar.isNewline { index += 1 }
        for article in ["the ", "a ", "an "] where text.has(Array(article.unicodeScalars), at: index) {
            index += article.unicodeScalars.count
        }
        guard index < text.count, let other = word(text, at: index), other.index != value,
            text.endsClause(index + other.scalars.count),
            !text.has(texts.indices.contains(value) ? texts[value] : ["\n"], at: index)
        else { return claim }
        return Claim(value: nil, range: claim.range, rank: claim.rank)
    }
}
