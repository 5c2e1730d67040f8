import Evaluation

extension EvaluationPlan {
    /// Returns a scorer that knows what models say of outputs, for checks that need that.
    func measured(
        _ scorer: Scorer, _ outputs: some Sequence<CaseOutput>, cases: [Case]
    ) async throws -> Scorer {
        guard scorer.needsModel(for: cases) else { return scorer }
        let named = Dictionary(cases.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        var needs = Needs()
        for output in outputs { if let one = named[output.id] { needs.add(scorer.needs(output, of: one)) } }
        try await texts.measure(needs, telling: { _ in })
        var scorer = scorer
        scorer.found = texts.findings
        return scorer
    }
}
