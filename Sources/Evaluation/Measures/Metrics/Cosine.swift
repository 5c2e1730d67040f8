/// The cosine of the embeddings of output and right answer.
struct Cosine: Metric {
    let name = "cosine"
    let meaning = "the cosine of the embeddings of output and right answer, -1 to 1; 0 for an empty output"
    let comparesWithAnswers = true
    let modelUse: ModelUse? = .embedding

    func needs(_ output: MeasuredOutput) -> Needs {
        var needs = Needs()
        if !output.references.isEmpty { needs.embed([output.text] + output.references) }
        return needs
    }

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        output.references.compactMap { found.cosine(output.text, $0) }.max()
    }
}
