import Evaluation
import Foundation
import Testing

/// An output with the reading that a careful person gives it.
private struct Reading {
    var line: Int
    var type: String
    /// The words of a case's options; empty for none.
    var options: [String]
    /// A right answer, as data have it.
    var right: String
    /// What the output says; nil for nothing or no single thing.
    var reading: String?
    /// True if any reading but the right one will do.
    var isAnyOther: Bool
    var output: String

    /// Reads a line `type{options}¦right¦reading¦output`. The reading is `=` for the right answer, `-` for none, `*` for any
    /// other; `⏎` is a line break.
    init?(_ text: String, line: Int) {
        let fields = text.split(separator: "¦", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 4 else { return nil }
        self.line = line
        let parts = fields[0].split(separator: "{", maxSplits: 1)
        let hasOptions = fields[0].hasPrefix("choice") && parts.count == 2
        type = hasOptions ? String(parts[0]) : fields[0]
        options = hasOptions ? parts[1].dropLast().split(separator: "|").map(String.init) : []
        right = fields[1]
        isAnyOther = fields[2] == "*"
        reading = fields[2] == "=" ? right : fields[2] == "-" ? nil : fields[2]
        output = fields[3].replacing("⏎", with: "\n")
    }
}

@Suite struct `A collection of outputs` {
    private static func readings(_ name: String) throws -> [Reading] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Reference/Outputs/\(name).txt")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").enumerated().compactMap {
            line, text in
            text.hasPrefix("#") ? nil : Reading(String(text), line: line + 1)
        }
    }

    @Test(arguments: [
        ("kinds", 80, 0.02), ("tuned", 200, 0.02), ("held-out", 140, 0.02), ("afterwards", 60, 0.02),
        ("transcripts", 150, 0.02), ("second-look", 850, 0.02),
    ])
    func `is read as a careful person reads it, and nothing wrong counts as right`(
        name: String, least: Int, mostMisread: Double
    ) throws {
        let readings = try Self.readings(name)
        #expect(readings.count >= least)
        var misread: [String] = []
        var wronglyRight: [String] = []
        for one in readings {
            let extractor = try AnswerExtractor(
                AnswerType(one.type), answerSentence: "The answer is", options: one.options)
            let found = extractor.extract(from: one.output)
            #expect(extractor.canonical(one.right) != nil, "\(name) \(one.line): the right answer can't be read")
            let isRight = found.map { extractor.isCorrect($0, expected: [one.right]) } ?? false
            let shouldBe =
                one.reading.map { extractor.isCorrect(extractor.canonical($0) ?? $0, expected: [one.right]) } ?? false
            let agrees =
                one.isAnyOther
                ? !isRight
                : one.reading.map { reading in found.map { extractor.isCorrect($0, expected: [reading]) } ?? false }
                    ?? (found == nil)
            let say =
                "\(one.line) \(one.type): \(one.output.prefix(120)) → \(found ?? "unread"), not \(one.reading ?? "unread")"
            if !agrees { misread.append(say) }
            if isRight, !shouldBe || one.isAnyOther { wronglyRight.append(say) }
        }
        #expect(wronglyRight.isEmpty, "\(wronglyRight.joined(separator: "\n"))")
        #expect(
            Double(misread.count) <= mostMisread * Double(readings.count),
            "\(misread.count) of \(readings.count)\n\(misread.joined(separator: "\n"))")
    }
}
