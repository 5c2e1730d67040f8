/// Checks whether the output took at most the threshold, in milliseconds.
struct LatencyCheck: Check {
    let name = "latency"
    let meaning = "the output took at most `threshold` milliseconds"
    let operands = CheckOperands.none

    func validate(_ values: [String], threshold: Double?, type: String) throws(Assertion.Failure) {
        if threshold == nil { throw .incomplete(type: type, needs: "a threshold in milliseconds") }
    }

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        output.seconds * 1000 <= output.threshold ?? 0
    }
}
