import Foundation
import Lanes
import Prompting
import Testing

@testable import Evaluation

/// Answers that are calls of tools.
struct ToolAnswerTests {
    private func call(_ arguments: String, name: String = "get_weather") -> ToolCall {
        ToolCall(name: name, arguments: arguments)
    }

    private func output(_ calls: ToolCall..., problem: ToolUse.Problem? = nil) -> CaseOutput {
        CaseOutput(id: "1", lane: "A", samples: [.init(text: "", calls: calls, toolProblem: problem)])
    }

    private func score(
        _ type: String, _ output: CaseOutput, columns: [String: String] = [:], expected: [String] = []
    ) throws -> ScoredCase {
        let one = Case(id: "1", variables: columns, expected: expected)
        return try #require(try Scorer(try AnswerType(type), answerSentence: "").score(output, of: one))
    }

    @Test func `a form is read from a line and from a file, and written as it was`() throws {
        for text in ["tool", "tool:get_weather", #"tool:get_weather {"city":"{{city}}"}"#, #"tool:{"a":1.50}"#] {
            #expect(try AnswerType(text).description == text)
        }
        let form = AnswerForm(type: "tool", name: "get_weather", arguments: #"{"city":"Seoul"}"#)
        #expect(try AnswerType(form) == AnswerType(#"tool:get_weather {"city": "Seoul"}"#))
        #expect(throws: AnswerTypeError.badArguments("[1]")) { try AnswerType("tool:f [1]") }
        #expect(throws: AnswerTypeError.needlessCall("number")) {
            try AnswerType(AnswerForm(type: "number", name: "f"))
        }
        #expect(throws: AnswerTypeError.needlessChoices("tool")) {
            try AnswerType(AnswerForm(type: "tool", choices: ["a", "b"]))
        }
    }

    @Test(arguments: [
        (#"{"city":"Seoul","days":3}"#, true), (#"{ "days": 3.0, "city": "Seoul" }"#, true),
        (#"{"days":30e-1,"city":"\u0053eoul"}"#, true), (#"{"city":"Seoul","days":"3"}"#, false),
        (#"{"city":"seoul","days":3}"#, false), (#"{"city":"Seoul"}"#, false),
        (#"{"city":"Seoul","days":3,"unit":"C"}"#, false),
    ])
    func `arguments are compared as values of JSON`(arguments: String, isRight: Bool) throws {
        let scored = try score(#"tool:get_weather {"city":"Seoul","days":3}"#, output(call(arguments)))
        #expect(scored.isCorrect == isRight, "\(scored.failedChecks)")
    }

    @Test func `values come from the case's columns, as texts or as what they say in JSON`() throws {
        let type = #"tool:get_weather {"city":"{{city}}","days":"{{days}}","note":"in {{city}}"}"#
        let columns = ["city": "Seoul", "days": "3"]
        for days in ["3", "3.0", "\"3\""] {
            let right = output(call(#"{"city":"Seoul","days":\#(days),"note":"in Seoul"}"#))
            #expect(try score(type, right, columns: columns).isCorrect)
        }
        let wrong = output(call(#"{"city":"Busan","days":4,"note":"in Seoul"}"#))
        #expect(
            try score(type, wrong, columns: columns).failedChecks == [
                FailedCheck(
                    name: "tool call",
                    reasons: [
                        #"The argument `/city` is "Busan"; expected is "Seoul"."#,
                        #"The argument `/days` is 4; expected is "3"."#,
                    ])
            ])
    }

    @Test(arguments: [
        ("tool", #"{"name":"get_weather","arguments":{"city":"Seoul"}}"#),
        ("tool", #"{"type":"function","function":{"name":"get_weather","arguments":"{\"city\": \"Seoul\"}"}}"#),
        ("tool", #"[{"name":"get_weather","parameters":{"city":"Seoul"}}]"#), ("tool", "get_weather"),
        ("tool", #"{"name":"get_weather"}"#), ("tool:get_weather", #"{"city":"Seoul"}"#),
        (#"tool:get_weather {"city":"{{expected}}"}"#, "Seoul"),
    ])
    func `the data may say the whole call, its arguments, its name, or one value`(type: String, expected: String) throws
    {
        let right = output(call(#"{"city":"Seoul"}"#))
        #expect(try score(type, right, expected: [expected]).isCorrect)
        #expect(try score(type, right, expected: ["other", expected]).isCorrect)
        let other = output(call(#"{"city":"Seoul"}"#, name: "get_time"))
        #expect(try !score(type, other, expected: [expected]).isCorrect)
    }

    @Test func `several calls are right in any order, and only all of them`() throws {
        let expected = #"[{"name":"a","arguments":{"x":1}},{"name":"b","arguments":{}}]"#
        let (a, b) = (call(#"{"x":1}"#, name: "a"), call("{}", name: "b"))
        #expect(try score("tool", output(b, a), expected: [expected]).isCorrect)
        let one = try score("tool", output(a), expected: [expected])
        #expect(one.failedChecks[0].reasons == ["The output makes one call (`a`); expected are 2."])
        let three = try score("tool:a", output(a, a))
        #expect(three.failedChecks[0].reasons == ["The output makes 2 calls (`a`, `a`); expected is one."])
    }

    @Test func `an output without a call isn't right and says why`() throws {
        func reason(_ problem: ToolUse.Problem?) throws -> [String] {
            let scored = try score("tool:f", output(problem: problem))
            #expect(scored.extracted == nil && !scored.isCorrect)
            return scored.failedChecks.flatMap(\.reasons)
        }
        #expect(try reason(nil) == ["The output calls no tool."])
        #expect(try reason(.cut) == ["The output ends in the middle of a call."])
        #expect(try reason(.malformed) == ["The output has no call that can be read."])
        #expect(
            try score("tool:f", output(call("{}"))).failedChecks.flatMap(\.reasons)
                == ["The output calls `get_weather`; expected is `f`."])
    }

    @Test func `samples vote by their calls, however those are written`() throws {
        let samples = [#"{"a":1,"b":2}"#, #"{"a":9}"#, #"{ "b": 2.0, "a": 1 }"#].map {
            CaseOutput.Sample(text: $0, calls: [call($0)])
        }
        let scored = try score(
            #"tool:get_weather {"a":1,"b":2}"#, CaseOutput(id: "1", lane: "A", samples: samples))
        #expect(scored.isCorrect && scored.vote.counts.map(\.votes) == [2, 1])
        #expect(scored.isCorrectByCount == [true, true, true])
    }

    @Test func `calls survive the file of results`() throws {
        let one = output(call(#"{"n": 1.50}"#))
        let two = CaseOutput(id: "2", lane: "A", samples: one.samples + [.init(text: "", toolProblem: .cut)])
        for output in [one, two, output(problem: .malformed)] {
            #expect(try JSON.again(output) == output)
        }
    }

    @Test func `calls written as JSON are scored in files of outputs`() throws {
        let lines = """
            {"output": "I call {\\"name\\": \\"f\\", \\"arguments\\": {\\"a\\": 1.0}}", "answer": "{\\"name\\":\\"f\\",\\"arguments\\":{\\"a\\":1}}"}
            {"output": "nothing", "answer": "{\\"name\\":\\"f\\",\\"arguments\\":{}}"}
            """
        let extractor = try AnswerExtractor(try AnswerType("tool"), answerSentence: "")
        let score = try #require(try OutputScorer(extractor).score(source(lines)))
        #expect(score.count == 2 && score.correct == 1 && score.unparsed == 1)
    }

    // MARK: calls where texts are asked for

    @Test func `calls are the answer of an output that ends in them, in other forms too`() throws {
        let seoul = call(#"{"city": "Seoul", "days": 3}"#)
        #expect(try score("text", output(seoul)).extracted == #"get_weather {"city":"Seoul","days":3}"#)
        #expect(try score("json:city", output(seoul)).extracted == "Seoul")
        #expect(try score("json:days", output(seoul)).extracted == "3")
        #expect(try score("choice:Seoul|Busan", output(seoul), expected: ["Seoul"]).isCorrect)
        let text = try score("text", output(seoul), expected: [#"get_weather {"days": 3, "city": "Busan"}"#])
        #expect(!text.isCorrect && text.unread == nil)
    }

    @Test func `an output with calls isn't called empty, and the text beside them counts if they say nothing`() throws {
        let none = try score("number", output(call(#"{"city":"Seoul"}"#)))
        #expect(none.extracted == nil && none.unread == .missing("number"))
        let both = CaseOutput.Sample(text: "The answer is 3.", calls: [call(#"{"city":"Seoul"}"#)])
        #expect(try score("number", CaseOutput(id: "1", lane: "A", samples: [both])).extracted == "3")
    }

    @Test func `samples with equal calls vote together where texts are asked for`() throws {
        let samples = [#"{"a":1}"#, #"{"a":9}"#, #"{ "a": 1.0 }"#].map {
            CaseOutput.Sample(text: "", calls: [call($0)])
        }
        let scored = try score("text", CaseOutput(id: "1", lane: "A", samples: samples))
        #expect(scored.vote.counts.map(\.votes) == [2, 1] && scored.extracted == #"get_weather {"a":1}"#)
    }

    @Test func `calls of a step before the one that answers are no answer`() throws {
        let early = CaseOutput.Sample(text: "So the answer is 8.", answer: "8.", calls: [call(#"{"a":1}"#)])
        #expect(try score("number", CaseOutput(id: "1", lane: "A", samples: [early])).extracted == "8")
        let late = CaseOutput.Sample(
            text: "So", answer: #"get_weather {"a":7}"#, calls: [call(#"{"a":1}"#), call(#"{"a":7}"#)])
        #expect(try score("json:a", CaseOutput(id: "1", lane: "A", samples: [late])).extracted == "7")
    }

    @Test func `a sample is shown with its calls as trees, in place of the model's own form of them`() throws {
        let server = CaseOutput.Sample(text: "Wait.", calls: [call(#"{"city":"Seoul"}"#), call("{}", name: "stop")])
        #expect(server.shown() == "Wait.\n\n→ get_weather\n  city: \"Seoul\"\n\n→ stop")
        let local = CaseOutput.Sample(
            text: "<think>Hm.</think>Wait. <call>{}</call>", calls: [call("{}", name: "stop")],
            textBesideCalls: "<think>Hm.</think>Wait. ")
        #expect(local.shown(mark: "->") == "<think>Hm.</think>Wait.\n\n-> stop")
        #expect(local.shownWithoutThoughts == "Wait.\n\n→ stop")
        #expect(CaseOutput.Sample(text: " as it is\n").shown() == " as it is\n")
        let kept = CaseOutput(id: "1", lane: "A", samples: [local])
        #expect(try JSON.again(kept) == kept)
        #expect(try JSON.again(CaseOutput(id: "1", lane: "A", samples: [local, server])).samples == [local, server])
    }

    @Test func `an output of a run takes its calls over, and where they stood in the text`() {
        let stage = StageResult(
            prompt: "", text: "Wait. <call>{}</call>",
            toolUse: ToolUse([call("{}", name: "stop")], content: "Wait. "), finish: .end)
        let prompt = CompiledPrompt(
            technique: .zeroShot, body: .chat(messages: [], opening: ""),
            steps: [Step(opening: "", limit: .maxTokens, isAnswer: true)])
        let result = LaneResult(name: "A", samples: [SampleResult(stages: [stage], of: prompt)], answer: "")
        let output = CaseOutput(result, of: prompt, id: "1", lane: "A", isFree: true, seconds: 1)
        #expect(output.samples.first?.answer == "stop {}" && output.samples.first?.textBesideCalls == "Wait. ")
        #expect(output.samples.first?.shown() == "Wait.\n\n→ stop")
    }

    @Test func `checks and metrics of texts see the calls of an output without a text`() throws {
        let contains = try Assertion(type: "contains", values: ["get_weather"])
        let scorer = try Scorer(.text, answerSentence: "", assertions: [contains])
        let one = Case(id: "1", variables: [:], expected: [#"get_weather {"a":1}"#])
        let made = output(call(#"{"a": 1}"#))
        #expect(scorer.score(made, of: one)?.failedChecks == [])
        let metric = try #require(Measures.metric("exact-match"))
        let report = EvaluationReport([made], of: [one], lanes: ["A"], scorer: { _ in scorer }, seed: 1)
        #expect(MetricScores(metric, of: report, seed: 1).lanes.first?.value == 1)
    }

    // MARK: checks

    private static let tools = [
        Tool(
            name: "get_weather",
            definition:
                #"{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}},"required":["city"]}}}"#
        ),
        Tool(name: "odd", definition: #"{"type":"function","function":{"name":"odd","parameters":{"type":7}}}"#),
        Tool(name: "plain", definition: #"{"type":"function","function":{"name":"plain"}}"#),
    ]

    @Test(arguments: ["is-valid-openai-tools-call", "is-valid-function-call"])
    func `promptfoo's checks hold calls against the tools' schemas`(type: String) throws {
        let check = try Assertion(type: type, values: [])
        func reasons(_ calls: ToolCall...) -> [String] {
            let holds = check.holds(for: "", columns: [:], seconds: 0, calls: calls, tools: Self.tools)
            let reasons = check.reasons(for: "", columns: [:], seconds: 0, calls: calls, tools: Self.tools)
            #expect(holds == reasons.isEmpty)
            return reasons
        }
        #expect(reasons(call(#"{"city":"Seoul","days":3}"#)) == [])
        #expect(reasons(call(#"{"any":1}"#, name: "plain")) == [])
        #expect(reasons() == ["The output calls no tool."])
        #expect(reasons(call("{}", name: "other")) == ["The prompt has no tool `other`."])
        let wrong = reasons(call(#"{"days":"three"}"#))
        #expect(wrong.count == 2 && wrong.allSatisfy { $0.hasPrefix("`get_weather`: ") }, "\(wrong)")
        #expect(reasons(call("{}", name: "odd")).first?.contains("aren't a JSON schema") == true)
        let negated = try Assertion(type: "not-" + type, values: [])
        #expect(negated.holds(for: "", columns: [:], seconds: 0, calls: [], tools: Self.tools) == true)
    }
}

private enum JSON {
    static func again(_ output: CaseOutput) throws -> CaseOutput {
        try JSONDecoder().decode(CaseOutput.self, from: try JSONEncoder().encode(output))
    }
}
