import CCurl
import Foundation
import Synchronization

/// Sends requests through libcurl, without cookies, caches or stored credentials.
///
/// It doesn't use Foundation's session: on Linux, while a connection is open, that asks without pause whether it can be
/// written to. So a server that says nothing would cost a whole core.
final class HTTPClient: Sendable {
    /// The client of this process. It has a thread.
    static let shared = HTTPClient()

    /// Decides about an answer that is a redirect: returns the next request, or nil to make that answer the last.
    typealias Redirection = @Sendable (_ from: HTTPHead, _ to: HTTPRequest) -> HTTPRequest?

    /// The number of bytes of a body that have come.
    final class Count: Sendable {
        let bytes = Atomic<Int>(0)
    }

    /// A command to the thread.
    enum Command: Sendable {
        case start(HTTPExchange)
        case cancel(UInt64)
    }

    private struct Waiting: Sendable {
        var commands: [Command] = []
        var lastNumber: UInt64 = 0
        var hasThread = false
    }

    private let waiting = Mutex(Waiting())

    /// Starts a request. `timeout` is the number of seconds that may pass without a byte.
    func send(
        _ request: HTTPRequest, timeout: Double, redirection: @escaping Redirection = { _, _ in nil }
    ) -> HTTPTransfer {
        let (events, continuation) = AsyncStream.makeStream(of: HTTPEvent.self)
        let count = Count()
        let (number, isFirst) = waiting.withLock { waiting in
            waiting.lastNumber += 1
            waiting.commands.append(
                .start(
                    HTTPExchange(
                        number: waiting.lastNumber, request: request, timeout: timeout, redirection: redirection,
                        events: continuation, received: count)))
            defer { waiting.hasThread = true }
            return (waiting.lastNumber, !waiting.hasThread)
        }
        let cancel = { @Sendable [self] in tell(.cancel(number)) }
        continuation.onTermination = { reason in
            if case .cancelled = reason { cancel() }
        }
        if isFirst {
            let thread = Thread { [self] in HTTPLoop { self.take() }.run() }
            thread.name = "lathe http"
            thread.start()
        } else {
            ccurl_wake()
        }
        return HTTPTransfer(events: events, cancel: cancel, received: { count.bytes.load(ordering: .relaxed) })
    }

    private func tell(_ command: Command) {
        waiting.withLock { $0.commands.append(command) }
        ccurl_wake()
    }

    private func take() -> [Command] {
        waiting.withLock { waiting in
            defer { waiting.commands.removeAll() }
            return waiting.commands
        }
    }
}

/// A request, and the stream for its events.
struct HTTPExchange: Sendable {
    let number: UInt64
    var request: HTTPRequest
    let timeout: Double
    let redirection: HTTPClient.Redirection
    let events: AsyncStream<HTTPEvent>.Continuation
    let received: HTTPClient.Count
    /// The lines of the head that have come.
    var head: HTTPHead?
    /// True if the head was reported.
    var isTold = false
    var lastByte = ContinuousClock.now
    var redirects = 0
}
