import ArgumentParser

/// The limit of what servers may cost.
struct CostArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Ends before requests to servers have cost so much, in US dollars, by the prices in the settings (default: no limit).",
            valueName: "dollars"))
    var maxCostTotal: Double?

    func validate() throws {
        if let maxCostTotal, !(maxCostTotal > 0 && maxCostTotal.isFinite) {
            throw ValidationError("--max-cost-total is \(maxCostTotal); it must be more than 0.")
        }
    }
}
