import Prompting
import Testing

@testable import Evaluation

struct DataDetailTests {
    private func data(
        _ text: String, form: AnswerForm? = nil, format: DataOptions.Format? = nil,
        _ change: (inout DataOptions) -> Void = { _ in }
    ) throws(DataSetError) -> DataSet {
        var prompt = Prompt()
        prompt.input = "{{q}}"
        prompt.answer = form
        var options = DataOptions()
        change(&options)
        return try DataSet(text: text, format: format, for: prompt, options: options)
    }

    @Test func `where answers are JSON, an object of numbers is an answer and no table of scores`() throws {
        let text = #"""
            {"q": "a", "expected": {"positive": 1, "negative": 0}}
            {"q": "b", "expected": [[1, 2]]}
            """#
        let cases = try data(text, form: AnswerForm(type: "json")).cases
        #expect(cases.map(\.expected) == [[#"{"positive":1,"negative":0}"#], ["[1,2]"]])
    }

    @Test(arguments: ["level != hard", "level!=hard", "steps < 4", "steps<4"])
    func `blanks around a condition's sign mean nothing`(condition: String) throws {
        let text = #"""
            {"q": "a", "level": "hard", "steps": 5, "expected": "x"}
            {"q": "b", "level": "easy", "steps": 3, "expected": "y"}
            """#
        let read = try #require(RowCondition(condition))
        let rows = try data(text) { $0.conditions = [read] }
        #expect(rows.cases.map(\.expected) == [["y"]])
    }

    @Test func `a column A without a value ends the choices`() throws {
        let text = #"{"q": "a", "A": "x", "B": null, "C": "y", "expected": "x"}"# + "\n"
        #expect(try data(text).cases[0].options.isEmpty)
    }

    @Test func `rows that lost their outer quotes are given up one by one`() throws {
        let text = "q,expected\n1,2\n" + String(repeating: "x\",\"y\n", count: 20_000) + "3,4\n"
        let set = try data(text)
        #expect(set.cases.map(\.expected).contains(["4"]))
    }
}
