import Foundation
import Remedies
import Synchronization

extension ModelDownload {
    func request(from start: UInt64, validator: String?) -> HTTPRequest {
        var request = HTTPRequest(source.url)
        request.headers["User-Agent"] = "Lathe"
        request.headers["Accept-Encoding"] = "identity"
        if let token = token(), source.isHub, !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            request.headers["Authorization"] = "Bearer \(token)"
        }
        guard start > 0 else { return request }
        request.headers["Range"] = "bytes=\(start)-"
        if let validator { request.headers["If-Range"] = validator }
        return request
    }

    /// Returns the request for a redirect; nil if it leads from https to http. The token is never sent to another host.
    func followed(_ next: HTTPRequest, from first: HTTPRequest) -> HTTPRequest? {
        let url = next.url
        guard url.scheme == "https" || (url.scheme == "http" && source.url.scheme == "http") else {
            return nil
        }
        var request = HTTPRequest(url)
        let isSameHost = url.host == source.url.host && url.port == source.url.port && url.scheme == source.url.scheme
        for (name, value) in first.headers where isSameHost || name != "Authorization" {
            request.headers[name] = value
        }
        return request
    }

    func refusal(_ head: HTTPHead, body: Data) -> RemoteFailure {
        let secret = token()
        switch head.status {
        case 401, 403:
            return RemoteFailure(
                reason: source.isHub
                    ? "needs a token for this file (\(head.status)): accept the model's terms there, and set HF_TOKEN"
                    : "refuses to send this file (\(head.status))")
        case 404, 410:
            return RemoteFailure(reason: "has no such file (\(head.status)): \(source.url.absoluteString.quoted)")
        case 200, 206: return RemoteFailure(reason: "sent a web page, not a file: find the address of the file itself")
        case 300..<400:
            return RemoteFailure(
                reason: "points to an address that isn't safe: "
                    + RemoteFailure.quoted(head["location"] ?? "none", without: secret))
        default:
            return RemoteFailure(
                head, body: body, url: source.url.absoluteString.quoted, model: nil, keyVariable: nil, secret: secret)
        }
    }

    /// Returns the length of the whole file in the refusal of a range, `bytes */1000`; nil if it isn't there.
    static func length(_ head: HTTPHead) -> UInt64? {
        head["content-range"]?.split(separator: "/").last.flatMap { UInt64($0) }
    }

    /// Returns Hugging Face's checksum of a large file; nil if it sent none.
    static func checksum(_ head: HTTPHead?) -> String? {
        let tag = head?["x-linked-etag"]?.filter(\.isHexDigit).lowercased()
        return tag?.count == 64 ? tag : nil
    }
}

/// The head in which Hugging Face describes a file before it redirects to its storage.
final class HubFacts: Sendable {
    let told = Mutex<HTTPHead?>(nil)
}

/// The range of a part of a body: `bytes 100-199/1000`.
struct ContentRange: Hashable {
    var start: UInt64
    var length: UInt64
    /// The size of the whole; nil if the server sent `*`.
    var total: UInt64?

    init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
        let parts = words[1].split(separator: "/", omittingEmptySubsequences: false)
        let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { UInt64($0) }
        guard parts.count == 2, ends.count == 2, let start = ends[0], let end = ends[1], start <= end, end < .max else {
            return nil
        }
        self.start = start
        length = end - start + 1
        total = UInt64(parts[1])
        guard parts[1] == "*" || total.map({ end < $0 }) == true else { return nil }
    }
}

extension RemoteFailure {
    /// Describes the failure that ended a download.
    init(_ failure: HTTPFailure) {
        self.init(reason: "can't be reached: \(failure.description)")
        switch failure {
        case .cancelled: self = .cancelled
        case .refused, .unknownHost, .insecure: break
        case .timedOut, .lost: isPassing = true
        case .excess(let text): reason = "was cut off: \(text)"
        }
    }
}
