/// Messages to be sent later.
struct Timers<Message> {
    private var entries: [AnyHashable: (time: ContinuousClock.Instant, message: Message)] = [:]

    /// The time of the next message; nil if there is none.
    var next: ContinuousClock.Instant? { entries.values.map(\.time).min() }

    /// Adds a message, in place of one with the same id.
    mutating func schedule(_ message: Message, at time: ContinuousClock.Instant, id: AnyHashable) {
        entries[id] = (time, message)
    }

    mutating func unschedule(_ id: AnyHashable) {
        entries[id] = nil
    }

    /// Removes and returns the messages that are due, the earliest first.
    mutating func takeDue(_ now: ContinuousClock.Instant) -> [Message] {
        let due = entries.filter { $0.value.time <= now }
        for id in due.keys { entries[id] = nil }
        return due.values.sorted { $0.time < $1.time }.map(\.message)
    }
}
