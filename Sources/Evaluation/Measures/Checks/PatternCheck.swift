import Constraints
import Prompting

/// Checks whether a regular expression matches somewhere in the output. It doesn't if the search takes too long.
struct PatternCheck: Check {
    let name = "regex"
    let meaning = "the regular expression, as JavaScript reads it, matches somewhere in the output"
    let operands = CheckOperands.one
    let lack: String? = "because the case's value is not a regular expression"
    /// The expression; nil if cases fill in parts of it.
    private var pattern: BoundedPattern?

    func prepared(for values: [String]) throws(Assertion.Failure) -> any Check {
        guard let text = values.first, Template(text).variables.isEmpty else { return self }
        guard let pattern = BoundedPattern(javaScript: text) else {
            throw .badPattern(text, reason: "it can't be read")
        }
        var prepared = self
        prepared.pattern = pattern
        return prepared
    }

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        (pattern ?? output.references.first.flatMap { BoundedPattern(javaScript: $0) }).map {
            $0.matches(output.text) == true
        }
    }
}
