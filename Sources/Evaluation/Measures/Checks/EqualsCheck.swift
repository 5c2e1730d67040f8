/// Checks whether the output is the value. Blanks at the ends don't count.
struct EqualsCheck: Check {
    let name = "equals"
    let meaning = "the output is the value, blanks at the ends aside"
    let operands = CheckOperands.one

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        output.text.trimmed == (output.references.first ?? "").trimmed
    }
}
