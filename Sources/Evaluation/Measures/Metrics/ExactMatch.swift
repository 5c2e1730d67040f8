/// Equality like that of SQuAD's evaluation script (Rajpurkar et al. 2016).
struct ExactMatch: Metric {
    let name = "exact-match"
    let meaning = "1 if the output equals a right answer as SQuAD compares them, else 0"
    let comparesWithAnswers = true

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        Self.score(output.text, expected: output.references)
    }

    /// Returns 1 if the output equals a right answer after ``TokenF1/normalised(_:)``, else 0.
    static func score(_ output: String, expected: [String]) -> Double {
        let output = TokenF1.normalised(output)
        return expected.contains { TokenF1.normalised($0) == output } ? 1 : 0
    }
}
