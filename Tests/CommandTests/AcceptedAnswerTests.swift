import Evaluation
import History
import Lanes
import Operations
import Prompting
import Testing

/// The right answers of a kept evaluation, to train on.
struct AcceptedAnswerTests {
    @Test func `right answers stand with what was asked, and with the values that the run gave to variables`() throws {
        var outcome = try EvaluationExportTests.outcome()
        outcome.record.prompt = PromptRecord(
            name: "Reviews", text: "instruction: \"Speak {{tongue}}.\"\ninput: \"{{review}}\"\n",
            variables: ["tongue": "Korean"])
        let answers = try outcome.accepted(in: [])
        #expect(answers.map(\.caseID) == ["a"])
        #expect(answers.map(\.output.text) == ["The answer is Positive."] && answers.map(\.output.lane) == ["cool"])
        let question = answers.first?.question.map(\.text).joined(separator: "\n") ?? ""
        #expect(question.contains("Speak Korean.") && question.contains("triumph"))
    }

    @Test func `an output without a text is nothing to learn from`() throws {
        var outcome = try EvaluationExportTests.outcome()
        let call = CaseOutput.Sample(text: "", calls: [ToolCall(name: "look", arguments: "{}")])
        outcome.report.rows[0].lanes[0]?.output.samples = [call]
        #expect(try outcome.accepted(in: []).isEmpty)
    }
}
