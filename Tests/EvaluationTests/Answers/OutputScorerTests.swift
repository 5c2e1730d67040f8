import Evaluation
import Testing

/// Returns a text as a data file, whose form it shows itself unless one is given.
func source(_ text: String, _ format: DataOptions.Format? = nil) throws -> DataSource {
    try DataSource(BytesInMemory(Array(text.utf8)), format: format)
}

@Suite struct OutputScorerTests {
    private func score(
        _ text: String, type: String = "number", format: DataOptions.Format? = .json
    ) throws -> OutputScore {
        let extractor = try AnswerExtractor(AnswerType(type), answerSentence: "The answer is")
        return try #require(try OutputScorer(extractor).score(source(text, format)))
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
        #expect(score.count == 5 && score.correct == 3 && score.unparsed == 1 && score.badRows.isEmpty)
        #expect(score.accuracy == 0.6)
        #expect(score.interval == Wilson.interval(correct: 3, of: 5))
    }

    @Test func `a byte order mark, line breaks of other systems and blank lines are no mistakes`() throws {
        let line = #"{"output": "1", "answer": 1}"#
        let score = try score("\u{FEFF}\(line)\r\n\r\n \n\(line)\r\n\(line)")
        #expect(score.count == 3 && score.correct == 3 && score.badRows.isEmpty)
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
            "not JSON from character", "not a JSON object", "no \"output\"", "\"output\" that is not a text",
            "no \"answer\"",
            "no \"answer\"",
            "no \"answer\"", "not a text, a number or", "doesn't have the form number: \"none\"", "character 30",
            "not JSON from",
        ]
        // Rows go to several threads.
        var lines = Array(repeating: good, count: 12_000)
        for (index, line) in bad.enumerated() { lines[index * 1000 + 7] = line }
        let score = try score(lines.joined(separator: "\n"))
        // Before the wrong end of a line stands an output.
        #expect(score.count == 12_001 - bad.count && score.correct == score.count)
        #expect(score.badRows.map(\.line) == bad.indices.map { $0 * 1000 + 8 })
        for (line, says) in zip(score.badRows, says) { #expect(line.problem.contains(says), "\(line)") }
    }

    @Test func `a file in another encoding is refused, and told which it looks like`() throws {
        let bytes = Array(#"{"output": ""#.utf8) + [0xFF, 0xC3] + Array("\", \"answer\": 1}\n".utf8)
        #expect(throws: DataSetError.encoding("WINDOWS-1252", line: 1)) {
            try DataSource(BytesInMemory(bytes), format: .json)
        }
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
        #expect(score.count == 3 && score.correct == 2 && score.unparsed == 1 && score.abandoned == [RowPlace(line: 2)])
        let extractor = try AnswerExtractor(.regex("(?:a|aa)+$"), answerSentence: "")
        let lines = Array(repeating: slow, count: 1000).joined(separator: "\n")
        #expect(try OutputScorer(extractor).score(source(lines)) == nil)
    }

    @Test(arguments: [
        ("[{\"output\": \"so 5\", \"answer\": 5}, {\"output\": \"6\", \"answer\": [7, 6]}]", DataOptions.Format.json),
        (
            "{\"meta\": 1, \"data\": [{\"output\": \"so 5\", \"answer\": 5},\n{\"output\": \"6\", \"answer\": 6}]}",
            .json
        ),
        ("id,output,answer\n1,so 5,5\n2,\"6,\n and that's it\",6\n", .csv(separator: nil)),
        ("output\tanswer\nso 5\t5\n6\t6\n", .tsv),
        ("output;answer\nso 5;['4', '5']\n6;['6']\n", .csv(separator: nil)),
    ])
    func `outputs are read from any file that data are read from`(text: String, format: DataOptions.Format) throws {
        let score = try score(text, format: format)
        #expect(score.count == 2 && score.correct == 2 && score.badRows.isEmpty, "\(score)")
    }

    @Test func `rows of a list on one line are named by their numbers`() throws {
        let score = try score(#"[{"output": "5", "answer": 5}, {"output": "5"}, {"answer": 5}]"#)
        #expect(
            score.badRows.map(\.sentence) == [
                #"Line 1, row 2: It has no "answer"."#, #"Line 1, row 3: It has no "output"."#,
            ])
    }

    @Test func `searches that were given up are named by rows where rows share a line`() throws {
        let row = { (text: String) in #"{"output": "\#(text)", "answer": "a"}"# }
        let slow = row(String(repeating: "a", count: 60) + "!")
        let score = try score("[\(row("a")), \(slow), \(row("a")), \(slow)]", type: "regex:(?:a|aa)+$")
        #expect(score.abandoned == [RowPlace(line: 1, row: 2), RowPlace(line: 1, row: 4)])
    }

    @Test func `a table without the columns is refused with those that it has`() throws {
        #expect(throws: DataSetError.noColumn("answer", columns: ["output", "gold"])) {
            try score("output,gold\n5,5\n", format: .table)
        }
    }

    @Test func `unread outputs are counted by their reasons`() throws {
        let lines = ["I don't know.", "The answer is unknown.", "It takes 5 to 7 days.", "", "none"].map {
            #"{"output": "\#($0)", "answer": 5}"#
        }
        #expect(
            try score(lines.joined(separator: "\n")).unread == [
                "no number": 2, "no number behind the answer sentence": 1, "no single answer": 1, "empty": 1,
            ])
    }
}
