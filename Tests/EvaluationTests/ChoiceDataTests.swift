import Evaluation
import Prompting
import Testing

@Suite struct `Choices in data` {
    private func prompt() -> Prompt {
        var prompt = Prompt()
        prompt.input = "{{question}} {{choices}}"
        return prompt
    }

    private func data(_ text: String, expected: String = "answer", format: DataOptions.Format? = nil) throws -> DataSet
    {
        var options = DataOptions()
        options.expectedColumn = expected
        var prompt = prompt()
        if format != nil { prompt.input = "{{question}}" }
        return try DataSet(text: text, format: format, for: prompt, options: options)
    }

    private func fitted(_ data: DataSet) -> (type: AnswerType, right: [[String]], notices: Int) {
        let fitted = data.fitted(to: data.guessedType)
        return (data.guessedType, fitted.cases.map(\.expected), fitted.notices.count - data.notices.count)
    }

    @Test func `ARC's texts and labels are lines of the prompt, and its keys are labels`() throws {
        let data = try data(
            """
            {"question": "Which city?", "choices": {"text": ["Paris", "Rome", "Lyon", "Bern"], "label": ["A", "B", "C", "D"]}, "answerKey": "C"}
            {"question": "Which star?", "choices": {"text": ["Sun", "Moon", "Mars", "Io"], "label": ["1", "2", "3", "4"]}, "answerKey": "1"}
            """, expected: "answerKey")
        #expect(data.cases[0].variables["choices"] == "A) Paris\nB) Rome\nC) Lyon\nD) Bern")
        #expect(data.cases[1].variables["choices"] == "1) Sun\n2) Moon\n3) Mars\n4) Io")
        let (type, right, notices) = fitted(data)
        #expect(type == .choice(["A", "B", "C", "D"]))
        #expect(right == [["C"], ["A"]])
        #expect(notices == 0)
    }

    @Test func `MMLU's places are counted from 0`() throws {
        let (type, right, notices) = fitted(
            try data(
                """
                {"question": "q", "choices": ["w", "x", "y", "z"], "answer": 2}
                {"question": "r", "choices": ["w", "x", "y", "z"], "answer": 0}
                """))
        #expect(type == .choice(["A", "B", "C", "D"]))
        #expect(right == [["C"], ["A"]])
        #expect(notices == 1)
    }

    @Test func `KMMLU's places are counted from 1`() throws {
        let (type, right, notices) = fitted(
            try data("question,answer,A,B,C,D\nq,2,w,x,y,z\nr,4,w,x,y,z\n", format: .csv(separator: ",")))
        #expect(type == .choice(["A", "B", "C", "D"]))
        #expect(right == [["B"], ["D"]])
        #expect(notices == 1)
    }

    @Test func `AQuA's options lose their labels, and words become labels`() throws {
        let aqua = try data(
            #"{"question": "q", "options": ["A)21", "B)21.5"], "choices": null, "answer": "B"}"#.replacing(
                #""choices": null, "#, with: #""choices": "see", "#))
        #expect(fitted(aqua).right == [["B"]])
        let words = try data(#"{"question": "q", "choices": ["bank", "mall"], "answer": "mall"}"#)
        #expect(fitted(words).right == [["B"]])
        #expect(fitted(words).notices == 1)
    }

    @Test func `a case's own options are found by their words`() throws {
        let data = try data(#"{"question": "q", "choices": ["Paris", "Rome", "Lyon", "Bern"], "answer": 2}"#)
        let fitted = data.fitted(to: data.guessedType)
        let scorer = try Scorer(data.guessedType, answerSentence: "")
        let output = CaseOutput(
            id: fitted.cases[0].id, lane: "a", samples: [.init(text: "It is Lyon."), .init(text: "(c)")], tokens: 1,
            promptTokens: 1,
            evaluatedTokens: 1, seconds: 1)
        let scored = try #require(scorer.score(output, of: fitted.cases[0]))
        #expect(scored.answers == ["C", "C"])
        #expect(scored.isCorrect)
    }

    @Test func `a right answer that can't be read is refused with its line`() throws {
        let data = try data(
            """
            {"question": "q", "choices": "", "answer": "72"}
            {"question": "r", "choices": "", "answer": "between 3 and 5"}
            """)
        let fitted = data.fitted(to: .number)
        #expect(fitted.cases.map(\.expected) == [["72"]])
        #expect(
            fitted.badRows.map(\.sentence) == [
                "Line 2: Its right answer is no answer of type `number`: `between 3 and 5`."
            ])
    }

    @Test(arguments: [
        (["72", "1,000", "-3", "\\frac{9}{7}", "$5"], AnswerType.number),
        (["48+24=<<48+24=72>>72\n#### 72", "#### 5"], .number),
        (["We have 3 of 4, so $\\boxed{\\frac34}$.", "Adding 2 and 3 gives $\\boxed{5}$."], .number),
        (["So she goes \\boxed{\\text{east}}.", "It is \\boxed{5}."], .text),
        (["true", "false"], .yesNo), (["A", "D", "B", "B"], .choice(["A", "B", "C", "D"])), (["nk", "yc"], .text),
        (["05/01/2021", "04/20/1969"], .text), (["between 3 and 5", "7"], .text), (["Paris", "Rome", "Bern"], .text),
    ])
    func `a form is guessed from right answers as data sets have them`(answers: [String], type: AnswerType) {
        #expect(AnswerType(guessedFrom: answers) == type)
    }
}
