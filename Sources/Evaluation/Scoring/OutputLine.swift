import JSONText

/// An output and its right answers, as a row of a file has them.
struct OutputLine {
    var output: String
    var answers: [String]

    /// Takes the output and the answers from a row.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - right: How the answers of a table are read; nil for JSON.
    ///   - needsAnswer: True if a row without an answer is a bad one.
    /// - Throws: ``OutputLineError`` if the row lacks one of them.
    init(_ row: JSONObject, _ right: RightAnswers?, needsAnswer: Bool) throws(OutputLineError) {
        switch row["output"] {
        case .text(let text)?: output = text
        case nil: throw .missing("output")
        default: throw .outputIsNoText
        }
        switch row["answer"] {
        case .list(let values)?:
            answers = []
            for value in values { answers.append(try Self.answer(value)) }
        case .null?, nil: answers = []
        case .text(let text)?:
            answers = (right?.texts(of: .text(text)) ?? [text]).filter { right == nil || !$0.isEmpty }
        case let value?: answers = [try Self.answer(value)]
        }
        guard !needsAnswer || !answers.isEmpty else { throw .missing("answer") }
    }

    private static func answer(_ value: JSONValue) throws(OutputLineError) -> String {
        switch value {
        case .text(let text), .number(let text): return text
        case .bool(let flag): return flag ? "true" : "false"
        case .null, .list, .object: throw .answerIsNoText
        }
    }
}

/// Why a row has no output with its right answer, as a sentence.
enum OutputLineError: Error, CustomStringConvertible {
    case missing(String)
    case outputIsNoText
    case answerIsNoText
    case noAnswerOfType(String, type: String)

    var description: String {
        switch self {
        case .missing(let key): "It has no \"\(key)\"."
        case .outputIsNoText: "It has an \"output\" that is not a text."
        case .answerIsNoText: "It has an \"answer\" that is not a text, a number or a list of these."
        case .noAnswerOfType(let answer, let type):
            "It has an \"answer\" that doesn't have the form \(type): \(Self.short(answer))."
        }
    }

    private static func short(_ text: String) -> String { "\"\(text.prefix(40))\(text.count > 40 ? "…" : "")\"" }
}
