/// A place in a text that says what the answer is.
struct Claim<Value> {
    /// How clearly the place is an answer.
    enum Rank: Int, Comparable {
        /// A letter in a sentence that may be something else.
        case loose
        /// A mention in a sentence.
        case mention
        /// The beginning of a line, as in `B) A dog` or `No, because`.
        case lead
        /// A statement that this is right, as in `C is correct`.
        case statement

        static func < (first: Rank, second: Rank) -> Bool { first.rawValue < second.rawValue }
    }

    /// The answer; nil if the place names several, as in `both A and C`.
    var value: Value?
    /// The scalars of the place.
    var range: Range<Int>
    var rank = Rank.mention
    /// True for the result of a working step, which is no answer just because it stands first.
    var isStep = false
}

/// Decides between claims. Of claims that contradict each other none is taken unless the text says which counts: by an
/// announcement, as its first line, in bold, by a statement, or, as the caller asked, the first or the last.
struct ClaimPicker<Value> {
    let text: AnswerText
    let claims: [Claim<Value>]
    let isSame: (Value, Value) -> Bool

    /// Creates a picker. Claims in parentheses count only if there are no others.
    init(_ text: AnswerText, _ claims: [Claim<Value>], isSame: @escaping (Value, Value) -> Bool) {
        self.text = text
        self.isSame = isSame
        var (depth, index) = (0, 0)
        let outside = claims.filter { claim in
            while index < claim.range.lowerBound {
                depth = text.scalars[index] == "(" ? depth + 1 : text.scalars[index] == ")" ? max(0, depth - 1) : depth
                if text.scalars[index].isNewline { depth = 0 }
                index += 1
            }
            return depth == 0 || Self.isEnclosed(claim.range, in: text)
        }
        let end = text.farewell ?? text.count
        let said = outside.filter { $0.range.lowerBound < end }
        self.claims = said.isEmpty ? (outside.isEmpty ? claims : outside) : said
    }

    /// Returns whether a claim fills its parentheses (`(B)`), so that it isn't a remark.
    private static func isEnclosed(_ range: Range<Int>, in text: AnswerText) -> Bool {
        guard text[range.lowerBound - 1] == "(", text[range.upperBound] == ")" else { return false }
        // `four (4)` is a remark, `option (B)` too, but then it is the only claim.
        return true
    }

    func pick(_ kind: AnswerRegion.Kind, _ pick: AnswerPick) -> Value? {
        switch kind {
        case .boxed: return single(claims)
        case .sentence, .label: return announced(isLabel: kind == .label, pick)
        case .output: return best(claims, pick)
        }
    }

    /// The only value of claims; nil if they differ.
    private func single(_ claims: [Claim<Value>]) -> Value? {
        guard let first = claims.first?.value else { return nil }
        return claims.allSatisfy { $0.value.map { isSame($0, first) } == true } ? first : nil
    }

    private func announced(isLabel: Bool, _ pick: AnswerPick) -> Value? {
        guard let first = claims.first else { return nil }
        if text.isDirect(first.range.lowerBound) { return first.value }
        let end = text.sentenceEnd(from: 0)
        let inSentence = claims.filter { $0.range.lowerBound < end }
        if let only = single(inSentence) { return only }
        return isLabel ? best(claims, pick) : nil
    }

    private func best(_ claims: [Claim<Value>], _ pick: AnswerPick) -> Value? {
        guard let rank = claims.map(\.rank).max() else { return nil }
        if let lead = line(isLast: false), !lead.isStep || text.lineCount == 1, lead.rank == rank || rank != .statement
        {
            let last = line(isLast: true)
            if !text.correctsItself(after: lead.range.upperBound) {
                guard let last, text.lineCount > 1, last.range != lead.range, !same(lead, last) else {
                    return lead.value
                }
                return nil
            }
        }
        if rank == .lead, !text.correctsItself(after: 0) { return single(claims.filter { $0.rank == .lead }) }
        let ranked = claims.filter { $0.rank == rank || rank == .lead }
        if rank == .mention, let bold = ranked.last(where: { text.isBold($0.range) }) { return bold.value }
        return (pick == .first ? ranked.first : ranked.last)?.value
    }

    private func same(_ first: Claim<Value>, _ second: Claim<Value>) -> Bool {
        guard let one = first.value, let other = second.value else { return first.value == nil && second.value == nil }
        return isSame(one, other)
    }

    /// Returns the claim of the first or last line, if that line is nothing but an answer.
    private func line(isLast: Bool) -> Claim<Value>? {
        guard var line = isLast ? text.lastLine : text.firstLine else { return nil }
        // `40. The points are …`: a first sentence that is nothing but an answer.
        let sentence = 0..<text.sentenceEnd(from: 0)
        if !isLast, let first = claims.first, text.isBare(sentence, around: first.range) { line = sentence }
        let inside = claims.filter { line.contains($0.range.lowerBound) }
        guard inside.count == 1, let claim = inside.first else { return nil }
        if text.isBare(line, around: claim.range) || (!isLast && claim.rank == .lead) { return claim }
        return nil
    }
}
