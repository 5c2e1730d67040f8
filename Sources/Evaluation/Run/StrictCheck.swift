import Remedies

/// How many outputs of fast mode are different in strict mode.
package struct StrictCheck: Sendable, Hashable, Codable {
    /// Number of outputs that were made again.
    package var outputs: Int
    /// Number of them that are different.
    package var different: Int

    /// The largest share of a run's time that is spent on the check unless it is asked for.
    package static let share = 0.05
    /// With fewer cases than this, none is run again unless it is asked for.
    package static let leastCases = 40

    /// Creates a result.
    package init(outputs: Int, different: Int) {
        self.outputs = outputs
        self.different = different
    }

    /// The largest share of such outputs that may differ, at a confidence of 95 %: the upper end of Clopper's and Pearson's
    /// one-sided interval (1934). 1 if none was made again.
    package var mostDifferent: Double {
        guard different < outputs else { return 1 }
        var (low, high) = (0.0, 1.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if Binomial.atMost(different, of: outputs, probability: middle) > 0.05 {
                low = middle
            } else {
                high = middle
            }
        }
        return high
    }

    /// A sentence with the result.
    package var notice: Notice {
        if outputs == 0 {
            return Notice(
                "Fast mode: no output was made again in strict mode; unasked that takes \(Self.leastCases) cases, and never more than 5 % of the run's time.",
                .checkStrictly)
        }
        let most = Int((mostDifferent * 100).rounded(.up))
        let bound = "So, with 95 % confidence, at most \(most) % of outputs this long would differ."
        let made = "Fast mode: \(outputs) of the longest outputs that the time allowed were made again in strict mode"
        return different == 0
            ? "\(made), and all are the same. \(bound)"
            : Notice(
                "\(made), and \(different) \(different == 1 ? "is another one" : "are other ones"). \(bound)",
                .runStrictly)
    }
}
