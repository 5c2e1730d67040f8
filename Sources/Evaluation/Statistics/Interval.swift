/// A confidence interval.
public struct Interval: Sendable, Hashable {
    /// The lower end.
    public var low: Double
    /// The upper end.
    public var high: Double

    /// From `low` to `high`.
    public init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }
}
