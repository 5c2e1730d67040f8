import Foundation

/// Checks whether other checks hold: all of them, or enough of them where there is a threshold.
struct AssertionSet: Check {
    let name = "assert-set"
    let meaning =
        "all checks under `assert` hold; with a `threshold`, the mean of their scores, each with its `weight`, is at least that"
    let operands = CheckOperands.checks
    let members: [Assertion]

    init(_ members: [Assertion]) {
        self.members = members
    }

    var modelUse: ModelUse? { members.lazy.compactMap(\.check.modelUse).first }

    func needs(_ output: MeasuredOutput) -> Needs {
        members.reduce(into: Needs()) { $0.add($1.needs(output)) }
    }

    func validate(_ values: [String], threshold: Double?, type: String) throws(Assertion.Failure) {
        if members.isEmpty { throw .incomplete(type: type, needs: "checks under `assert`") }
    }

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        guard let threshold = output.threshold else {
            let verdicts = members.filter { $0.weight > 0 }.compactMap { $0.holds(for: output, found) }
            return verdicts.isEmpty ? nil : verdicts.allSatisfy(\.self)
        }
        // A mean of tenths may lie a rounding below the threshold that it equals.
        return score(for: output, found).map { $0 >= threshold - 1e-9 }
    }

    /// Returns the mean of the members' scores, each with its weight; nil if none is made.
    func score(for output: MeasuredOutput, _ found: Findings) -> Double? {
        var (sum, weights) = (0.0, 0.0)
        for member in members {
            guard let score = member.score(for: output, found) else { continue }
            sum += score * member.weight
            weights += member.weight
        }
        return weights > 0 ? sum / weights : nil
    }

    func reasons(for output: MeasuredOutput, _ found: Findings, isNegated: Bool) -> [String] {
        let failed = members.filter { $0.weight > 0 && $0.holds(for: output, found) == false }
        var reasons: [String] = []
        if let threshold = output.threshold, let score = score(for: output, found) {
            reasons.append(
                String(format: "The checks have a score of %.2f; ", score)
                    + (isNegated ? "less than " : "") + String(format: "%.2f", threshold) + " is asked.")
        }
        guard !isNegated else { return reasons }
        return reasons
            + failed.flatMap { member in
                let inner = member.reasons(for: output, found)
                return inner.isEmpty ? ["`\(member.name)` doesn't hold."] : inner.map { "`\(member.name)`: \($0)" }
            }
    }
}
