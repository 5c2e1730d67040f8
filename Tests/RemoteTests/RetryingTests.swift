import Foundation
import Testing

@testable import Remote

struct RetryingTests {
    private let passing = RemoteFailure(reason: "x", isPassing: true)

    @Test func `waits double, up to half a minute`() {
        let retrying = Retrying(retries: 10)
        let waits = (0..<8).map { retrying.wait(after: passing, try: $0, chance: 0) }
        #expect(waits == [0.5, 1, 2, 4, 8, 16, 30, 30])
        #expect(retrying.wait(after: passing, try: 0, chance: 1) == 0.625)
    }

    @Test func `it is over after the last retry, or where another try is no use`() {
        #expect(Retrying(retries: 2).wait(after: passing, try: 2) == nil)
        #expect(Retrying(retries: 0).wait(after: passing, try: 0) == nil)
        #expect(Retrying(retries: 2).wait(after: RemoteFailure(reason: "x"), try: 0) == nil)
    }

    @Test func `what the server asks for is obeyed, unless it is too long to wait`() {
        let retrying = Retrying(retries: 3)
        #expect(retrying.wait(after: RemoteFailure(reason: "x", isPassing: true, wait: 7), try: 2) == 7)
        #expect(retrying.wait(after: RemoteFailure(reason: "x", isPassing: true, wait: 121), try: 0) == nil)
    }

    private static let headers: [([String: String], Double)] = [
        (["retry-after": "12"], 12), (["retry-after": "1.5"], 1.5),
        (["retry-after-ms": "250", "retry-after": "9"], 0.25),
        (["retry-after": "Wed, 21 Oct 2015 07:28:30 GMT"], 30), (["retry-after": "Wed, 21 Oct 2015 07:00:00 GMT"], 0),
    ]

    @Test(arguments: headers)
    func `Retry-After is read as seconds, milliseconds or a date`(headers: [String: String], seconds: Double) {
        // 2015-10-21 07:28:00 UTC
        let now = Date(timeIntervalSince1970: 1_445_412_480)
        #expect(RemoteFailure.wait(HTTPHead(status: 429, headers: headers), now: now) == seconds)
    }

    @Test(arguments: ["soon", "-3", ""]) func `nonsense in Retry-After counts as none`(text: String) {
        #expect(RemoteFailure.wait(HTTPHead(status: 429, headers: ["retry-after": text]), now: Date()) == nil)
    }
}
