import Evaluation
import Prompting
import Testing

@Suite struct `The ids of cases without ids` {
    private func data(_ text: String, expected: String? = nil, limit: Int? = nil) throws -> DataSet {
        var prompt = Prompt()
        prompt.input = "{{q}}"
        var options = DataOptions()
        (options.expectedColumn, options.limit) = (expected, limit)
        return try DataSet(text: text, for: prompt, options: options)
    }

    @Test(arguments: [
        (#"[{"q": "a"}, {"q": "b"}, {"q": "c"}]"#, ["1", "2", "3"]),
        (#"{"data": [{"q": "a"}, {"q": "b"}, {"q": "c"}]}"#, ["1", "2", "3"]),
        ("{\"q\": \"a\"} {\"q\": \"b\"}\n{\"q\": \"c\"}\n", ["1", "2", "3"]),
        ("{\"q\": \"a\"}\n\n{\"q\": \"b\"}\n{\"q\": \"c\"}\n", ["1", "3", "4"]),
        ("[{\"q\": \"a\"},\n{\"q\": \"b\"},\n\n{\"q\": \"c\"}]", ["1", "2", "4"]),
    ])
    func `are their lines, or their places where several are on one line`(text: String, ids: [String]) throws {
        #expect(try data(text).cases.map(\.id) == ids)
    }

    @Test func `differ even if the data's own ids don't`() throws {
        let text = #"[{"id": "x", "q": "a"}, {"id": "x", "q": "b"}, {"id": "x", "q": "c"}, {"q": "d"}]"#
        #expect(try data(text).cases.map(\.id) == ["x", "x#2", "x#3", "4"])
    }

    @Test func `name rows on one line that can't be used`() throws {
        let read = try data(#"[{"q": "a", "e": "1"}, {"e": "2"}, {"q": "c", "e": "between 1 and 2"}]"#, expected: "e")
        #expect(read.badRows.map(\.sentence) == ["Line 1, row 2: It has no `q`."])
        #expect(
            read.fitted(to: .number).badRows.map(\.sentence).last
                == "Line 1, row 3: Its right answer is no answer of type `number`: `between 1 and 2`.")
    }
}

@Suite struct `Right answers that are JSON` {
    @Test(arguments: [nil, AnswerType.jsonPath("$"), .jsonPath("a"), .text])
    func `are objects if the options ask for JSON, else if the prompt does`(type: AnswerType?) throws {
        var prompt = Prompt()
        prompt.input = "{{q}}"
        var options = DataOptions()
        options.expectedColumn = "e"
        options.answer = type
        func read() throws -> DataSet {
            try DataSet(text: #"{"q": "a", "e": {"text": "x", "b": 1}}"#, for: prompt, options: options)
        }
        let asksJSON = type != nil && type != .text
        #expect(try read().cases[0].expected == [asksJSON ? #"{"text":"x","b":1}"# : "x"])
        prompt.answer = AnswerForm(type: "json")
        #expect(try read().cases[0].expected == [type != .text ? #"{"text":"x","b":1}"# : "x"])
    }
}
