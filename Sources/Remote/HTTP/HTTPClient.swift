import CCurl
import Foundation
import Synchronization

/// Sends requests through libcurl, without cookies, caches or stored credentials.
///
/// Not through Foundation's session: on Linux that asks without pause whether a connection can be written to, as long as one
/// is open, and so a server that says nothing costs a whole core.
final class HTTPClient: Sendable {
    /// The one of this process: it has a thread.
    static let shared = HTTPClient()

    /// What becomes of an answer that points elsewhere: the next request, or nil, which makes that answer the last.
    typealias Redirection = @Sendable (_ from: HTTPHead, _ to: HTTPRequest) -> HTTPRequest?

    /// Bytes of a body.
    final class Count: Sendable {
        let bytes = Atomic<Int>(0)
    }

    /// What the thread is to do.
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

    /// Starts a request. `timeout` is how many seconds may pass without a byte.
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

/// A request, and where its events go.
struct HTTPExchange: Sendable {
    let number: UInt64
    var request: HTTPRequest
    let timeout: Double
    let redirection: HTTPClient.Redirection
    let events: AsyncStream<HTTPEvent>.Continuation
    let received: HTTPClient.Count
    /// Lines of the head that have come.
    var head: HTTPHead?
    /// Whether the head was told.
    var isTold = false
    var lastByte = ContinuousClock.now
    var redirects = 0
}
