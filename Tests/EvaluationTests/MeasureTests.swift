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
