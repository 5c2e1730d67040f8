import Foundation

/// A request to a server.
struct HTTPRequest: Sendable {
    var url: URL
    /// The body to send; nil sends GET.
    var body: Data?
    /// The headers by name.
    var headers: [String: String] = [:]

    init(_ url: URL) {
        self.url = url
    }
}

/// An event of a request, in this order: a head, parts of the body, one end.
enum HTTPEvent: Sendable {
    case head(HTTPHead)
    case body(Data)
    /// The end; nil if everything came.
    case end(HTTPFailure?)
}

/// The status and headers of an answer.
struct HTTPHead: Sendable, Hashable {
    var status: Int
    /// The headers by name, in lower case.
    var headers: [String: String]

    subscript(name: String) -> String? { headers[name] }

    /// True if events follow.
    var isEventStream: Bool { status == 200 && headers["content-type"]?.lowercased().contains("event-stream") == true }

    /// True if it points to another address.
    var isRedirect: Bool { (300..<400).contains(status) && headers["location"] != nil }

    init(status: Int, headers: [String: String] = [:]) {
        self.status = status
        self.headers = headers
    }

    /// Reads the first line of a head; nil if the line isn't one.
    init?(statusLine line: String) {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count > 1, words[0].hasPrefix("HTTP/"), let status = Int(words[1]) else { return nil }
        self.init(status: status)
    }

    /// Adds a line `name: value`. If a name comes again, its values are joined.
    mutating func take(_ line: String) {
        guard let colon = line.firstIndex(of: ":") else { return }
        let name = line[..<colon].lowercased()
        let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        headers[name] = headers[name].map { "\($0), \(value)" } ?? value
    }
}

/// Why a request has no answer, or no complete one.
enum HTTPFailure: Error, Sendable, Hashable {
    case cancelled
    /// Nobody listens at the address.
    case refused
    /// There is no host with that name.
    case unknownHost
    /// No byte came for this long.
    case timedOut(seconds: Double)
    /// The certificate or the handshake is wrong.
    case insecure(String)
    /// The connection broke.
    case lost(String)
    /// The answer met one of the ``HTTPBounds``.
    case excess(String)

    /// The reason, as the second half of a sentence.
    var description: String {
        switch self {
        case .cancelled: "it was cancelled"
        case .refused: "nothing listens there (is the server running?)"
        case .unknownHost: "there is no such host, or no network"
        case .timedOut(let seconds): "nothing came for \(Int(min(seconds, 1e9).rounded())) s"
        case .insecure(let text): "the connection isn't secure: \(text)"
        case .lost(let text): "the connection was lost: \(text)"
        case .excess(let text): text
        }
    }
}

/// A request that is under way.
struct HTTPTransfer: Sendable {
    let events: HTTPEvents
    let cancel: @Sendable () -> Void
}
