import Synchronization

/// The one way into the screen's loop for other threads: sending never blocks and nothing is dropped.
///
/// However many messages wait, the loop is woken once. The queue has no limit on purpose: a full one would have to block a
/// sender, which may hold what the screen waits for, or to lose something.
package final class Mailbox<Message: Sendable>: Sendable {
    private struct Waiting {
        var messages: [Message] = []
        var hasRung = false
    }

    private let waiting = Mutex(Waiting())
    private let bell: WakePipe

    /// An empty mailbox.
    ///
    /// - Throws: Where the process has no descriptors left.
    package init() throws(TerminalError) {
        bell = try WakePipe()
    }

    /// Becomes readable when a message waits; `take()` makes it unreadable.
    var descriptor: Int32 { bell.readEnd }

    /// Puts a message behind those that wait. From any thread.
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
