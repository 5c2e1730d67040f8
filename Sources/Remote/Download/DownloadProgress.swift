/// The state of a download.
package struct DownloadProgress: Sendable, Hashable {
    /// Bytes that are there, including those of earlier tries.
    package var bytes: UInt64
    /// Bytes in all; nil if the server doesn't say.
    package var total: UInt64?
    /// Bytes a second over the last seconds; 0 if it isn't known yet.
    package var speed: Double
    /// True if everything is there and its checksum is being taken.
    package var isChecking: Bool

    /// Creates a state.
    package init(bytes: UInt64, total: UInt64?, speed: Double, isChecking: Bool = false) {
        self.bytes = bytes
        self.total = total
        self.speed = speed
        self.isChecking = isChecking
    }

    /// Seconds until the end at this speed; nil if that isn't known.
    package var secondsLeft: Double? {
        guard let total, speed > 0, total >= bytes else { return nil }
        return Double(total - bytes) / speed
    }
}

/// Measures the speed of a download over the last five seconds.
package struct SpeedMeter: Sendable {
    private var marks: [(time: ContinuousClock.Instant, bytes: UInt64)] = []
    private static let window = Duration.seconds(5)

    /// Creates a meter without measurements.
    package init() {}

    /// Adds the number of bytes that are there at a time. Returns the speed in bytes a second.
    package mutating func take(_ bytes: UInt64, at time: ContinuousClock.Instant = .now) -> Double {
        marks.append((time, bytes))
        while marks.count > 2, marks[1].time.duration(to: time) >= Self.window { marks.removeFirst() }
        let first = marks[0]
        let seconds = first.time.duration(to: time) / .seconds(1)
        return seconds > 0.05 && bytes > first.bytes ? Double(bytes - first.bytes) / seconds : 0
    }

    /// Forgets the measurements, because what had come was removed.
    mutating func reset() { marks = [] }
}
