import Evaluation
import Testing

@Suite struct OutputScorerTests {
    private func score(_ text: String, type: String = "number") throws -> OutputScore {
        let extractor = try AnswerExtractor(AnswerType(type), answerSentence: "The answer is")
        return try #require(OutputScorer(extractor).score(Array(text.utf8)))
    }

    @Test func `right, wrong and unparsed outputs are counted apart`() throws {
        let score = try score(
            """
            {"output": "The answer is 72.", "answer": "72"}
            {"answer": 72.0, "output": "The answer is $72"}
            {"output": "The answer is 5.", "answer": ["1", 5], "id": 3}
            {"output": "The answer is 4.", "answer": "5"}
            {"output": "No idea.", "answer": "5"}
            """)
        #expect(score.count == 5 && score.correct == 3 && score.unparsed == 1 && score.badLines.isEmpty)
        #expect(score.accuracy == 0.6)
        #expect(score.interval == Wilson.interval(correct: 3, of: 5))
    }

    @Test func `a byte order mark, line breaks of other systems and blank lines are no mistakes`() throws {
        let line = #"{"output": "1", "answer": 1}"#
        let score = try score("\u{FEFF}\(line)\r\n\r\n \n\(line)\r\n\(line)")
        #expect(score.count == 3 && score.correct == 3 && score.badLines.isEmpty)
        #expect(try self.score("").count == 0)
        #expect(try self.score("\n\n").count == 0)
    }

    @Test func `bad lines are named with their numbers, wherever they are`() throws {
        let good = #"{"output": "\#(String(repeating: "x", count: 300)) 1", "answer": "1"}"#
        let bad = [
            "nonsense", "[1]", #"{"answer": 1}"#, #"{"output": 1, "answer": 1}"#, #"{"output": "1"}"#,
            #"{"output": "1", "answer": null}"#, #"{"output": "1", "answer": []}"#,
            #"{"output": "1", "answer": {"a": 1}}"#,
            #"{"output": "1", "answer": "none"}"#, #"{"output": "1", "answer": 1} x"#,
            String(repeating: "[", count: 200),
        ]
        let says = [
            "not JSON: byte 2", "not a JSON object", "no \"output\"", "\"output\" that is not a text", "no \"answer\"",
            "no \"answer\"",
            "no \"answer\"", "not a text, a number or", "doesn't have the form number: \"none\"", "byte 30",
            "more than 128",
        ]
        // Chunks of a megabyte go to several threads.
        var lines = Array(repeating: good, count: 12_000)
        for (index, line) in bad.enumerated() { lines[index * 1000 + 7] = line }
        let score = try score(lines.joined(separator: "\n"))
        #expect(score.count == 12_000 - bad.count && score.correct == score.count)
        #expect(score.badLines.map(\.line) == bad.indices.map { $0 * 1000 + 8 })
        for (line, says) in zip(score.badLines, says) { #expect(line.problem.contains(says), "\(line)") }
    }

    @Test func `a line that isn't UTF-8 is bad`() throws {
        var bytes = Array(#"{"output": "1", "answer": "1"}"#.utf8 + [0x0A])
        bytes += Array(#"{"output": ""#.utf8) + [0xFF, 0xC3] + Array("\", \"answer\": 1}\n".utf8)
        let extractor = try AnswerExtractor(.number, answerSentence: "")
        let score = try #require(OutputScorer(extractor).score(bytes))
        #expect(score.count == 1)
        #expect(score.badLines.map(\.line) == [2] && score.badLines.first?.problem == "is not UTF-8 text")
    }

    @Test func `true and false are answers of yes-no, and letters of choices`() throws {
        let lines = #"{"output": "Yes", "answer": true}"# + "\n" + #"{"output": "No.", "answer": false}"#
        #expect(try score(lines, type: "yes-no").correct == 2)
        #expect(try score(#"{"output": "(B)", "answer": ["(A)", "b"]}"#, type: "choice:A-E").correct == 1)
    }

    @Test func `a search that was given up is told apart, and many end the whole`() throws {
        let slow = #"{"output": "\#(String(repeating: "a", count: 60))!", "answer": "a"}"#
        let quick = #"{"output": "aa", "answer": "aa"}"#
        let score = try score([quick, slow, quick].joined(separator: "\n"), type: "regex:(?:a|aa)+$")
        #expect(score.count == 3 && score.correct == 2 && score.unparsed == 1 && score.abandoned == [2])
        let extractor = try AnswerExtractor(.regex("(?:a|aa)+$"), answerSentence: "")
        let lines = Array(repeating: slow, count: 1000).joined(separator: "\n")
        #expect(OutputScorer(extractor).score(Array(lines.utf8)) == nil)
    }
}
