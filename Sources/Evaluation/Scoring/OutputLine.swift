import JSONText

/// An output and its right answers, read from a line of JSON.
struct OutputLine {
    var output: String
    var answers: [String]

    init(_ bytes: [UInt8], in range: Range<Int>, needsAnswer: Bool = true) throws(OutputLineError) {
        var reader = JSONReader(bytes, in: range)
        let value: JSONValue
        do {
            value = try reader.whole()
        } catch .notUTF8 {
            throw .notUTF8
        } catch .tooDeep {
            throw .tooDeep
        } catch {
            throw .notJSON(byte: min(reader.index, range.upperBound) - range.lowerBound + 1)
        }
        guard case .object(let object) = value else { throw .notAnObject }
        switch object["output"] {
        case .text(let text)?: output = text
        case nil: throw .missing("output")
        default: throw .outputIsNoText
        }
        switch object["answer"] {
        case .list(let values)?:
            answers = []
            for value in values { answers.append(try Self.answer(value)) }
            guard !answers.isEmpty else { throw .missing("answer") }
        case .null?, nil:
            if needsAnswer { throw .missing("answer") }
            answers = []
        case let value?: answers = [try Self.answer(value)]
        }
    }

    private static func answer(_ value: JSONValue) throws(OutputLineError) -> String {
        switch value {
        case .text(let text), .number(let text): return text
        case .bool(let flag): return flag ? "true" : "false"
        case .null, .list, .object: throw .answerIsNoText
        }
    }
}

/// Why a line has no output with its right answer; the text is the second half of a sentence.
enum OutputLineError: Error, CustomStringConvertible {
    case notUTF8
    case notJSON(byte: Int)
    case tooDeep
    case notAnObject
    case missing(String)
    case outputIsNoText
    case answerIsNoText
    case noAnswerOfType(String, type: String)

    var description: String {
        switch self {
        case .notUTF8: "is not UTF-8 text"
        case .notJSON(let byte): "is not JSON: byte \(byte) is wrong"
        case .tooDeep: "nests lists or objects more than \(JSONReader.mostDepth) deep"
        case .notAnObject: "is not a JSON object"
        case .missing(let key): "has no \"\(key)\""
        case .outputIsNoText: "has an \"output\" that is not a text"
        case .answerIsNoText: "has an \"answer\" that is not a text, a number or a list of these"
        case .noAnswerOfType(let answer, let type):
            "has an \"answer\" that doesn't have the form \(type): \(Self.short(answer))"
        }
    }

    private static func short(_ text: String) -> String { "\"\(text.prefix(40))\(text.count > 40 ? "…" : "")\"" }
}
