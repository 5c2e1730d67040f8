#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whether a loop continues.
package enum Continuation: Sendable, Hashable {
    /// The loop continues.
    case proceed
    /// The loop ends.
    case stop
}

/// Waits for the terminal, for signals, for other threads and for timers, all on the thread of the session.
///
/// Changes by a person's input are drawn at once. Changes by messages are drawn at most 60 times a second, and less
/// often if frames are expensive. Between two frames messages don't even wake the thread, and those that come together
/// are drawn together.
package final class EventLoop<Message: Sendable> {
    /// The way in for messages of other threads.
    package let mailbox: LoopMailbox<Message>

    private let session: TerminalSession
    private var timers = Timers<Message>()
    private var needsFrame = true
    /// The earliest time of the next frame; before it, messages only queue up.
    private var nextFrame = ContinuousClock.now
    /// True if a message has come and others may follow at once.
    private var isGathering = false

    /// Creates a loop for an open session.
    ///
    /// - Parameter session: The session to draw on. The caller opens and closes it.
    /// - Throws: ``TerminalError`` if the process has no descriptors left.
    package init(session: TerminalSession) throws(TerminalError) {
        mailbox = try LoopMailbox()
        self.session = session
    }

    /// The shortest time between two frames that aren't answers to a key.
    private var framePeriod: Duration { .nanoseconds(16_666_667) }
    /// The time that the first message waits for others: lanes report their tokens one after another.
    private var gatheringTime: Duration { .milliseconds(5) }
    /// Frames that aren't answers to a key, with their messages, take at most one part in this many of the time,
    /// because a model computes on the same cores.
    private var shareOfTime: Int { 50 }
    /// The longest time between two such frames, even after a frame that the terminal held up for seconds.
    private var longestPeriod: Duration { .milliseconds(100) }

    /// Runs until one of the two closures says stop, or the terminal is gone.
    ///
    /// - Parameters:
    ///   - onEvent: Gets each event of the terminal. All that have come are handled before a frame is drawn.
    ///   - onMessages: Gets the messages of the mailbox, then those of timers that are due; it is never called without
    ///     any.
    ///   - frame: Makes the frame for a size. It must have no side effects.
    package func run(
        onEvent: (TerminalEvent) -> Continuation, onMessages: ([Message]) -> Continuation, frame: (Size) -> Frame
    ) {
        draw(frame, since: .now, isUrgent: false)
        while true {
            let ready = wait()
            var events = ready.contains(.signal) ? signalEvents() : []
            // Even if nothing is ready: an escape may have become a key.
            events += session.input.takeEvents()
            if session.input.isAtEnd { events.append(.terminated) }
            var isUrgent = false
            repeat {
                for event in events {
                    isUrgent = true
                    if onEvent(event) == .stop { return }
                }
                events = session.takePendingEvents()
            } while !events.isEmpty
            if session.input.isAtEnd { return }

            let now = ContinuousClock.now
            if ready.contains(.mail), !isUrgent {
                isGathering = true
                nextFrame = now + gatheringTime
            }
            guard isUrgent || now >= nextFrame else { continue }
            isGathering = false
            let messages = mailbox.take() + timers.takeDue(now)
            if !messages.isEmpty {
                needsFrame = true
                if onMessages(messages) == .stop { return }
            }
            if needsFrame || isUrgent { draw(frame, since: now, isUrgent: isUrgent) }
        }
    }

    /// Sends a message later. Must be called on the loop's own thread.
    ///
    /// - Parameters:
    ///   - message: The message; it comes with the others, at the frame after its time.
    ///   - delay: The time until then.
    ///   - id: A waiting message with the same id is replaced.
    package func schedule(_ message: Message, after delay: Duration, id: some Hashable & Sendable) {
        timers.schedule(message, at: .now + delay, id: AnyHashable(id))
    }

    /// Removes a message that was to be sent later, if it still waits.
    package func unschedule(id: some Hashable & Sendable) {
        timers.unschedule(AnyHashable(id))
    }

    private func draw(_ frame: (Size) -> Frame, since start: ContinuousClock.Instant, isUrgent: Bool) {
        session.draw(frame(session.size))
        needsFrame = false
        let end = ContinuousClock.now
        // A person waits for the answer to a key.
        let share = (end - start) * shareOfTime
        nextFrame = isUrgent ? start + framePeriod : max(end, start + min(max(framePeriod, share), longestPeriod))
    }

    /// Waits until something must be done.
    private func wait() -> Ready {
        if session.input.hasEarlyBytes || session.hasPendingEvents { return [] }
        let now = ContinuousClock.now
        let hearsMail = nextFrame <= now && !isGathering
        var times = [session.input.flushTime, timers.next.map { max($0, nextFrame) }].compactMap { $0 }
        if !hearsMail { times.append(nextFrame) }
        var polled = [
            pollfd(fd: session.input.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: session.signals.readEnd, events: Int16(POLLIN), revents: 0),
            pollfd(fd: hearsMail ? mailbox.descriptor : -1, events: Int16(POLLIN), revents: 0),
        ]
        let count = poll(&polled, nfds_t(polled.count), times.min().map { milliseconds(until: $0, from: now) } ?? -1)
        guard count > 0 else { return [] }
        return zip(polled, [Ready.terminal, .signal, .mail])
            .reduce(into: []) { if $1.0.revents != 0 { $0.formUnion($1.1) } }
    }

    /// Returns the milliseconds until a time, rounded up, so that the time has come afterwards.
    private func milliseconds(until time: ContinuousClock.Instant, from now: ContinuousClock.Instant) -> Int32 {
        Int32(min(max(0, (time - now) / .milliseconds(1)).rounded(.up), 3_600_000))
    }

    private func signalEvents() -> [TerminalEvent] {
        let numbers = Set(session.signals.drain().map(Int32.init))
        var events: [TerminalEvent] = []
        if numbers.contains(SIGTSTP) {
            session.suspend()
        } else if numbers.contains(SIGCONT) {
            session.retake()
        } else if numbers.contains(SIGWINCH), session.updateSize() {
            events.append(.resized(session.size))
        }
        if !numbers.isDisjoint(with: [SIGTERM, SIGHUP, SIGINT]) { events.append(.terminated) }
        return events
    }
}

/// The reason why a wait of the loop ended; empty if a time has come.
private struct Ready: OptionSet {
    let rawValue: Int
    static let terminal = Ready(rawValue: 1)
    static let signal = Ready(rawValue: 2)
    static let mail = Ready(rawValue: 4)
}

extension TerminalSession {
    var hasPendingEvents: Bool { !pendingEvents.isEmpty }

    func takePendingEvents() -> [TerminalEvent] {
        defer { pendingEvents = [] }
        return pendingEvents
    }
}
