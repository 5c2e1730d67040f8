import Foundation
import Remedies

/// Why a request to a server failed, and whether another try may help.
struct RemoteFailure: Error, Hashable {
    /// The second half of a sentence that begins with the server's name.
    var reason: String
    /// True if another try may help.
    var isPassing = false
    /// True if another address of the same server may answer, though another try at this one won't help.
    var isElsewhere = false
    /// True if the request goes to another address.
    var goesElsewhere = false
    /// True if the server had too many requests.
    var isExcess = false
    /// Seconds that the server asks to wait before it; nil if it doesn't ask.
    var wait: Double?
    var isCancelled = false

    static let cancelled = RemoteFailure(reason: "was cancelled", isCancelled: true)

    init(reason: String, isPassing: Bool = false, wait: Double? = nil, isCancelled: Bool = false) {
        self.reason = reason
        self.isPassing = isPassing
        self.wait = wait
        self.isCancelled = isCancelled
    }

    init(_ failure: HTTPFailure, url: String) {
        self.init(reason: "at \(url) can't be reached: \(failure.description)")
        switch failure {
        case .cancelled: self = .cancelled
        // A server that isn't running won't be in a second, and one that is silent has had all its time: only another may
        // answer.
        case .refused, .unknownHost, .timedOut: isElsewhere = true
        case .insecure: break
        case .lost: isPassing = true
        case .excess(let text): reason = "was cut off: \(text)"
        }
        if case .timedOut(let seconds) = failure {
            reason =
                "at \(url) sent nothing for \(Int(min(seconds, 1e9).rounded())) s; a higher `timeout` in the settings makes Lathe wait longer"
        }
    }

    /// Explains an answer whose status isn't 200. `secret` is removed from the server's words.
    init(_ head: HTTPHead, body: Data, url: String, model: String?, keyVariable: String?, secret: String?) {
        let message = try? JSONDecoder().decode(ServerMessage.self, from: body)
        let said = Self.quoted(message?.text ?? String(decoding: body, as: UTF8.self), without: secret)
        let quote = said.isEmpty ? "" : ": \(said)"
        switch head.status {
        case 401:
            // Some servers repeat the key that they refuse, or half of it.
            self.init(
                reason: keyVariable.map { "refuses the key in \($0) (401)" }
                    ?? "needs a key (401): give it a `keyVariable` in the settings")
        case 300..<400:
            let place = Self.quoted(head["location"] ?? "another address", without: secret)
            self.init(
                reason: "points to \(place) (\(head.status)), where nothing is sent. Correct its `url` in the settings")
        case 404:
            self.init(
                reason: "has no \(model.map { "model \($0), or no " } ?? "")such path under \(url) (404)\(quote)")
        case 429 where message?.code == "insufficient_quota":
            self.init(reason: "says that your quota is used up (429)\(quote)")
        case 408, 429, 500...599:
            self.init(
                reason: "answered \(head.status)\(quote)", isPassing: head.status != 501,
                wait: Self.wait(head, now: Date()))
            isExcess = head.status == 429
        default: self.init(reason: "answered \(head.status)\(quote)")
        }
    }

    /// Returns the seconds that the server asks to wait, from `retry-after-ms`, or from `Retry-After` as seconds or a
    /// date; nil if it doesn't ask. At most ``mostWait``.
    static func wait(_ head: HTTPHead, now: Date) -> Double? {
        func seconds(_ name: String) -> Double? {
            // Swift also reads `inf`, `nan` and `0x1p3`. A number like 1e400 is infinite too, and a very long wait.
            guard let text = head[name], text.utf8.allSatisfy({ Self.numberBytes.contains($0) }),
                let number = Double(text), number >= 0
            else { return nil }
            return number
        }
        if let milliseconds = seconds("retry-after-ms") { return min(milliseconds / 1000, mostWait) }
        if let seconds = seconds("retry-after") { return min(seconds, mostWait) }
        guard let text = head["retry-after"], text.utf8.count < 100 else { return nil }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return format.date(from: text).map { min(max(0, $0.timeIntervalSince(now)), mostWait) }
    }

    private static let numberBytes = Set("0123456789.eE+-".utf8)

    /// The longest wait that is told, in seconds.
    static let mostWait = 9_999_999.0

    /// Returns a server's words on one line, shortened, without the key.
    static func quoted(_ text: String, without secret: String?) -> String { KeyMask(secret).masked(text).quoted }
}
