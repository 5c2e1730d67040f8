import Foundation

/// What is asked of a server.
struct HTTPRequest: Sendable {
    var url: URL
    /// A text to send; nil asks with GET.
    var body: Data?
    /// Headers by name.
    var headers: [String: String] = [:]

    init(_ url: URL) {
        self.url = url
    }
}

/// What comes of a request, in this order: a head, parts of the body, one end.
enum HTTPEvent: Sendable {
    case head(HTTPHead)
    case body(Data)
    /// Nil if everything came.
    case end(HTTPFailure?)
}

/// Status and headers of an answer.
struct HTTPHead: Sendable, Hashable {
    var status: Int
    /// Names in lower case.
    var headers: [String: String]

    subscript(name: String) -> String? { headers[name] }

    init(status: Int, headers: [String: String] = [:]) {
        self.status = status
        self.headers = headers
    }

    /// A head that begins with this line; nil if the line doesn't begin one.
    init?(statusLine line: String) {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count > 1, words[0].hasPrefix("HTTP/"), let status = Int(words[1]) else { return nil }
        self.init(status: status)
    }

    /// Takes a line `name: value`; the values of a name that comes again are joined.
    mutating func take(_ line: String) {
        guard let colon = line.firstIndex(of: ":") else { return }
        let name = line[..<colon].lowercased()
        let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        headers[name] = headers[name].map { "\($0), \(value)" } ?? value
    }
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

/// One request under way.
struct HTTPTransfer: Sendable {
    let events: AsyncStream<HTTPEvent>
    let cancel: @Sendable () -> Void
    /// Bytes of the body that have come so far, those among them that wait in `events`.
    let received: @Sendable () -> Int
}
