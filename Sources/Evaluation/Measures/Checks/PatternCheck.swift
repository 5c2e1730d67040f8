import Foundation

/// Checks whether a regular expression matches somewhere in the output. It doesn't if the search takes too long.
struct PatternCheck: Check {
    let name = "regex"
    let meaning = "the regular expression matches somewhere in the output"
    let operands = CheckOperands.one

    func validate(_ values: [String], threshold: Double?, type: String) throws(Assertion.Failure) {
        guard let pattern = values.first else { throw .incomplete(type: type, needs: "a value") }
        do {
            _ = try NSRegularExpression(pattern: pattern)
        } catch {
            throw .badPattern(pattern, reason: "it can't be read")
        }
    }

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        guard let scanner = try? PatternScanner(output.references.first ?? "") else { return false }
        if case .nothing = scanner.search(output.text[...], pick: .first, followsSentence: false) { return false }
        return true
    }
}
