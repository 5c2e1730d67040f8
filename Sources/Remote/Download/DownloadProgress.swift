/// How far a download is.
package struct DownloadProgress: Sendable, Hashable {
    /// Bytes that are there, those of earlier tries among them.
    package var bytes: UInt64
    /// Of so many; nil if the server doesn't say.
    package var total: UInt64?
    /// Bytes a second over the last seconds; 0 before there is anything to tell.
    package var speed: Double
    /// Whether everything is there and its checksum is being taken.
    package var isChecking: Bool

    /// So many bytes of so many, at a speed.
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

/// Measures how fast bytes come, over the last five seconds.
package struct SpeedMeter: Sendable {
    private var marks: [(time: ContinuousClock.Instant, bytes: UInt64)] = []
    private static let window = Duration.seconds(5)

    /// A meter that has seen nothing yet.
    package init() {}

    /// Takes how many bytes are there at a time; gives the speed.
    package mutating func take(_ bytes: UInt64, at time: ContinuousClock.Instant = .now) -> Double {
        marks.append((time, bytes))
        while marks.count > 2, marks[1].time.duration(to: time) >= Self.window { marks.removeFirst() }
        let first = marks[0]
        let seconds = first.time.duration(to: time) / .seconds(1)
        return seconds > 0.05 && bytes > first.bytes ? Double(bytes - first.bytes) / seconds : 0
    }

    /// Begins anew: what was there was thrown away.
    mutating func reset() { marks = [] }
}
