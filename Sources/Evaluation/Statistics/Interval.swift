/// A confidence interval.
package struct Interval: Sendable, Hashable {
    /// The lower end.
    package var low: Double
    /// The upper end.
    package var high: Double

    /// From `low` to `high`.
    package init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }
}
