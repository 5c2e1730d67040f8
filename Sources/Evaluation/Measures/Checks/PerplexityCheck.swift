/// Checks how sure the model was of its own output, by the probabilities of the tokens that it drew.
struct PerplexityCheck: Check {
    /// True for promptfoo's `perplexity-score`, 1 / (1 + perplexity), of which more is better.
    let isScore: Bool
    let operands = CheckOperands.none
    let lack: String? = "because the probabilities of its tokens aren't known, as on servers"

    var name: String { isScore ? "perplexity-score" : "perplexity" }

    var meaning: String {
        isScore
            ? "1 / (1 + perplexity) is at least `threshold`"
            : "the output's perplexity to the model that wrote it, with the prompt and at temperature 1, is at most `threshold`"
    }

    func validate(_ values: [String], threshold: Double?, type: String) throws(Assertion.Failure) {
        if threshold == nil { throw .incomplete(type: type, needs: "a threshold") }
    }

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        guard let perplexity = output.perplexity, let threshold = output.threshold else { return nil }
        return isScore ? 1 / (1 + perplexity) >= threshold : perplexity <= threshold
    }

    func score(for output: MeasuredOutput, _ found: Findings) -> Double? {
        guard isScore else { return holds(for: output, found).map { $0 ? 1 : 0 } }
        return output.perplexity.map { 1 / (1 + $0) }
    }
}
