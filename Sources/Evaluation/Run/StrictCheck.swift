import Remedies

/// How many outputs of fast mode are different in strict mode.
package struct StrictCheck: Sendable, Hashable, Encodable {
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

    /// A sentence with the result.
    package var notice: Notice {
        if outputs == 0 {
            return Notice(
                "Fast mode: no output was made again in strict mode; unasked that takes \(Self.leastCases) cases, and never more than 5 % of the run's time.",
                .checkStrictly)
        }
        return different == 0
            ? "Fast mode: all \(outputs) outputs that were made again in strict mode are the same."
            : Notice("Fast mode: \(different) of \(outputs) outputs are other ones in strict mode.", .runStrictly)
    }
}
