/// Checks whether the embeddings of the output and of one of the values are near each other.
struct SimilarCheck: Check {
    let name = "similar"
    let meaning = "the cosine of the output and one of the values is at least `threshold` (0.75 if none is given)"
    let operands = CheckOperands.several
    let modelUse: ModelUse? = .embedding

    /// promptfoo's default.
    private static let usual = 0.75

    func needs(_ output: MeasuredOutput) -> Needs {
        var needs = Needs()
        needs.embed(([output.text] + output.references).map(\.trimmed))
        return needs
    }

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        output.references.compactMap { found.cosine(output.text.trimmed, $0.trimmed) }.max()
            .map { $0 >= output.threshold ?? Self.usual }
    }
}
