import Evaluation
import Prompting
import Testing

@Suite struct AnswerTypeTests {
    @Test(arguments: [
        ("number", AnswerType.number), (" Number ", .number), ("yes-no", .yesNo), ("letters", .letters),
        ("text", .text),
        ("choice:A-E", .choice(["A", "B", "C", "D", "E"])), ("choice:1-4", .choice(["1", "2", "3", "4"])),
        ("choice:Positive|Negative", .choice(["Positive", "Negative"])),
        ("choice: Very good | Not good ", .choice(["Very good", "Not good"])),
        ("choice:1-2|3-4", .choice(["1-2", "3-4"])), (#"choice:a\|b|c\d"#, .choice(["a|b", #"c\d"#])),
        (#"regex:(\d+):\d+"#, .regex(#"(\d+):\d+"#)), ("json:items[0].price", .jsonPath("items[0].price")),
        ("json:$", .jsonPath("$")), ("json:$.a", .jsonPath("$.a")), ("json:[2]", .jsonPath("[2]")),
    ])
    func `a form is read as it is written, and written as it is read`(text: String, type: AnswerType) throws {
        #expect(try AnswerType(text) == type)
        #expect(try AnswerType(type.description) == type)
    }

    @Test(arguments: [
        ("nummer", "did you mean `number`?"), ("", "The forms are number, choice:A-E"), ("choice", "at least two"),
        ("choice:", "at least two"), ("choice:A", "at least two"), ("choice:E-A", "at least two"),
        ("choice:A||B", "is empty"), ("choice:yes|Yes", "`Yes` is given twice"), ("regex:", "no expression"),
        ("regex", "no expression"), ("regex:(", "`(` is not a regular expression"), ("json:", "no path"),
        ("json:a..b", "`a..b` is not a path"), ("json:a[x]", "is not a path"), ("json:a[1", "is not a path"),
        ("json:a[1]b", "is not a path"), ("json:a.", "is not a path"), ("json:$a", "is not a path"),
        ("number:3", "is not a form"),
    ])
    func `a mistake in a form is named`(text: String, says: String) {
        let error = #expect(throws: AnswerTypeError.self) { try AnswerType(text) }
        #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
    }

    @Test func `a prompt's form is the same as the command line's`() throws {
        #expect(
            try AnswerType(AnswerForm(type: "choice", choices: ["Positive", "Negative"]))
                == AnswerType("choice:Positive|Negative"))
        #expect(try AnswerType(AnswerForm(type: "choice", choices: ["A-E"])) == AnswerType("choice:A-E"))
        #expect(try AnswerType(AnswerForm(type: "choice:A-E")) == AnswerType("choice:A-E"))
        #expect(try AnswerType(AnswerForm(type: #"regex:\d\d/\d\d/\d{4}"#)) == .regex(#"\d\d/\d\d/\d{4}"#))
        #expect(throws: AnswerTypeError.tooFewChoices) { try AnswerType(AnswerForm(type: "choice")) }
        #expect(throws: AnswerTypeError.needlessChoices("number")) {
            try AnswerType(AnswerForm(type: "number", choices: ["1", "2"]))
        }
    }

    @Test func `an extractor checks a form that was made in code`() {
        #expect(throws: AnswerTypeError.badPattern("(")) { try AnswerExtractor(.regex("("), answerSentence: "") }
        #expect(throws: AnswerTypeError.badPath("")) { try AnswerExtractor(.jsonPath(""), answerSentence: "") }
        #expect(throws: AnswerTypeError.tooFewChoices) { try AnswerExtractor(.choice([]), answerSentence: "") }
        #expect(throws: AnswerTypeError.emptyChoice) { try AnswerExtractor(.choice(["a", ""]), answerSentence: "") }
    }
}
