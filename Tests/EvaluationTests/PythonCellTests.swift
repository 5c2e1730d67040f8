import Evaluation
import Prompting
import Testing

@Suite struct `Lists as Python writes them in a table` {
    private func data(_ text: String, _ input: String, expected: String?) throws -> DataSet {
        var prompt = Prompt()
        prompt.input = input
        var options = DataOptions()
        options.expectedColumn = expected
        return try DataSet(text: text, format: .csv(separator: ","), for: prompt, options: options)
    }

    @Test(arguments: [
        "['Paris', \"the city's center\"]", "['Paris' \"the city's center\"]", "['Paris'\n \"the city's center\"]",
        "[np.str_('Paris'), 'the city\\'s center']", "['\\x50aris', \"the city\\u0027s center\",]",
    ])
    func `are several right answers, with a notice`(cell: String) throws {
        let cell = cell.replacing("\"", with: "\"\"")
        let read = try data("question,answers\nq,\"\(cell)\"\nr,\"['x']\"\n", "{{question}}", expected: "answers")
        #expect(read.cases.map(\.expected) == [["Paris", "the city's center"], ["x"]])
        #expect(
            read.notices.map(\.sentence) == [
                "The right answers in `answers` are lists as Python writes them; one of their texts is enough."
            ])
    }

    @Test func `are texts where only some of the cells are lists`() throws {
        let read = try data("question,answers\nq,\"['a', 'b']\"\nr,c\n", "{{question}}", expected: "answers")
        #expect(read.cases.map(\.expected) == [["['a', 'b']"], ["c"]])
        #expect(read.notices.map(\.sentence).contains { $0.contains("others aren't") })
    }

    @Test func `are SQuAD's answers`() throws {
        let cell =
            "{'text': array(['Denver', 'Denver Broncos'], dtype=object), 'answer_start': array([1, 7], dtype=int32)}"
        let read = try data("question,answers\nq,\"\(cell)\"\n", "{{question}}", expected: "answers")
        #expect(read.cases[0].expected == ["Denver", "Denver Broncos"])
        #expect(read.notices.map(\.sentence) == ["`answers` holds objects; the right answers are `answers.text`."])
    }

    @Test func `are choices, as ARC and MMLU have them`() throws {
        let arc = "{'text': array(['x', \"\"y's\"\"], dtype=object), 'label': array(['A', 'B'], dtype=object)}"
        let read = try data(
            "question,choices,answerKey\nq,\"\(arc)\",B\n", "{{question}} {{choices}}", expected: "answerKey")
        #expect(read.cases[0].variables["choices"] == "A) x\nB) y's")
        #expect(read.fitted(to: read.guessedType).cases[0].expected == ["B"])
        #expect(read.notices.map(\.sentence).contains("The choices in `choices` are read as Python writes lists."))
        let mmlu = try data(
            "question,choices,answer\nq,\"['w' 'x' 'y' 'z']\",2\nr,\"['0' '1' '2' '3']\",0\n", "{{question}}",
            expected: "answer")
        #expect(mmlu.fitted(to: mmlu.guessedType).cases.map(\.expected) == [["C"], ["A"]])
    }

    @Test(arguments: ["['a', 'b'", "['a' 1, 2]", "[a, b]", "['a', 'b'] c", "['a\\xZZ']", "[x for x in y]", "['a''b']"])
    func `are nothing but texts where Python wouldn't write them so`(cell: String) throws {
        let read = try data("question,answers\nq,\"\(cell)\"\n", "{{question}}", expected: "answers")
        #expect(read.cases[0].expected == [cell])
    }
}
