import Evaluation
import Lanes
import Testing

@Suite struct `The reason why an output is unread` {
    private func reason(_ type: String, _ output: String) throws -> String? {
        try AnswerExtractor(AnswerType(type), answerSentence: "The answer is").search(output).reason?.description
    }

    @Test(arguments: [
        ("number", "The answer is 3."), ("choice:A-D", "B."), ("yes-no", "No."), ("text", "Paris"),
        ("json:a", #"{"a": 1}"#),
    ])
    func `isn't given where there is an answer`(type: String, output: String) throws {
        #expect(try reason(type, output) == nil)
    }

    @Test(arguments: [
        ("number", "I don't know.", "There is no answer sentence and no number."),
        ("number", "The answer is unknown.", "The answer sentence is followed by no number."),
        ("number", "The solutions are \\boxed{3, -3}.", "“3, -3” is no single answer."),
        ("number", "The answer is either 5 or 7.", "“5 or 7” is no single answer."),
        ("number", "It takes 5 to 7 days.", "“5 to 7 days” is no single answer."),
        ("number", "<think>The answer is 3", "The thoughts have no end."),
        ("number", " \n", "The output is empty."),
        ("number", "<think>3</think>", "There are thoughts, and no text behind them."),
        ("choice:A-D", "The answer is A or C.", "“A or C” is no single answer."),
        ("choice:A-D", "None fits.", "There is no answer sentence and no choice."),
        ("yes-no", "The answer is yes and no.", "“yes and no” is no single answer."),
        ("yes-no", "It depends.", "There is no answer sentence and no yes or no."),
        ("json:a.b", #"{"a": 1}"#, "The JSON has nothing at a.b."),
        ("json:a", "none", "There is no answer sentence and no JSON."),
        ("regex:x(\\d)", "y1", "There is no answer sentence and no match."),
    ])
    func `says what is missing, or what contradicts`(type: String, output: String, says: String) throws {
        #expect(try reason(type, output) == says)
    }

    @Test func `is kept with the case, unless another sample has an answer`() throws {
        let scorer = try Scorer(.number, answerSentence: "")
        func unread(_ texts: String...) -> UnreadReason? {
            let output = CaseOutput(
                id: "1", lane: "a", samples: texts.map { CaseOutput.Sample(text: $0) }, tokens: 1, promptTokens: 1,
                evaluatedTokens: 1, seconds: 1)
            return scorer.score(output, of: Case(id: "1", variables: [:], expected: ["5"]))?.unread
        }
        #expect(unread("Hm.") == .missing("number"))
        #expect(unread("Hm.", "<think>5") == .missing("number"))
        #expect(unread("Hm.", "5") == nil)
    }
}
