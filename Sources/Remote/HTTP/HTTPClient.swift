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

    /// A command to the thread.
    enum Command: Sendable {
        case start(HTTPExchange)
        case cancel(UInt64)
        /// The server has waited long enough.
        case resume(UInt64)
    }

    private struct Waiting: Sendable {
        var commands: [Command] = []
        var lastNumber: UInt64 = 0
        var hasThread = false
    }

    private let waiting = Mutex(Waiting())

    /// Starts a request.
    func send(
        _ request: HTTPRequest, within bounds: HTTPBounds, redirection: @escaping Redirection = { _, _ in nil }
    ) -> HTTPTransfer {
        let (events, continuation) = AsyncStream.makeStream(of: HTTPEvent.self)
        let backlog = HTTPExchange.Backlog()
        let (number, isFirst) = waiting.withLock { waiting in
            waiting.lastNumber += 1
            waiting.commands.append(
                .start(
                    HTTPExchange(
                        number: waiting.lastNumber, request: request, bounds: bounds, redirection: redirection,
                        events: continuation, backlog: backlog)))
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
        let took = { @Sendable [self] count in
            if backlog.bytes.withLock({ $0.remove(count) }) { tell(.resume(number)) }
        }
        return HTTPTransfer(events: HTTPEvents(events: events, took: took), cancel: cancel)
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
