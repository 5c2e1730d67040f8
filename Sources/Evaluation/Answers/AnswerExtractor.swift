import Foundation
import Prompting

/// The result of looking for an answer in an output.
package enum AnswerSearch: Sendable, Hashable {
    /// An answer in its canonical form.
    case found(String)
    /// An answer in JSON that had to be mended; what was wrong, in words.
    case repaired(String, [String])
    /// The output has nothing of the form, or several answers of which none is said to be the one.
    case nothing(UnreadReason)
    /// The search was given up, because a regular expression took too long.
    case abandoned

    /// The answer; nil if there is none.
    package var answer: String? {
        switch self {
        case .found(let answer), .repaired(let answer, _): answer
        case .nothing, .abandoned: nil
        }
    }

    /// Why there is no answer; nil if there is one.
    package var reason: UnreadReason? {
        switch self {
        case .found, .repaired: nil
        case .nothing(let reason): reason
        case .abandoned: .tookTooLong
        }
    }
}

/// Finds the answer in an output of a language model, and says whether it is right.
///
/// Thoughts are left out. The answer is what the output announces: in its last `\boxed{…}`, else behind the last answer
/// sentence, if one occurs. Otherwise it is a first line that is an answer, or the first or last answer in the output. Where
/// an output names several answers at once, it has none.
///
///     let extractor = try AnswerExtractor(.number, answerSentence: "The answer is")
///     extractor.extract(from: "48 / 2 = 24, so the answer is $1,024.00.")     // "$1024"
package struct AnswerExtractor: Sendable {
    /// The form of the answers.
    package let type: AnswerType
    private var scanner: any AnswerScanner
    private let announcements: Announcements
    private let pick: AnswerPick
    /// True if an answer between `<answer>` and `</answer>` is announced.
    private let readsTags: Bool

    /// Creates an extractor of answers of a form.
    ///
    /// - Parameters:
    ///   - type: The form of the answers.
    ///   - answerSentence: The prompt's own answer sentence; empty for none. The case of ASCII letters doesn't count.
    ///   - sentences: The other sentences that announce an answer, as ``AnswerForm/sentences`` holds them.
    ///   - pick: The answer that counts if none is announced and several are given one after another.
    ///   - options: The words that the choices of a case stand for, in their order; for choices only.
    /// - Throws: ``AnswerTypeError`` if the form can't be read.
    package init(
        _ type: AnswerType, answerSentence: String, sentences: [String] = AnswerForm.usualSentences,
        pick: AnswerPick = .last, options: [String] = []
    ) throws(AnswerTypeError) {
        self.type = type
        self.pick = pick
        var announced = [answerSentence].filter { !$0.trimmingSpaces.isEmpty }
        switch type {
        case .number: scanner = NumberScanner()
        case .numberWithin(let tolerance): scanner = NumberScanner(tolerance: tolerance)
        case .choice(let choices): scanner = try ChoiceScanner(choices, options: options)
        case .yesNo: scanner = YesNoScanner()
        case .letters: scanner = LetterScanner()
        case .text: scanner = TextScanner()
        case .regex(let pattern): scanner = try PatternScanner(pattern)
        case .jsonPath(let path): scanner = JSONScanner(try JSONPath(path))
        case .tool: scanner = ToolScanner()
        }
        switch type {
        // Keys of JSON and the text around a match look like labels.
        case .regex, .jsonPath, .tool: readsTags = false
        default:
            readsTags = true
            announced += sentences
        }
        announcements = Announcements(announced)
    }

    /// Returns the answer in an output, in its canonical form; nil if there is none.
    ///
    /// Canonical forms: a number has only the digits that it needs, and its currency or unit (`-1234.5`, `$5`, `50%`, `25
    /// m^2`; `1/3` if decimals aren't exact); a choice is written as it was given; yes and no are `yes` and `no`; letters
    /// are lower-case; a text is normalised; a match has no white space around it; in JSON a text is as it is, a number has
    /// the digits that it needs, the rest is `true`, `false` or compact JSON with sorted keys.
    package func extract(from output: String) -> String? { search(output).answer }

    /// Returns an extractor of the same form for a case whose choices stand for these words.
    package func with(options: [String]) -> AnswerExtractor {
        guard case .choice(let choices) = type, !options.isEmpty,
            let scanner = try? ChoiceScanner(choices, options: options)
        else { return self }
        var copy = self
        copy.scanner = scanner
        return copy
    }

    /// Looks for the answer like ``extract(from:)``, and says why there is none. `isAnswer` says that the output begins with
    /// the answer, because the prompt has announced it.
    package func search(_ output: String, isAnswer: Bool = false) -> AnswerSearch {
        guard let rest = ThoughtTags.usual.answer(in: output) else { return .nothing(.openThoughts) }
        guard rest.unicodeScalars.contains(where: { !$0.isSpace }) else {
            return .nothing(output.unicodeScalars.contains { !$0.isSpace } ? .onlyThoughts : .empty)
        }
        let tagged = readsTags ? Self.tagged(rest) : nil
        var region = announcements.region(in: tagged ?? rest)
        if isAnswer || tagged != nil, region.kind == .output { region.kind = .label }
        let found = scanner.search(region, pick: pick)
        guard case .jsonPath = type, found.answer == nil, region.isAnnounced else { return found }
        // An answer sentence may stand in a text of the JSON, which then ends behind it.
        let braces = region.text.utf8.reduce(0) {
            $1 == UInt8(ascii: "{") ? $0 + 1 : $1 == UInt8(ascii: "}") ? $0 - 1 : $0
        }
        guard braces < 0 else { return found }
        let whole = scanner.search(AnswerRegion(text: rest, kind: .output), pick: pick)
        return whole.answer == nil ? found : whole
    }

    /// Returns what the last `<answer>` tags enclose; nil if there are none with something between them.
    private static func tagged(_ output: String) -> String? {
        guard output.utf8.contains(UInt8(ascii: "<")),
            let end = output.range(of: "</answer>", options: [.backwards, .caseInsensitive]),
            let start = output.range(
                of: "<answer>", options: [.backwards, .caseInsensitive], range: output.startIndex..<end.lowerBound)
        else { return nil }
        let inside = output[start.upperBound..<end.lowerBound]
        return inside.unicodeScalars.contains { $0.script != .none } ? String(inside) : nil
    }

    /// Returns the canonical form of a right answer as data sets write it (`72`, `$72.00`, `B`, `(B)`, `Yes.`). Nil if
    /// it has none; then no answer equals it.
    package func canonical(_ expected: String) -> String? { scanner.canonical(expected) }

    /// Returns whether an extracted answer equals one of the right answers after each is brought into canonical form.
    package func isCorrect(_ answer: String, expected: [String]) -> Bool {
        isAnswer(answer, among: expected.compactMap(canonical))
    }

    /// Returns whether two extracted answers say the same, such as `$18` and `18`.
    package func isSame(_ first: String, _ second: String) -> Bool { first == second || scanner.isSame(first, second) }

    /// Returns whether an extracted answer equals one of `canonicals`, which are in canonical form already.
    func isAnswer(_ answer: String, among canonicals: [String]) -> Bool {
        if canonicals.contains(where: { answer == $0 || scanner.isRight(answer, $0) }) { return true }
        // The answer may come from elsewhere and not be canonical; a canonical one doesn't change here.
        guard !canonicals.isEmpty, let canonical = canonical(answer), canonical != answer else { return false }
        return canonicals.contains { canonical == $0 || scanner.isRight(canonical, $0) }
    }
}

/// Finds answers of one form.
protocol AnswerScanner: Sendable {
    /// Returns the answer in a part of an output.
    func search(_ region: AnswerRegion, pick: AnswerPick) -> AnswerSearch
    /// Returns the canonical form of a right answer; nil if it has none.
    func canonical(_ expected: String) -> String?
    /// Returns whether two canonical forms say the same.
    func isSame(_ first: String, _ second: String) -> Bool
    /// Returns whether an answer is near enough to a right one, both in canonical form.
    func isRight(_ answer: String, _ expected: String) -> Bool
}

extension AnswerScanner {
    func isRight(_ answer: String, _ expected: String) -> Bool { isSame(answer, expected) }
}
