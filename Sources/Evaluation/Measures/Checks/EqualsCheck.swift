/// Checks whether the output is the value. Blanks at the ends don't count.
struct EqualsCheck: Check {
    let name = "equals"
    let meaning = "the output is the value, ignoring blanks at its ends"
    let operands = CheckOperands.one

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        output.text.trimmed == (output.references.first ?? "").trimmed
    }
}
