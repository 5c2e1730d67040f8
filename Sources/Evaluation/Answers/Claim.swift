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

/// The claim that counts, or why none does.
enum Picked<Value> {
    case one(Value)
    /// There are no claims.
    case nothing
    /// There are several that contradict each other, or one that names several answers at once.
    case several([Claim<Value>])

    /// Takes the only claim.
    init(_ claim: Claim<Value>) {
        self = claim.value.map { Picked.one($0) } ?? .several([claim])
    }

    /// The answer; nil if none counts.
    var value: Value? { if case .one(let value) = self { value } else { nil } }

    /// Returns the result of a search for claims in a text, with the answer's canonical form or the reason why there is none.
    func search(
        in text: AnswerText, _ kind: AnswerRegion.Kind, _ noun: String, _ canonical: (Value) -> String?
    ) -> AnswerSearch {
        func written(_ claim: Claim<Value>) -> String {
            String(String.UnicodeScalarView(text.scalars[claim.range])).trimmingSpaces
        }
        switch self {
        case .one(let value): return canonical(value).map { AnswerSearch.found($0) } ?? .nothing(kind.missing(noun))
        case .nothing: return .nothing(kind.missing(noun))
        case .several(let claims):
            if let first = claims.first(where: { $0.value == nil }) { return .nothing(.noSingle(written(first))) }
            var seen: Set<String> = []
            let answers = claims.map(written).filter { seen.insert($0).inserted }
            return .nothing(answers.count > 1 ? .several(answers) : .noSingle(answers.first ?? ""))
        }
    }
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
        let outside = claims.enumerated().filter { place, claim in
            while index < claim.range.lowerBound {
                depth = text.scalars[index] == "(" ? depth + 1 : text.scalars[index] == ")" ? max(0, depth - 1) : depth
                if text.scalars[index].isNewline { depth = 0 }
                index += 1
            }
            if depth == 0 { return true }
            let last = place > 0 ? claims[place - 1].range.upperBound : nil
            return Self.isEnclosed(claim.range, in: text) && !Self.isRemark(claim.range, behind: last, in: text)
        }.map(\.element)
        let end = text.farewell ?? text.count
        let said = outside.filter { $0.range.lowerBound < end }
        self.claims = Self.withoutReasons(said.isEmpty ? (outside.isEmpty ? claims : outside) : said, in: text)
    }

    /// Returns claims without those that only give a reason for one before them in their sentence: `12, since he gave away 8`.
    private static func withoutReasons(_ claims: [Claim<Value>], in text: AnswerText) -> [Claim<Value>] {
        var kept: [Claim<Value>] = []
        for claim in claims {
            let isReason =
                kept.last.map { text.clause(from: $0.range.upperBound, to: claim.range.lowerBound) == .reason } ?? false
            if !isReason { kept.append(claim) }
        }
        return kept
    }

    /// Returns whether a claim fills its parentheses (`(B)`), so that it isn't a remark.
    private static func isEnclosed(_ range: Range<Int>, in text: AnswerText) -> Bool {
        guard text[range.lowerBound - 1] == "(", text[range.upperBound] == ")" else { return false }
        // `four (4)` is a remark, `option (B)` too, but then it is the only claim.
        return true
    }

    /// Returns whether a number in parentheses says the one directly before it in other words: `30분(0.5시간)`.
    private static func isRemark(_ range: Range<Int>, behind last: Int?, in text: AnswerText) -> Bool {
        guard let last, last < range.lowerBound, text.scalars[range].contains(where: \.isDigit) else { return false }
        return text.scalars[last..<(range.lowerBound - 1)].allSatisfy { $0 == " " || $0 == "*" }
    }

    func pick(_ kind: AnswerRegion.Kind, _ pick: AnswerPick) -> Picked<Value> {
        switch kind {
        case .boxed: return single(claims)
        case .sentence, .label: return announced(isLabel: kind == .label, pick)
        case .output: return best(claims, pick)
        }
    }

    /// Returns the only value of claims, if they don't differ.
    private func single(_ claims: [Claim<Value>]) -> Picked<Value> {
        guard let first = claims.first else { return .nothing }
        guard let value = first.value, claims.allSatisfy({ $0.value.map { isSame($0, value) } == true }) else {
            return .several(claims)
        }
        return .one(value)
    }

    private func announced(isLabel: Bool, _ pick: AnswerPick) -> Picked<Value> {
        guard let first = claims.first else { return .nothing }
        // `The answer is A. Wait, B fits better.`
        if let correction = text.correction(after: first.range.upperBound), let last = claims.last,
            last.range.lowerBound > correction, !same(first, last)
        {
            return .several([first, last])
        }
        if text.isDirect(first.range.lowerBound) { return Picked(first) }
        let end = text.sentenceEnd(from: 0)
        let inSentence = single(claims.filter { $0.range.lowerBound < end })
        return inSentence.value == nil && isLabel ? best(claims, pick) : inSentence
    }

    private func best(_ claims: [Claim<Value>], _ pick: AnswerPick) -> Picked<Value> {
        guard let rank = claims.map(\.rank).max() else { return .nothing }
        if let lead = line(isLast: false), !lead.isStep || text.lineCount == 1, lead.rank == rank || rank != .statement
        {
            let last = line(isLast: true)
            if !text.correctsItself(after: lead.range.upperBound) {
                guard let last, text.lineCount > 1, last.range != lead.range, !same(lead, last) else {
                    return Picked(lead)
                }
                return .several([lead, last])
            }
        }
        if rank == .lead, !text.correctsItself(after: 0) { return single(claims.filter { $0.rank == .lead }) }
        let ranked = claims.filter { $0.rank == rank || rank == .lead }
        if rank == .mention, let bold = ranked.last(where: { text.isBold($0.range) }) { return Picked(bold) }
        return (pick == .first ? ranked.first : ranked.last).map { Picked($0) } ?? .nothing
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
        return text.isHeaded(line, around: claim.range) ? claim : nil
    }
}
