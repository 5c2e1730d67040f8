import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What comes of a request, in this order: a head, parts of the body, one end.
enum HTTPEvent: Sendable {
    case head(HTTPHead)
    case body(Data)
    /// Nil where everything came.
    case end(HTTPFailure?)
}

/// Status and headers of an answer.
struct HTTPHead: Sendable {
    var status: Int
    /// Names in lower case.
    var headers: [String: String]

    subscript(name: String) -> String? { headers[name] }
}

/// Why a request came to no answer, or not to its end.
enum HTTPFailure: Error, Sendable, Hashable {
    case cancelled
    /// Nobody listens there.
    case refused
    /// The name leads nowhere.
    case unknownHost
    /// No byte came for so many seconds.
    case timedOut(seconds: Double)
    /// The certificate or the handshake.
    case insecure(String)
    /// The connection broke.
    case lost(String)
}

/// One request under way.
struct HTTPTransfer: Sendable {
    let events: AsyncStream<HTTPEvent>
    let cancel: @Sendable () -> Void
    /// Bytes of the body that have come so far, those among them that wait in `events`.
    let received: @Sendable () -> Int
}

/// Sends requests through one session of the system's HTTP library, without cookies, caches or stored credentials.
final class HTTPClient: NSObject, URLSessionDataDelegate, Sendable {
    /// The one of this process: a session costs threads of its own.
    static let shared = HTTPClient()

    /// What becomes of an answer that points elsewhere: the next request, or nil, which makes that answer the last.
    typealias Redirection = @Sendable (_ from: HTTPHead, _ to: URLRequest) -> URLRequest?

    private final class Count: Sendable {
        let bytes = Atomic<Int>(0)
    }

    private struct Exchange: Sendable {
        let received = Count()
        var events: AsyncStream<HTTPEvent>.Continuation
        var redirection: Redirection
        var lastByte = ContinuousClock.now
        var hasHead = false
        var isTimedOut = false
    }

    private let exchanges = Mutex<[Int: Exchange]>([:])
    private let session = Mutex<URLSession?>(nil)

    /// Starts a request. `timeout` is how many seconds may pass without a byte.
    func send(
        _ request: URLRequest, timeout: Double, redirection: @escaping Redirection = { _, _ in nil }
    ) -> HTTPTransfer {
        var request = request
        // Watched here: the session's own clock differs between systems.
        request.timeoutInterval = 24 * 3600
        let (events, continuation) = AsyncStream.makeStream(of: HTTPEvent.self)
        let task = live().dataTask(with: request)
        let number = task.taskIdentifier
        let exchange = Exchange(events: continuation, redirection: redirection)
        exchanges.withLock { $0[number] = exchange }
        let cancel = { @Sendable in task.cancel() }
        let watch = Task.detached { [self] in
            while let silence = exchanges.withLock({ $0[number]?.lastByte.duration(to: .now) }) {
                let rest = .seconds(timeout) - silence
                if rest <= .zero {
                    exchanges.withLock { $0[number]?.isTimedOut = true }
                    finish(number, .timedOut(seconds: timeout))
                    return task.cancel()
                }
                try await Task.sleep(for: rest)
            }
        }
        continuation.onTermination = { reason in
            watch.cancel()
            if case .cancelled = reason { task.cancel() }
        }
        task.resume()
        let count = exchange.received
        return HTTPTransfer(events: events, cancel: cancel, received: { count.bytes.load(ordering: .relaxed) })
    }

    private func live() -> URLSession {
        session.withLock { session in
            if let session { return session }
            let configuration = URLSessionConfiguration.ephemeral
            configuration.httpCookieStorage = nil
            configuration.httpShouldSetCookies = false
            configuration.urlCache = nil
            configuration.urlCredentialStorage = nil
            configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
            configuration.httpMaximumConnectionsPerHost = 64
            let queue = OperationQueue()
            queue.maxConcurrentOperationCount = 1
            queue.name = "lathe http"
            let new = URLSession(configuration: configuration, delegate: self, delegateQueue: queue)
            session = new
            return new
        }
    }

    private func finish(_ number: Int, _ failure: HTTPFailure?) {
        guard let exchange = exchanges.withLock({ $0.removeValue(forKey: number) }) else { return }
        exchange.events.yield(.end(failure))
        exchange.events.finish()
    }

    // MARK: what the session tells

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        tell(head: response, of: dataTask.taskIdentifier)
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        // A redirect that isn't followed may bring its body without its head.
        if let response = dataTask.response { tell(head: response, of: dataTask.taskIdentifier) }
        let events = exchanges.withLock { exchanges in
            exchanges[dataTask.taskIdentifier]?.lastByte = .now
            exchanges[dataTask.taskIdentifier]?.received.bytes.add(data.count, ordering: .relaxed)
            return exchanges[dataTask.taskIdentifier]?.events
        }
        events?.yield(.body(data))
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        let redirection = exchanges.withLock { $0[task.taskIdentifier]?.redirection }
        let next = redirection?(HTTPHead(response), request)
        if next == nil { tell(head: response, of: task.taskIdentifier) }
        completionHandler(next)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        if error == nil, let response = task.response { tell(head: response, of: task.taskIdentifier) }
        finish(task.taskIdentifier, error.map(HTTPFailure.init))
    }

    private func tell(head response: URLResponse, of number: Int) {
        guard let response = response as? HTTPURLResponse else { return }
        let events = exchanges.withLock { exchanges -> AsyncStream<HTTPEvent>.Continuation? in
            guard exchanges[number]?.hasHead == false else { return nil }
            exchanges[number]?.hasHead = true
            exchanges[number]?.lastByte = .now
            return exchanges[number]?.events
        }
        events?.yield(.head(HTTPHead(response)))
    }
}

extension HTTPHead {
    init(_ response: HTTPURLResponse) {
        status = response.statusCode
        headers = [:]
        for (name, value) in response.allHeaderFields {
            if let name = name as? String, let value = value as? String { headers[name.lowercased()] = value }
        }
    }
}

extension HTTPFailure {
    /// What the session's error means.
    init(_ error: any Error) {
        let text = (error as NSError).localizedDescription
        guard let code = (error as? URLError)?.code else {
            self = .lost(text)
            return
        }
        switch code {
        case .cancelled: self = .cancelled
        case .cannotConnectToHost: self = .refused
        case .cannotFindHost, .dnsLookupFailed: self = .unknownHost
        case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
            .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid, .clientCertificateRejected:
            self = .insecure(text)
        default: self = .lost(text)
        }
    }

    /// The second half of a sentence.
    var description: String {
        switch self {
        case .cancelled: "it was cancelled"
        case .refused: "nothing listens there (is the server running?)"
        case .unknownHost: "there is no such host, or no network"
        case .timedOut(let seconds): "nothing came for \(Int(seconds.rounded())) s"
        case .insecure(let text): "the connection isn't secure: \(text)"
        case .lost(let text): "the connection was lost: \(text)"
        }
    }
}
