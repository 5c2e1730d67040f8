/// The words of a clause before a place, up to where another one begins.
struct ClauseWords {
    /// The words, the nearest first, in lower case.
    private(set) var words: [String] = []

    /// The most words that are looked at.
    private static let most = 24
    /// The most scalars: an output may be a word of a million.
    private static let mostScalars = 300

    /// Words with which another clause begins.
    static let turns: Set<String> = [
        "but", "so", "because", "since", "therefore", "thus", "hence", "which", "and", "although", "though", "while",
        "whereas", "however", "then", "yet", "instead", "i'd", "i'll", "overall",
        "making", "giving", "leaving", "resulting", "leading", "indicating", "suggesting", "showing", "implying",
        "meaning", "expressing", "reflecting", "conveying", "causing", "rendering",
    ]

    init(_ text: AnswerText, before start: Int, from first: Int) {
        var end = start
        let first = max(first, start - Self.mostScalars)
        // What encloses the place: `I don't think (B) is right`.
        while end > first, let scalar = text[end - 1], "([{*_\"'“‘$ ".unicodeScalars.contains(scalar) { end -= 1 }
        while words.count < Self.most, end > first {
            var begin = end
            while begin > first, let scalar = text[begin - 1], scalar.isLetter || scalar.isApostrophe { begin -= 1 }
            if begin == end {
                guard let scalar = text[end - 1], scalar == " " || "*_\"“”‘".unicodeScalars.contains(scalar) else {
                    return
                }
                end -= 1
                continue
            }
            // A word in quotes is spoken of, and says nothing: `The word "nothing" makes it negative`.
            words.append(Self.isQuoted(begin..<end, in: text) ? "" : text.word(at: begin))
            end = begin
        }
    }

    private static func isQuoted(_ range: Range<Int>, in text: AnswerText) -> Bool {
        guard let before = text[range.lowerBound - 1], let after = text[range.upperBound] else { return false }
        return "\"“".unicodeScalars.contains(before) && "\"”".unicodeScalars.contains(after)
    }

    /// The word at a place, or an empty one outside.
    subscript(place: Int) -> String { words.indices.contains(place) ? words[place] : "" }

    private static let adverbs: Set<String> = [
        "really", "quite", "necessarily", "even", "actually", "ever", "particularly", "exactly", "very", "all", "at",
        "that", "too", "so", "honestly", "entirely", "just", "simply",
    ]

    /// Returns the first word behind a place that isn't an adverb.
    func head(behind place: Int) -> String {
        (0..<place).reversed().map { words[$0] }.first { !Self.adverbs.contains($0) } ?? ""
    }

    /// Returns whether one of some words stands behind a place.
    func has(_ some: Set<String>, behind place: Int) -> Bool { words[..<place].contains { some.contains($0) } }

    /// Returns whether a statement of its own begins behind a place: `Nothing works it is negative`.
    func beginsAnew(behind place: Int) -> Bool {
        (0..<place).contains { at in
            ["it's", "that's"].contains(words[at])
                || (["is", "was"].contains(words[at]) && at + 1 < place - 1 && ["it", "this"].contains(words[at + 1]))
        }
    }

    /// Returns whether the negation at a place only describes what is named: `The option that does not belong is C`.
    func isDescription(_ place: Int) -> Bool {
        let subject = words.dropFirst(place + 1).first {
            !["is", "are", "was", "were", "does", "do", "did"].contains($0)
        }
        return ["that", "which", "who", "what"].contains(subject) && has(["is", "are", "was", "were"], behind: place)
    }

    /// Returns whether a negation stands at most five words before a place: `no doubt`, `without a doubt`.
    func isNegated(_ place: Int) -> Bool {
        words.dropFirst(place + 1).prefix(5).contains {
            Self.isNegation($0) || ["no", "without", "beyond", "hard", "difficult", "impossible"].contains($0)
        }
    }

    /// Returns whether a word turns a verb into its contrary.
    static func isNegation(_ word: String) -> Bool {
        [
            "not", "cannot", "never", "dont", "doesnt", "isnt", "cant", "didnt", "wouldnt", "hardly", "scarcely",
        ].contains(word) || word.hasSuffix("n't")
    }
}
