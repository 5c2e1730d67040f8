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

    /// Returns whether enough checks hold; nil if that depends on some that can't be made, or if there is none to make.
    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        let sums = sums(output, found)
        guard let threshold = output.threshold else {
            let verdicts = members.filter { $0.weight > 0 }.compactMap { $0.holds(for: output, found) }
            return verdicts.contains(false) ? false : verdicts.isEmpty || sums.unknown > 0 ? nil : true
        }
        let all = sums.known + sums.unknown
        guard all > 0 else { return nil }
        // A mean of tenths may lie a rounding below the threshold that it equals.
        let (worst, best) = (sums.score / all, (sums.score + sums.unknown) / all)
        let (isSure, isPossible) = (worst >= threshold - 1e-9, best >= threshold - 1e-9)
        return isSure == isPossible ? isSure : nil
    }

    /// Returns the mean of the members' scores, each with its weight; nil if none is made.
    func score(for output: MeasuredOutput, _ found: Findings) -> Double? {
        let sums = sums(output, found)
        return sums.known > 0 ? sums.score / sums.known : nil
    }

    /// Returns the sum of scores with their weights, the weights of the members that have one, and those of the members
    /// that can't be made. Members that the case has no value for don't count.
    private func sums(_ output: MeasuredOutput, _ found: Findings) -> (score: Double, known: Double, unknown: Double) {
        var sums = (score: 0.0, known: 0.0, unknown: 0.0)
        for member in members {
            if let score = member.score(for: output, found) {
                sums.score += score * member.weight
                sums.known += member.weight
            } else if !member.unmeasured(output, found).isEmpty {
                sums.unknown += member.weight
            }
        }
        return sums
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
