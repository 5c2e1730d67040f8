import Lanes
import Prompting
import Sampling
import Testing

@testable import Evaluation

@Test func `metrics have names of their own, and so have checks`() {
    #expect(Set(Measures.metrics.map(\.name)).count == Measures.metrics.count)
    #expect(Set(Measures.checks.map(\.name)).count == Measures.checks.count)
    #expect(Measures.metrics.count + Measures.checks.count == Measures.all.count)
}

@Test func `a check is known with and without not-`() {
    for check in Measures.checks {
        #expect(Measures.check(check.name)?.name == check.name)
        #expect(Measures.check("not-" + check.name)?.name == check.name)
    }
    #expect(Measures.check("llm-rubric") == nil && Measures.metric("is-json") == nil)
}

/// A judge: it asks a model whether the output fulfils its value, and takes an answer that begins with yes.
private struct Judge: Check {
    let name = "judge"
    let meaning = "a model says yes"
    let operands = CheckOperands.one
    let modelUse: ModelUse? = .answer

    private func question(_ output: MeasuredOutput) -> LaneRequest? {
        var prompt = Prompt()
        prompt.input = "Is “\(output.text)” \(output.references.joined())? Say yes or no."
        guard let compiled = try? prompt.compile(technique: .zeroShot, layout: .chat, hasChatTemplate: true) else {
            return nil
        }
        return LaneRequest(name: name, prompt: compiled, settings: Settings())
    }

    func needs(_ output: MeasuredOutput) -> Needs {
        var needs = Needs()
        if let question = question(output) { needs.ask(question) }
        return needs
    }

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        question(output).flatMap { found.answer(to: $0) }.map { $0.lowercased().hasPrefix("yes") }
    }
}

@Test func `a model is asked about each output once, and its answers decide`() throws {
    let polite = Assertion(Judge(), name: "polite", values: ["polite"])
    var scorer = try Scorer(.text, answerSentence: "", assertions: [polite])
    let one = Case(id: "1", variables: [:])
    let outputs = ["Thank you!", "Go away.", "Thank you!"].enumerated().map { index, text in
        CaseOutput(id: "\(index)", lane: "A", samples: [CaseOutput.Sample(text: text, answer: nil)], tokens: 1)
    }
    #expect(scorer.needsModel(for: [one]))
    var needs = Needs()
    for output in outputs { needs.add(scorer.needs(output, of: one)) }
    #expect(needs.questions.count == 2 && !needs.isEmpty)
    for question in needs.questions {
        scorer.found.keep("\(question.prompt)".contains("Thank you!") ? "Yes, it is." : "No.", to: question)
    }
    #expect(scorer.found.missing(needs).isEmpty)
    #expect(outputs.map { scorer.score($0, of: one)?.isCorrect } == [true, false, true])
}
