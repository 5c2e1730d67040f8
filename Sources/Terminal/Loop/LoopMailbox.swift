import Synchronization

/// The way into the screen's loop for other threads. Sending never blocks, and no message is dropped.
///
/// However many messages wait, the loop is woken once. The queue has no limit on purpose: if it were full, it would
/// have to block a sender, which may hold something that the screen waits for, or drop a message.
package final class LoopMailbox<Message: Sendable>: Sendable {
    private struct Waiting {
        var messages: [Message] = []
        var hasRung = false
    }

    private let waiting = Mutex(Waiting())
    private let bell: WakePipe

    /// Creates an empty mailbox.
    ///
    /// - Throws: ``TerminalError`` if the process has no descriptors left.
    package init() throws(TerminalError) {
        bell = try WakePipe()
    }

    /// A descriptor that is readable while messages wait; `take()` makes it unreadable.
    var descriptor: Int32 { bell.readEnd }

    /// Adds a message. May be called on any thread.
    package func send(_ message: Message) {
        waiting.withLock { waiting in
            waiting.messages.append(message)
            if !waiting.hasRung { bell.ring() }
            waiting.hasRung = true
        }
    }

    /// Returns all messages that wait, in the order in which they were sent.
    package func take() -> [Message] {
        waiting.withLock { waiting in
            if waiting.hasRung { _ = bell.drain() }
            defer { waiting = Waiting() }
            return waiting.messages
        }
    }
}
