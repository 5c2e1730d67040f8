/// Denials that stand behind what they deny: `A is wrong`, `B: incorrect`, `5, but that is wrong`, `Positive? No.`
extension AnswerText {
    private static let predicates: Set<String> = [
        "wrong", "incorrect", "false", "not", "isn't", "aren't", "cannot", "can't", "impossible", "doesn't", "don't",
        "unlikely", "invalid",
        "won't", "eliminated", "irrelevant", "ruled", "worst", "excluded", "discarded", "dismissed", "rejected",
        "refuted", "implausible", "tempting", "untenable", "unsupported", "inconsistent", "unrelated", "inaccurate",
        "untrue", "unfounded", "contradicted",
    ]
    /// What leads astray: `A is a distractor`.
    private static let traps: Set<String> = ["distractor", "decoy", "trap", "trick", "opposite"]
    /// What also takes something back: `but that's a common mistake`. `C is a misconception` may be what was asked for.
    private static let mistakes: Set<String> = traps.union(["mistake", "misconception", "error"])
    /// Words that may stand before such a noun.
    private static let kinds: Set<String> = ["a", "an", "the", "common", "classic", "typical", "frequent", "just"]
    /// What is too much for an answer: `12 is too many`, `B is too broad`.
    private static let excesses: Set<String> = [
        "many", "much", "few", "little", "high", "low", "large", "small", "big", "long", "short", "broad", "narrow",
        "general", "specific", "vague", "strong", "weak", "extreme",
    ]
    /// What is less than that of another answer: `B is less plausible`.
    private static let degrees: Set<String> = [
        "likely", "plausible", "probable", "convincing", "appropriate", "suitable", "accurate", "relevant",
    ]
    /// Predicates that deny without a subject before them, as in `B. Incorrect`.
    private static let verdicts: Set<String> = [
        "wrong", "incorrect", "false", "invalid", "eliminated", "irrelevant", "impossible", "unlikely",
    ]
    /// What `not` denies in a verdict: `not correct`.
    private static let praise: Set<String> = [
        "correct", "right", "true", "valid", "applicable", "possible", "supported", "likely",
    ]
    /// Words that may stand before a predicate.
    private static let copulas: Set<String> = [
        "is", "are", "was", "were", "also", "both", "all", "must", "would", "be", "option", "can", "seems", "seem",
        "appears", "appear", "looks", "sounds", "feels", "to", "the", "a", "an", "does", "do", "did", "should",
    ]
    /// What a number doesn't do if it is no answer: 5 doesn't divide 12 in solutions whose answer it is.
    private static let fits: Set<String> = ["work", "fit", "satisfy", "hold", "match", "apply"]

    /// Returns whether a denying predicate follows: `is wrong`, `: incorrect`, `seems to be the worst`, `but that is wrong`.
    func isDeniedAfter(_ end: Int, _ named: Named) -> Bool {
        var index = end
        while let scalar = self[index], ")]*\"'”_.".unicodeScalars.contains(scalar) { index += 1 }
        let isSentenceOver = self[index]?.isSpace == true && scalars[end..<index].contains(".")
        if self[index]?.script == .hangul { return false }
        index = skippingSpaces(from: index)
        // `Yes. Not all do` goes on with another statement.
        if isSentenceOver { return isVerdict(at: index, onLabel: false) && isLabel(before: end) }
        if isTakenBack(at: index, named) || isHypothetical(at: index) { return true }
        if self[index] == ":" || self[index] == "-" || self[index] == "–" || self[index] == "," {
            return self[index] != ","
                && isVerdict(at: skippingSpaces(from: index + 1), onLabel: isLabel(before: end))
        }
        return isPredicate(at: index, named)
    }

    private func isPredicate(at start: Int, _ named: Named) -> Bool {
        var (index, isAction, hasArticle) = (start, false, false)
        for _ in 0..<5 {
            let word = word(at: index)
            let next = skippingSpaces(from: index + word.unicodeScalars.count)
            if index > start, isLacking(word, before: next) { return true }
            if ["has", "have"].contains(word), named == .choice { return self.word(at: next) == "nothing" }
            if word == "not" {
                let denied = self.word(at: next)
                if isAction, named == .number { return Self.fits.contains(denied) }
                return denied != "only" && denied != "merely"
            }
            if named == .number, ["doesn't", "don't"].contains(word) { return Self.fits.contains(self.word(at: next)) }
            if Self.predicates.contains(word) {
                // `C is the incorrect statement` says what was asked for.
                let noun = self.word(at: next)
                return !hasArticle || word == "worst" || noun.isEmpty
                    || ["one", "answer", "option", "choice"].contains(noun)
            }
            hasArticle = hasArticle || ["the", "a", "an"].contains(word)
            if hasArticle, isNoun(at: index, among: Self.traps) { return true }
            isAction = ["does", "do", "did"].contains(word)
            let isAdverb = index > start && word.hasSuffix("ly") && word != "only"
            guard Self.copulas.contains(word) || isAdverb else { return false }
            index = next
        }
        return false
    }

