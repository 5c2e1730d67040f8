/// How the parts of a sentence hang together.
extension AnswerText {
    /// What a sentence turns to between two places.
    enum Clause {
        /// A reason or a concession: `because`, `although`.
        case reason
        /// A conclusion or a turn: `so`, `but`.
        case conclusion
    }

    private static let reasons: Set<String> = [
        "because", "since", "although", "though", "given", "despite", "whereas", "unlike", "왜냐하면", "비록",
    ]
    private static let conclusions: Set<String> = [
        "so", "thus", "therefore", "hence", "but", "however", "yet", "overall", "finally", "then", "total", "leaving",
        "which", "하지만", "그러나", "따라서", "그래서", "결국", "그러므로", "전반적으로", "전체적으로", "종합적으로", "최종적으로",
    ]

    /// Korean endings of a turn; they may stand behind an answer in its own word: `긍정적이지만`.
    private static let turns = ["지만", "보다", "으나"].map { Array($0.unicodeScalars) }

    /// Those of them with which a word that turns ends anywhere in a sentence: 보다 is a verb, too.
    private static let endings = ["지만", "으나"]

    /// The most scalars of a sentence that are looked at: an output may be a sentence of a million.
    private static let mostScalars = 400

    /// Returns what the sentence turns to last between two places; nil if nothing shows a turn, or the sentence ends between
    /// them.
    func clause(from start: Int, to end: Int) -> Clause? {
        guard end - start < Self.mostScalars else { return nil }
        var (index, clause): (Int, Clause?) = (start, nil)
        while index < end {
            if endsSentence(index) { return nil }
            if Self.turns.contains(where: { has($0, at: index) }) { clause = .conclusion }
            guard scalars[index].isLetter, isWordStart(index) else {
                index += 1
                continue
            }
            let word = word(at: index)
            if Self.reasons.contains(word) { clause = .reason }
            if Self.conclusions.contains(word) || Self.endings.contains(where: word.hasSuffix) { clause = .conclusion }
            index += max(1, word.unicodeScalars.count)
        }
        return clause
    }

    /// Returns where the sentence or line begins that an index is in.
    func sentenceStart(before index: Int) -> Int {
        var start = index
        while start > 0, index - start < Self.mostScalars, !endsSentence(start - 1) { start -= 1 }
        return start
    }

    /// Returns whether no sentence ends between two places.
    func isOneSentence(_ range: Range<Int>) -> Bool { !range.contains(where: endsSentence) }

    private func endsSentence(_ index: Int) -> Bool {
        guard let scalar = self[index] else { return true }
        if scalar.isNewline || scalar == "。" { return true }
        return ".!?".unicodeScalars.contains(scalar) && (self[index + 1]?.isSpace ?? true)
    }

    private static let givingUp: [[Unicode.Scalar]] = [
        "cannot be determined", "can't be determined", "cannot determine", "can't determine", "could not determine",
        "not determinable", "impossible to", "not possible to", "enough information", "insufficient", "no solution",
        "don't know", "do not know", "unable to", "no way to", "cannot answer", "can't answer", "cannot be answered",
        "cannot be solved", "cannot solve", "can't solve", "알 수 없", "구할 수 없", "답할 수 없", "판단할 수 없", "결정할 수 없",
        "계산할 수 없", "모르겠", "정보가 부족",
    ].map { Array($0.unicodeScalars) }

    /// Words behind which a sentence concludes, whatever it gave up before.
    private static let results: Set<String> = [
        "so", "thus", "therefore", "hence", "leaving", "따라서", "그래서", "결국", "그러므로",
    ]

    /// Returns whether a sentence says before an index that there is no answer: `There is no solution with 5`. It doesn't where it
    /// concludes from that: `It is impossible to split a bus, so we need 5`, `Since it is impossible to split a bus, we need 5`.
    func givesUp(before index: Int) -> Bool {
        let start = sentenceStart(before: index)
        let last = (start..<index).last { place in
            scalars[place].isLetter && Self.givingUp.contains { has($0, at: place) }
        }
        guard let last else { return start == 0 && beginsUnknown }
        let isConcluded = hasWord(in: last..<index, where: Self.results.contains)
        let isReason = clause(from: start, to: last) == .reason && scalars[last..<index].contains(",")
        return !isConcluded && !isReason
    }

    private static let unknowns: Set<String> = ["unknown", "unclear", "undetermined", "undefined", "indeterminate"]

    /// Whether the text begins with words that there is no answer: `unknown; 5 was given`, but not `the unknown number is 5`.
    private var beginsUnknown: Bool {
        guard let first = scalars.firstIndex(where: \.isLetter) else { return false }
        let word = word(at: first)
        let end = first + word.unicodeScalars.count
        return Self.unknowns.contains(word) && (endsClause(end) || self[skippingSpaces(from: end)] == "(")
    }

    private static let explanations: Set<String> = [
        "explanation", "reason", "reasoning", "justification", "rationale", "이유", "설명", "해설", "근거",
    ]

    /// Returns where an explanation by its name begins behind a first line that is short and has a label: `Sentiment: negative`,
    /// then `Reason: …`. Nil if none does.
    var explanation: Int? {
        guard let first = firstLine, scalars[first].contains(":"),
            scalars[first].split(whereSeparator: \.isSpace).count < 6,
            let start = scalars[first.upperBound...].firstIndex(where: { $0.isLetter })
        else { return nil }
        let word = word(at: start)
        // In lower case a word may be longer than it stands here.
        let isLabel = scalars.dropFirst(start + word.unicodeScalars.count).prefix(3).contains(":")
        return Self.explanations.contains(word) && isLabel ? start : nil
    }
}
