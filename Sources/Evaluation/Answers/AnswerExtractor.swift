/// What was found in an output.
package enum AnswerSearch: Sendable, Hashable {
    /// An answer in its canonical form.
    case found(String)
    /// Nothing of the form.
    case nothing
    /// A regular expression took too long for this output.
    case abandoned
}

/// Finds the answer in an output of a language model, and says whether it is right.
///
/// After "answer cleansing" in appendix A.6 of Kojima et al. 2022: where the output has the answer sentence, the first answer after
/// the last occurrence of it, and none if nothing follows; else the first or the last answer in the output.
///
///     let extractor = try AnswerExtractor(.number, answerSentence: "The answer is")
///     extractor.extract(from: "48 / 2 = 24, so the answer is $1,024.00.")     // "1024"
package struct AnswerExtractor: Sendable {
    /// The form of the answers.
    package let type: AnswerType
    private let scanner: any AnswerScanner
    private let sentence: AnswerSentence
    private let pick: AnswerPick

    /// Looks for answers of a form.
    ///
    /// The case of ASCII letters in the answer sentence doesn't count; an empty one is in no output.
    package init(_ type: AnswerType, answerSentence: String, pick: AnswerPick = .last) throws(AnswerTypeError) {
        self.type = type
        self.pick = pick
        sentence = AnswerSentence(answerSentence)
        switch type {
        case .number: scanner = NumberScanner()
        case .choice(let choices): scanner = try ChoiceScanner(choices)
        case .yesNo: scanner = YesNoScanner()
        case .letters: scanner = LetterScanner()
        case .text: scanner = TextScanner()
        case .regex(let pattern): scanner = try PatternScanner(pattern)
        case .jsonPath(let path): scanner = JSONScanner(try JSONPath(path))
        }
    }

    /// Returns the answer in an output in its canonical form; nil if there is none.
    ///
    /// Canonical are: for a number its digits without what can be left out (`-1234.5`; `1/3` where no decimals are exact), the
    /// choice as it was given, `yes` and `no`, lower-case letters, a normalised text, a match without white space around it, and
    /// for JSON a text as it is, a number as above, `true`, `false`, or compact JSON with sorted keys.
    package func extract(from output: String) -> String? {
        if case .found(let answer) = search(output) { answer } else { nil }
    }

    /// Returns what `extract` finds, and why it finds nothing.
    package func search(_ output: String) -> AnswerSearch {
        if let rest = sentence.rest(of: output) { return scanner.search(rest, pick: .first, followsSentence: true) }
        return scanner.search(output[...], pick: pick, followsSentence: false)
    }

    /// Returns a right answer as data sets write it (`72`, `$72.00`, `B`, `(B)`, `Yes.`) in its canonical form; nil
    /// where it has none, so that no answer equals it.
    package func canonical(_ expected: String) -> String? { scanner.canonical(expected) }

    /// Returns whether an extracted answer equals one of the right ones, each of which is brought into its canonical
    /// form first.
    package func isCorrect(_ answer: String, expected: [String]) -> Bool {
        isAnswer(answer, among: expected.compactMap(canonical))
    }

    /// Returns the same for right answers that are in canonical form.
    func isAnswer(_ answer: String, among canonicals: [String]) -> Bool {
        if canonicals.contains(answer) { return true }
        // An answer from elsewhere may not be canonical, while canonical ones stay as they are.
        guard !canonicals.isEmpty, let canonical = canonical(answer), canonical != answer else { return false }
        return canonicals.contains(canonical)
    }
}

/// Finds answers of one form.
protocol AnswerScanner: Sendable {
    /// Returns the first or the last answer in a text, which may be what follows an answer sentence.
    func search(_ text: Substring, pick: AnswerPick, followsSentence: Bool) -> AnswerSearch
    /// Returns a right answer in its canonical form.
    func canonical(_ expected: String) -> String?
}

/// Keeps the first or the last of several readings; a doubtful one only if there is no other.
struct PickedReading<Value> {
    private let pick: AnswerPick
    private var clear: Value?
    private var doubtful: Value?

    init(_ pick: AnswerPick) {
        self.pick = pick
    }

    var value: Value? { clear ?? doubtful }

    /// Nothing that comes later can change it.
    var isSettled: Bool { pick == .first && clear != nil }

    mutating func add(_ value: Value, isDoubtful: Bool = false) {
        if isDoubtful {
            if pick == .last || doubtful == nil { doubtful = value }
        } else if pick == .last || clear == nil {
            clear = value
        }
    }
}

extension PickedReading<String> {
    var search: AnswerSearch { value.map(AnswerSearch.found) ?? .nothing }
}
