import Evaluation
import Testing

@Suite struct AnswerReferenceTests {
    private struct Said: Decodable {
        var text: String
        var value: String
    }

    private struct Cleansed: Decodable {
        var type: String
        var output: String
        var answer: String?
    }

    private struct Cases: Decodable {
        var numbers: [Said]
        var normalised: [Said]
        var cleansed: [Cleansed]
    }

    private static let cases = Result { try Reference.read("answers", as: Cases.self) }

    @Test func `numbers have the values that Python's decimal and fractions give them`() throws {
        let extractor = try AnswerExtractor(.number, answerSentence: "")
        for said in try Self.cases.get().numbers {
            let found = try #require(extractor.extract(from: said.text), "\(said.text)")
            #expect(extractor.isCorrect(found, expected: [said.value]), "\(said.text): \(found)")
            #expect(extractor.isCorrect(said.value, expected: [said.text]), "\(said.text)")
        }
    }

    @Test func `texts are normalised as SQuAD's script does`() throws {
        let extractor = try AnswerExtractor(.text, answerSentence: "", sentences: [])
        for said in try Self.cases.get().normalised {
            #expect(extractor.extract(from: said.text) == said.value, "\(said.text)")
            #expect(extractor.canonical(said.value) == said.value, "\(said.value)")
        }
    }

    @Test func `answers are those that answer cleansing finds`() throws {
        for cleansed in try Self.cases.get().cleansed {
            let extractor = try AnswerExtractor(AnswerType(cleansed.type), answerSentence: "The answer is")
            let found = extractor.extract(from: cleansed.output)
            let agrees = cleansed.answer.map { answer in
                found.map { extractor.isCorrect($0, expected: [answer]) } ?? false
            }
            #expect(agrees ?? (found == nil), "\(cleansed.type): \(cleansed.output): \(found ?? "unread")")
        }
    }
}
