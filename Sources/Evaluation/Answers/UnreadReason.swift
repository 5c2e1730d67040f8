/// Why an output has no answer that can be read.
package enum UnreadReason: Sendable, Hashable, Codable {
    /// The output has no text.
    case empty
    /// The output has nothing but thoughts, which have an end.
    case onlyThoughts
    /// The block of thoughts isn't closed.
    case openThoughts
    /// Neither an announcement nor anything of the form; what was looked for, as in "number".
    case missing(String)
    /// An announcement with nothing of the form behind it.
    case missingAnnounced(String)
    /// Several answers, none of which is said to be the one, as they are written.
    case several([String])
    /// A place that names several at once, such as `both A and C` or `2:1`, as it is written.
    case noSingle(String)
    /// JSON that has nothing at this path.
    case nothingAt(String)
    /// No call of a tool, with what is wrong as a sentence.
    case noCall(String)
    /// The regular expression took too long.
    case tookTooLong
    /// There is an answer, but these checks couldn't be made, so that nobody knows whether it is right.
    case unchecked([String])
}

extension UnreadReason: CustomStringConvertible {
    /// The reason, as a sentence.
    package var description: String {
        switch self {
        case .empty: "The output is empty."
        case .onlyThoughts: "There are thoughts, and no text behind them."
        case .openThoughts: "The thoughts have no end."
        case .missing(let noun): "There is no answer sentence and no \(noun)."
        case .missingAnnounced(let noun): "The answer sentence is followed by no \(noun)."
        case .several(let answers):
            "There are \(answers.count == 2 ? "two" : "\(answers.count)") answers: \(Self.list(answers))."
        case .noSingle(let text): "“\(Self.short(text))” is no single answer."
        case .nothingAt(let path): "The JSON has nothing at \(path)."
        case .noCall(let sentence): sentence
        case .tookTooLong: "The regular expression took too long."
        case .unchecked(let names):
            "\(names.map { "`\($0)`" }.joined(separator: ", ")) couldn't be checked, so nobody knows whether it is right."
        }
    }

    /// The kind of reason in a few words, to count outputs by.
    package var kind: String {
        switch self {
        case .empty: "empty"
        case .onlyThoughts: "only thoughts"
        case .openThoughts: "thoughts without an end"
        case .missing(let noun): "no \(noun)"
        case .missingAnnounced(let noun): "no \(noun) behind the answer sentence"
        case .several: "several answers"
        case .noSingle: "no single answer"
        case .nothingAt: "no such value in the JSON"
        case .noCall: "no call"
        case .tookTooLong: "took too long"
        case .unchecked: "couldn't be checked"
        }
    }

    /// Returns how many reasons there are of each kind, in words: `12 no number, 3 several answers`. The commonest is first.
    package static func counts(_ kinds: [String: Int]) -> String {
        kinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }

    /// The number of answers that are listed.
    private static let mostListed = 4

    private static func list(_ answers: [String]) -> String {
        let shown = answers.prefix(mostListed).map(short)
        guard answers.count > mostListed else {
            return shown.dropLast().joined(separator: ", ") + " and " + (shown.last ?? "")
        }
        return shown.joined(separator: ", ") + ", …"
    }

    private static func short(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > 40 ? line.prefix(39) + "…" : line
    }
}

extension AnswerRegion.Kind {
    /// Returns the reason why a part has nothing of a form.
    func missing(_ noun: String) -> UnreadReason { self == .output ? .missing(noun) : .missingAnnounced(noun) }
}
