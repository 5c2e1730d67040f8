/// The result of looking for an answer in an output.
package enum AnswerSearch: Sendable, Hashable {
    /// An answer in its canonical form.
    case found(String)
    /// The output has nothing of the form.
    case nothing
    /// The search was given up, because a regular expression took too long.
    case abandoned
}

/// Finds the answer in an output of a language model, and says whether it is right.
///
/// Follows "answer cleansing" in appendix A.6 of Kojima et al. 2022: if the output has the answer sentence, the answer
/// is the first one after its last occurrence, or none if nothing follows. Else it is the first or the last answer in
/// the output.
///
///     let extractor = try AnswerExtractor(.number, answerSentence: "The answer is")
///     extractor.extract(from: "48 / 2 = 24, so the answer is $1,024.00.")     // "1024"
package struct AnswerExtractor: Sendable {
    /// The form of the answers.
    package let type: AnswerType
    private let scanner: any AnswerScanner
    private let sentence: AnswerSentence
    private let pick: AnswerPick

    /// Creates an extractor of answers of a form.
    ///
    /// The case of ASCII letters in the answer sentence doesn't count. An empty sentence is in no output.
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
        case .tool: scanner = ToolScanner()
        }
    }

    /// Returns the answer in an output, in its canonical form; nil if there is none.
    ///
    /// Canonical forms: a number has only the digits that it needs (`-1234.5`; `1/3` if decimals aren't exact); a
    /// choice is written as it was given; yes and no are `yes` and `no`; letters are lower-case; a text is normalised;
    /// a match has no white space around it; in JSON a text is as it is, a number as above, the rest `true`, `false` or
    /// compact JSON with sorted keys.
    package func extract(from output: String) -> String? {
        if case .found(let answer) = search(output) { answer } else { nil }
    }

    /// Looks for the answer like ``extract(from:)``, and says why there is none.
    package func search(_ output: String) -> AnswerSearch {
        if let rest = sentence.rest(of: output) { return scanner.search(rest, pick: .first, followsSentence: true) }
        return scanner.search(output[...], pick: pick, followsSentence: false)
    }

    /// Returns the canonical form of a right answer as data sets write it (`72`, `$72.00`, `B`, `(B)`, `Yes.`). Nil if
    /// it has none; then no answer equals it.
    package func canonical(_ expected: String) -> String? { scanner.canonical(expected) }

    /// Returns whether an extracted answer equals one of the right answers after each is brought into canonical form.
    package func isCorrect(_ answer: String, expected: [String]) -> Bool {
        isAnswer(answer, among: expected.compactMap(canonical))
    }

    /// Returns whether an extracted answer equals one of `canonicals`, which are in canonical form already.
    func isAnswer(_ answer: String, among canonicals: [String]) -> Bool {
        if canonicals.contains(answer) { return true }
        // The answer may come from elsewhere and not be canonical; a canonical one doesn't change here.
        guard !canonicals.isEmpty, let canonical = canonical(answer), canonical != answer else { return false }
        return canonicals.contains(canonical)
    }
}

/// Finds answers of one form.
protocol AnswerScanner: Sendable {
    /// Returns the first or the last answer in a text. `followsSentence` says that the text is what follows an answer
    /// sentence.
    func search(_ text: Substring, pick: AnswerPick, followsSentence: Bool) -> AnswerSearch
    /// Returns the canonical form of a right answer; nil if it has none.
    func canonical(_ expected: String) -> String?
}

/// Keeps the first or the last of several readings. A doubtful reading counts only if there is no other.
struct PickedReading<Value> {
    private let pick: AnswerPick
    private var clear: Value?
    private var doubtful: Value?

    init(_ pick: AnswerPick) {
        self.pick = pick
    }

    var value: Value? { clear ?? doubtful }

    /// True if no later reading can change the result.
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
