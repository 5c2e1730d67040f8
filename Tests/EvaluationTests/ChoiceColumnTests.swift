import Evaluation
import Prompting
import Testing

@Suite struct `Choices in columns of their own` {
    private func data(_ text: String, expected: String, input: String, limit: Int? = nil) throws -> DataSet {
        var prompt = Prompt()
        prompt.input = input
        var options = DataOptions()
        (options.expectedColumn, options.limit) = (expected, limit)
        return try DataSet(text: text, for: prompt, options: options)
    }

    @Test(arguments: [
        ("WinoGrande", "sentence,option1,option2,answer\ns,a,b,1\nt,c,d,2\n", "answer", "{{sentence}}", ["A", "B"]),
        ("PIQA", "goal,sol1,sol2,label\ns,a,b,1\nt,c,d,0\n", "label", "{{goal}}", ["B", "A"]),
        (
            "COPA", "premise,choice1,choice2,question,label\ns,a,b,cause,1\nt,c,d,effect,1\n", "label", "{{premise}}",
            ["B", "B"]
        ),
        ("KoBEST's COPA", "premise,alternative_1,alternative_2,label\ns,가,나,1\n", "label", "{{premise}}", ["B"]),
        (
            "Social IQa", "context,answerA,answerB,answerC,label\ns,a,b,c,1\nt,a,b,c,2\n", "label", "{{context}}",
            ["A", "B"]
        ),
    ])
    func `are places that count as the data set says`(
        name: String, text: String, expected: String, input: String, right: [String]
    ) throws {
        let read = try data(text, expected: expected, input: input)
        let fitted = read.fitted(to: read.guessedType)
        #expect(fitted.cases.flatMap(\.expected) == right)
        #expect(fitted.notices.contains { $0.sentence.contains("as in \(name):") }, "\(fitted.notices)")
        #expect(fitted.cases[0].options.count == (name == "Social IQa" ? 3 : 2))
        // The labels that were asked for don't change the places.
        let digits = read.fitted(to: try AnswerType("choice:1-\(read.cases[0].options.count)"))
        #expect(digits.cases.flatMap(\.expected) == right.map { $0 == "A" ? "1" : "2" })
    }

    @Test func `are refused where the data set withholds the answer`() throws {
        let piqa = try data("goal,sol1,sol2,label\ns,a,b,-1\nt,c,d,0\n", expected: "label", input: "{{goal}}")
        let fitted = piqa.fitted(to: piqa.guessedType)
        #expect(fitted.cases.map(\.expected) == [["A"]])
        #expect(fitted.badRows.map(\.line) == [2])
    }

    @Test func `are refused where the place is the smallest number there is`() throws {
        let text = "sentence,option1,option2,answer\ns,a,b,-9223372036854775808\nt,c,d,2\n"
        let read = try data(text, expected: "answer", input: "{{sentence}}")
        #expect(read.fitted(to: read.guessedType).cases.map(\.expected) == [["B"]])
    }

    @Test func `are told as a guess where nothing shows how they are counted`() throws {
        let open = #"{"question": "q", "choices": ["w", "x", "y", "z"], "answer": 2}"# + "\n"
        func right(_ text: String, limit: Int? = nil) throws -> String {
            let read = try data(text, expected: "answer", input: "{{question}}", limit: limit)
            let fitted = read.fitted(to: read.guessedType)
            let isGuess = fitted.notices.contains { $0.sentence.contains("is a guess") }
            return fitted.cases[0].expected[0] + (isGuess ? " as a guess" : "")
        }
        #expect(try right(open) == "C as a guess")
        // The rest of the file shows it, even if it isn't taken.
        #expect(try right(open + open.replacing("2", with: "0"), limit: 1) == "C")
        #expect(try right(open + open.replacing("2", with: "4"), limit: 1) == "B")
    }
}
