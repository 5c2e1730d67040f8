/// How many outputs of fast mode are other ones in strict mode.
package struct StrictCheck: Sendable, Hashable, Encodable {
    /// Outputs that were made again.
    package var outputs: Int
    /// Those of them that came out differently.
    package var different: Int

    /// Most of a run's time that goes into it unasked.
    package static let share = 0.05
    /// Of fewer cases none is run again unasked.
    package static let leastCases = 40

    /// A check of so many outputs.
    package init(outputs: Int, different: Int) {
        self.outputs = outputs
        self.different = different
    }

    /// What it found.
    package var sentence: String {
        outputs == 0
            ? "Fast mode: no output was made again in strict mode; unasked that takes 40 cases, and never more than 5 % of the run's time (--strict-sample 4 does it for 4 cases)."
            : different == 0
                ? "Fast mode: all \(outputs) outputs that were made again in strict mode are the same."
                : "Fast mode: \(different) of \(outputs) outputs are other ones in strict mode (--strict runs all so)."
    }
}