    /// Returns whether a word behind a copula says that something is too much, less than another, or right only in part: `too many`,
    /// `less likely`, `partly right`.
    private func isLacking(_ word: String, before next: Int) -> Bool {
        switch word {
        case "too": Self.excesses.contains(self.word(at: next))
        case "less": Self.degrees.contains(self.word(at: next))
        case "partly", "partially": true
        case "only": ["partly", "partially"].contains(self.word(at: next))
        default: false
        }
    }

    /// Returns whether one of some nouns stands at an index, perhaps behind an article: `a common mistake`.
    private func isNoun(at start: Int, among nouns: Set<String>) -> Bool {
        var index = start
        for _ in 0..<3 {
            let word = word(at: index)
            if nouns.contains(word) { return true }
            guard Self.kinds.contains(word) else { return false }
            index = skippingSpaces(from: index + word.unicodeScalars.count)
        }
        return nouns.contains(word(at: index))
    }

    private static let praised: Set<String> = ["correct", "right", "true", "valid", "best", "answer"]

    /// Returns whether `would be right if` stands at an index: it holds only under a condition that isn't met.
    private func isHypothetical(at start: Int) -> Bool {
        var (index, words): (Int, [String]) = (start, [])
        while words.count < 24 {
            let word = word(at: index)
            guard !word.isEmpty else { return false }
            if word == "if" { return words.prefix(5).contains(where: Self.praised.contains) }
            words.append(word)
            guard words[0] == "would", words.count < 2 || ["be", "have"].contains(words[1]) else { return false }
            index = skippingSpaces(from: index + word.unicodeScalars.count)
        }
        return false
    }

    /// Returns whether `but that is wrong` stands at an index, or of a number or a verdict `, which is wrong`.
    private func isTakenBack(at start: Int, _ named: Named) -> Bool {
        var index = self[start] == "," ? skippingSpaces(from: start + 1) : start
        func next() -> String {
            let word = self.word(at: index)
            index = skippingSpaces(from: index + word.unicodeScalars.count)
            return word
        }
        let turn = next()
        guard turn == "but" || (turn == "which" && named != .choice && self[start] == ",") else { return false }
        var word = turn == "but" ? next() : turn
        if ["that", "this", "it", "which"].contains(word) {
            word = next()
            guard ["is", "was", "isn't", "wasn't", "seems", "looks", "can't", "cannot"].contains(word) else {
                return false
            }
        } else if word != "that's" && word != "it's" {
            return false
        }
        let isNegative = word.hasSuffix("n't") || word == "cannot"
        if isNoun(at: index, among: Self.mistakes) { return !isNegative }
        word = next()
        if word == "be" || word == "clearly" { word = next() }
        if isNegative || word == "not" {
            if word == "not" { word = next() }
            return Self.praise.contains(word)
        }
        return Self.verdicts.contains(word)
    }

    /// Returns whether a predicate stands at an index that denies what is before it without a subject. Behind a label every one
    /// does (`B: doesn't fit`), but `B, not A`; behind words `not` begins a statement of its own (`Yes - not all do`).
    private func isVerdict(at index: Int, onLabel: Bool) -> Bool {
        let word = word(at: index)
        if Self.verdicts.contains(word) { return true }
        let next = skippingSpaces(from: index + word.unicodeScalars.count)
        guard word == "not" else { return onLabel && Self.predicates.contains(word) }
        let denied = self.word(at: next)
        guard onLabel else { return Self.praise.contains(denied) }
        return denied.unicodeScalars.count > 1 || self[next].map { $0 == $0.lowercased } ?? true
    }

    /// Returns whether the word or number that ends before an index is a single letter or digit.
    private func isLabel(before end: Int) -> Bool {
        var last = end - 1
        while last > end - 3, self[last]?.script == Unicode.Scalar.Script.none { last -= 1 }
        guard let scalar = self[last], scalar.script != .none else { return false }
        return self[last - 1].map { $0.script == .none } ?? true
    }

    private static let refusals: Set<String> = ["no", "nope", "nah", "wrong", "아니요", "아니오", "아뇨", "아닙니다", "아니"]

    /// Returns whether a question ends soon behind an index that is answered with no: `A? No.`, `positive review? Nope.`
    func isQuestionDenied(from start: Int, to end: Int) -> Bool {
        var index = start
        while index < min(end, start + 40), let scalar = self[index], scalar != "?" {
            if scalar.isNewline || ".,!;:".unicodeScalars.contains(scalar) { return false }
            index += 1
        }
        guard index < end, self[index] == "?" else { return false }
        index += 1
        while let scalar = self[index], scalar == " " || ")*\"”_".unicodeScalars.contains(scalar) { index += 1 }
        let word = word(at: index)
        if Self.refusals.contains(word) || word == "hardly" || word == "scarcely" { return true }
        let next = self.word(at: skippingSpaces(from: index + word.unicodeScalars.count))
        if word == "i" { return ["don't", "wouldn't", "doubt", "can't"].contains(next) }
        return word == "not" && ["really", "quite", "exactly", "at"].contains(next)
    }
}
