import Dispatch
import Synchronization

/// The way into a thread for messages. Sending never blocks, and no message is dropped.
final class ThreadMailbox<Message: Sendable>: Sendable {
    private let messages = Mutex<[Message]>([])
    private let bell = DispatchSemaphore(value: 0)

    func send(_ message: Message) {
        messages.withLock { $0.append(message) }
        bell.signal()
    }

    /// Returns all messages that have come. If `waits` is true, it sleeps until there is one.
    func take(waits: Bool) -> [Message] {
        if waits { bell.wait() }
        return messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }
}
