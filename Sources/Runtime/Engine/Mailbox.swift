import Dispatch
import Synchronization

/// One way into a thread: sending never blocks and nothing is dropped.
final class Mailbox<Message: Sendable>: Sendable {
    private let messages = Mutex<[Message]>([])
    private let bell = DispatchSemaphore(value: 0)

    func send(_ message: Message) {
        messages.withLock { $0.append(message) }
        bell.signal()
    }

    /// Everything that has come; sleeps for the first where `waits`.
    func take(waits: Bool) -> [Message] {
        if waits { bell.wait() }
        return messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }
}
