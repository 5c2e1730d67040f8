import Evaluation
import Prompting
import Testing

@Suite struct `A tolerance` {
    private func isRight(_ answer: String, _ right: String, _ tolerance: String) throws -> Bool {
        let extractor = try AnswerExtractor(.numberWithin(Tolerance(tolerance)), answerSentence: "")
        let found = try #require(extractor.extract(from: answer))
        return extractor.isCorrect(found, expected: [right])
    }

    @Test(arguments: [
        ("0.333", "1/3", "0.001"), ("3.14", "3.1416", "0.01"), ("9.9", "10", "0.1"), ("10.1", "10", "0.1"),
        ("-9.9", "-10", "1%"), ("101", "100", "1%"), ("99", "100", "1%"), ("$18.01", "18", "0.01"),
        ("49.5%", "50%", "0.5"),
        ("61 minutes", "1 h", "2%"), ("0", "0", "1%"), ("5", "5", "0"), ("1,000,001", "1e6", "1"),
    ])
    func `makes numbers right that are as near`(answer: String, right: String, tolerance: String) throws {
        #expect(try isRight(answer, right, tolerance))
    }

    @Test(arguments: [
        ("0.33", "1/3", "0.001"), ("9.89", "10", "0.1"), ("10.2", "10", "0.1"), ("102", "100", "1%"),
        ("0.001", "0", "1%"),
        ("9", "-9", "10%"), ("$18", "18 euros", "1"), ("62 minutes", "1 h", "2%"), ("5.0001", "5", "0"),
    ])
    func `leaves numbers wrong that are farther away`(answer: String, right: String, tolerance: String) throws {
        #expect(try !isRight(answer, right, tolerance))
    }

    @Test(arguments: ["", "-1", "%", "a", "1/3", "1 2"])
    func `is a number from 0 on, or percent`(text: String) {
        #expect(throws: AnswerTypeError.badTolerance(text)) { try Tolerance(text) }
    }

    @Test func `belongs to numbers only, and isn't part of a vote`() throws {
        let form = AnswerForm(type: "text")
        var near = form
        near.tolerance = "0.1"
        #expect(throws: AnswerTypeError.needlessTolerance("text")) { try AnswerType(near) }
        near.type = "number"
        #expect(try AnswerType(near).description == "number ±0.1")
        let extractor = try AnswerExtractor(AnswerType(near), answerSentence: "")
        #expect(!extractor.isSame("5", "5.05"))
    }
}
