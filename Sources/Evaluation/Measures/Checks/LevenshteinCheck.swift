/// Whether at most so many characters must change to make the value of the output.
struct LevenshteinCheck: Check {
    let name = "levenshtein"
    let meaning = "at most `threshold` characters must change to make the value of the output; 5 if none is given"
    let operands = CheckOperands.one

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        EditDistance.distance(output.text.trimmed, (output.references.first ?? "").trimmed)
            <= Int(output.threshold ?? 5)
    }
}
