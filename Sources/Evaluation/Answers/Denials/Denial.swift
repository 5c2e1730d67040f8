/// Whether a text denies what it names.
extension AnswerText {
    /// What may be denied. How far a denial reaches depends on it: solutions deny much beside the numbers they name.
    enum Named {
        case number
        case choice
        /// Yes, no, true and false, and sentences that announce an answer.
        case verdict
    }

    /// Returns whether the text denies what stands in a range: `not 5 but 6`, `A is wrong`, `I don't think it is positive`,
    /// `긍정이 아니라`. Only what stands in `limits` counts, which end at the next thing of the kind on either side.
    func isDenied(_ range: Range<Int>, as named: Named = .number, within limits: Range<Int>? = nil) -> Bool {
        let limits = limits ?? 0..<count
        return isDeniedBefore(range.lowerBound)
            || isClauseDenied(before: range.lowerBound, from: limits.lowerBound, named)
            || isDeniedAfter(range.upperBound, named) || isQuestionDenied(from: range.upperBound, to: limits.upperBound)
            || isDeniedInKorean(after: range.upperBound, to: limits.upperBound, named)
    }

    private static let denials: Set<String> = [
        "not", "isn't", "aren't", "wasn't", "never", "cannot", "can't", "doesn't", "don't", "nor", "neither", "without",
        "except", "no",
        "excluding", "eliminate", "reject", "isnt", "hardly", "scarcely",
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
        ["opposite", "of"], ["everything", "but"], ["all", "but"],
    ]
    /// `The only wrong one is A`, but `The incorrect statement is A` answers a question.
    private static let wrongOnes: Set<String> = ["wrong one", "wrong answer", "wrong option", "wrong choice"]

    private func isDeniedBefore(_ start: Int) -> Bool {
        let words = words(before: start, most: 5)
        if words.count > 2, words[0] == "is", Self.wrongOnes.contains("\(words[2]) \(words[1])") { return true }
        // `The word "positive" appears`
        if let word = words.first, ["word", "term"].contains(word), let quote = self[start - 1],
            "\"“‘".unicodeScalars.contains(quote)
        {
            return true
        }
        // `more negative than positive`
        if words.count > 2, words[0] == "than", words[2] == "more" { return true }
        // `too negative to be positive`
        if words.count > 3, words[0] == "be", words[1] == "to", words[3] == "too" { return true }
        for (place, word) in words.enumerated() {
            // `No it's B` answers a question, and denies nothing.
            if word == "no", place > 0, Self.pronouns.contains(words[place - 1]) { return false }
            if Self.denials.contains(word) { return true }
            let next = place + 1 < words.count ? words[place + 1] : ""
            // `little positive`, but `a little positive` and `the few positive aspects`.
            if word == "little" || word == "few" { return !["a", "the", "as"].contains(next) }
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
}
