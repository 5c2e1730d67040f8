import Foundation
import Synchronization

/// A request that the thread works on, and the stream for its events.
struct HTTPExchange: Sendable {
    /// The bytes that wait for whoever reads the events.
    final class Backlog: Sendable {
        let bytes = Mutex(HTTPBacklog())
    }

    let number: UInt64
    var request: HTTPRequest
    let bounds: HTTPBounds
    let redirection: HTTPClient.Redirection
    let events: AsyncStream<HTTPEvent>.Continuation
    let backlog: Backlog
    /// The lines of the head that have come.
    var head: HTTPHead?
    /// True if the head was reported.
    var isTold = false
    var redirects = 0
    /// The reason why we end the transfer; nil if the server does.
    var verdict: Verdict?

    /// Why a transfer is ended from here.
    enum Verdict {
        /// The rest of a redirect isn't needed.
        case redirect
        /// The answer met a bound.
        case excess(String)
    }

    private let start = ContinuousClock.now
    private var lastNews = ContinuousClock.now
    private var told: ContinuousClock.Instant?
    private var (lines, headBytes, bodyBytes, bytesSinceNews) = (0, 0, 0, 0)

    init(
        number: UInt64, request: HTTPRequest, bounds: HTTPBounds, redirection: @escaping HTTPClient.Redirection,
        events: AsyncStream<HTTPEvent>.Continuation, backlog: Backlog
    ) {
        self.number = number
        self.request = request
        self.bounds = bounds
        self.redirection = redirection
        self.events = events
        self.backlog = backlog
    }

    /// Counts a line of a head or trailer. Returns which bound it exceeds; nil if none.
    mutating func count(line bytes: Int) -> String? {
        lastNews = .now
        lines += 1
        headBytes += bytes
        if lines > bounds.headLines { return "it sent more than \(bounds.headLines) header lines" }
        if headBytes > bounds.headBytes { return "it sent more than \(bounds.headBytes >> 10) kB of headers" }
        return nil
    }

    /// Counts bytes of the body. Returns how many of them are within the bound.
    mutating func count(body bytes: Int) -> Int {
        bytesSinceNews += bytes
        if bytesSinceNews >= bounds.news { heard() }
        let rest = bounds.bodyBytes - bodyBytes
        bodyBytes += min(bytes, rest)
        return min(bytes, rest)
    }

    /// Begins to wait for news anew.
    mutating func heard() {
        lastNews = .now
        bytesSinceNews = 0
    }

    /// Reports the head, once.
    mutating func tellHead() {
        guard !isTold, let head else { return }
        isTold = true
        told = .now
        heard()
        events.yield(.head(head))
    }

    /// The seconds until it is given up, and the reason.
    var rest: (seconds: Double, failure: HTTPFailure) {
        func left(of seconds: Double, since start: ContinuousClock.Instant) -> Double {
            seconds - start.duration(to: .now) / .seconds(1)
        }
        var rest = (left(of: bounds.seconds, since: start), HTTPFailure.excess(Self.tooSlow(bounds.seconds)))
        if told == nil {
            let seconds = left(of: bounds.headSeconds, since: start)
            if seconds < rest.0 { rest = (seconds, .timedOut(seconds: bounds.headSeconds)) }
        }
        // The text of an error needn't be waited for as long as an answer.
        if let told, let head, head.status >= 300 {
            let seconds = left(of: bounds.silence, since: told)
            if seconds < rest.0 { rest = (seconds, .excess(Self.tooSlow(bounds.silence))) }
        }
        // A server that has to wait for us isn't silent.
        if !backlog.bytes.withLock({ $0.isPaused }) {
            let seconds = left(of: bounds.silence, since: lastNews)
            if seconds < rest.0 { rest = (seconds, .timedOut(seconds: bounds.silence)) }
        }
        return rest
    }

    private static func tooSlow(_ seconds: Double) -> String {
        "it wasn't complete after \(Int(min(seconds, 1e9).rounded())) s"
    }
}
