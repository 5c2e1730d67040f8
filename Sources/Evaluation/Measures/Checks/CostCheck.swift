/// Checks whether the output cost at most the threshold, in US dollars.
struct CostCheck: Check {
    let name = "cost"
    let meaning =
        "the output cost at most `threshold` US dollars, by the server's price in the settings; a model that Lathe runs itself costs nothing"
    let operands = CheckOperands.none
    let lack: String? = "because the settings have no price for the server, or it counted no tokens"

    func validate(_ values: [String], threshold: Double?, type: String) throws(Assertion.Failure) {
        if threshold == nil { throw .incomplete(type: type, needs: "a threshold in US dollars") }
    }

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        output.cost.map { $0 <= output.threshold ?? 0 }
    }
}
