import Constraints

/// Checks whether a regular expression matches somewhere in the output. It doesn't if the search takes too long.
struct PatternCheck: Check {
    let name = "regex"
    let meaning = "the regular expression matches somewhere in the output"
    let operands = CheckOperands.one

    func validate(_ values: [String], threshold: Double?, type: String) throws(Assertion.Failure) {
        guard let pattern = values.first else { throw .incomplete(type: type, needs: "a value") }
        if BoundedPattern(pattern) == nil { throw .badPattern(pattern, reason: "it can't be read") }
    }

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        BoundedPattern(output.references.first ?? "")?.matches(output.text) == true
    }
}
