extension AnswerText {
    private static let denials: Set<String> = [
        "not", "isn't", "aren't", "wasn't", "never", "cannot", "can't", "doesn't", "don't", "nor", "neither", "without",
        "except", "no",
        "excluding", "eliminate", "reject", "isnt", "hardly",
    ]
    /// Words that may stand between a denial and what it denies.
    private static let adverbs: Set<String> = [
        "really", "very", "a", "an", "the", "at", "all", "be", "just", "option", "choice", "particularly", "exactly",
        "quite", "so",
        "entirely", "necessarily", "think", "believe", "say", "it", "that", "it's", "simply", "correct", "answer", "is",
        "of", "overly", "especially", "any", "in",
        "fact",
    ]
    private static let pronouns: Set<String> = ["it", "it's", "that"]
    private static let phrases = [
        ["rather", "than"], ["instead", "of"], ["none", "of"], ["rule", "out"], ["ruled", "out"], ["far", "from"],
    ]
    private static let predicates: Set<String> = [
        "wrong", "incorrect", "false", "not", "isn't", "aren't", "cannot", "can't", "impossible", "doesn't", "don't",
        "unlikely", "invalid",
        "won't", "eliminated", "irrelevant",
    ]
    /// Predicates that deny without a subject before them, as in `B. Incorrect`.
    private static let verdicts: Set<String> = [
        "wrong", "incorrect", "false", "invalid", "eliminated", "irrelevant", "impossible", "unlikely",
    ]
    /// What `not` denies in a verdict: `not correct`.
    private static let praise: Set<String> = [
        "correct", "right", "true", "valid", "applicable", "possible", "supported", "likely",
    ]
    private static let koreanPredicates = ["아니", "아닙", "아닌", "틀", "옳지", "맞지", "오답", "적절하지", "잘못"].map {
        Array($0.unicodeScalars)
    }

    /// Returns whether the text denies what stands in a range: `not 5 but 6`, `A is wrong`, `긍정이 아니라`.
    func isDenied(_ range: Range<Int>) -> Bool { isDeniedBefore(range.lowerBound) || isDeniedAfter(range.upperBound) }

    private func isDeniedBefore(_ start: Int) -> Bool {
        let words = words(before: start, most: 5)
        for (place, word) in words.enumerated() {
            // `No it's B` answers a question, and denies nothing.
            if word == "no", place > 0, Self.pronouns.contains(words[place - 1]) { return false }
            if Self.denials.contains(word) { return true }
            let next = place + 1 < words.count ? words[place + 1] : ""
            if Self.phrases.contains([next, word]) { return true }
            guard Self.adverbs.contains(word) || word.hasSuffix("ly") && word != "only" else { return false }
        }
        return false
    }

    /// Returns the words before an index on its side of punctuation, the nearest first, in lower case.
    func words(before start: Int, most: Int) -> [String] {
        var words: [String] = []
        var end = start
        while words.count < most {
            while let scalar = self[end - 1],
                scalar == " " || scalar == "*" || scalar == "\"" || scalar == "(" || scalar == "$" || scalar == "“"
            { end -= 1 }
            var first = end
            while let scalar = self[first - 1], scalar.isLetter || scalar.isApostrophe { first -= 1 }
            guard first < end else { break }
            words.append(word(at: first))
            end = first
        }
        return words
    }

    /// Returns whether a denying predicate follows: `is wrong`, `: incorrect`, `는 틀립니다`, `번이 아닙니다`.
    func isDeniedAfter(_ end: Int) -> Bool {
        var index = end
        while let scalar = self[index], ")]*\"'”_.".unicodeScalars.contains(scalar) { index += 1 }
        let isSentenceOver = self[index]?.isSpace == true && scalars[end..<index].contains(".")
        if let scalar = self[index], scalar.script == .hangul {
            // A particle, perhaps behind a counter, and what follows it.
            var particle = index
            while let hangul = self[particle], hangul.script == .hangul, particle - index < 5 { particle += 1 }
            let next = skippingSpaces(from: particle)
            return Self.koreanPredicates.contains { has($0, at: next) || (self[index...].starts(with: $0)) }
                || (index + 1..<particle).contains { place in Self.koreanPredicates.contains { has($0, at: place) } }
        }
        index = skippingSpaces(from: index)
        // `Yes. Not all do` goes on with another statement.
        if isSentenceOver { return isVerdict(at: index, onLabel: false) && isLabel(before: end) }
        if self[index] == ":" || self[index] == "-" || self[index] == "–" || self[index] == "," {
            return self[index] != ","
                && isVerdict(at: skippingSpaces(from: index + 1), onLabel: isLabel(before: end))
        }
        for _ in 0..<3 {
            let word = word(at: index)
            if Self.predicates.contains(word) { return true }
            guard
                ["is", "are", "was", "were", "also", "both", "all", "must", "would", "be", "option", "can"].contains(
                    word)
            else { return false }
            index = skippingSpaces(from: index + word.unicodeScalars.count)
        }
        return false
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

    private subscript(range: PartialRangeFrom<Int>) -> ArraySlice<Unicode.Scalar> {
        range.lowerBound < count ? scalars[range] : []
    }
}
