/// Checks whether the output can be turned into the value by changing at most `threshold` characters.
struct LevenshteinCheck: Check {
    let name = "levenshtein"
    let meaning = "the output becomes the value by changing at most `threshold` characters (5 if none is given)"
    let operands = CheckOperands.one

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        // Compared as numbers with a fraction, because a threshold may be larger than any integer.
        Double(EditDistance.distance(output.text.trimmed, (output.references.first ?? "").trimmed))
            <= output.threshold ?? 5
    }
}
