import Foundation
import Testing

@testable import Lanes
@testable import Remote

struct HTTPClientTests {
    /// Seconds of processor time that this process has taken.
    private var processorSeconds: Double {
        var usage = rusage()
        #if canImport(Darwin)
            getrusage(RUSAGE_SELF, &usage)
        #else
            getrusage(RUSAGE_SELF.rawValue, &usage)
        #endif
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }

    @Test(arguments: ["silent", "trickle"])
    func `waiting for a slow server costs next to nothing`(_ fault: String) async throws {
        let engine = RemoteEngine(try Faults.server(fault) { $0.timeout = 3 })
        // Whatever is made once is made before.
        _ = try await RemoteEngine(try Faults.server("ok")).result(of: LaneRequest())
        let (start, before) = (ContinuousClock.now, processorSeconds)
        _ = try await engine.result(of: LaneRequest())
        let took = start.duration(to: .now) / .seconds(1)
        #expect(took > 0.5)
        #expect((processorSeconds - before) / took < 0.05)
    }

    @Test func `a head's values of one name are joined, and its names come in lower case`() throws {
        var head = try #require(HTTPHead(statusLine: "HTTP/1.1 206 Partial Content"))
        for line in ["ETag: \"a:b\"", "X-A:1", "x-a: 2", "nonsense"] { head.take(line) }
        #expect(head.status == 206)
        #expect(head.headers == ["etag": "\"a:b\"", "x-a": "1, 2"])
        #expect(HTTPHead(statusLine: "Date: today") == nil)
    }

    @Test func `many requests at once are told apart, and one that is cancelled ends alone`() async throws {
        let lanes = (0..<24).map { LaneRequest("\($0)") }
        let silent = RemoteEngine(try Faults.server("silent") { $0.timeout = 20 }).start(
            RunRequest(lanes: [LaneRequest()]))
        let engine = RemoteEngine(try Faults.server("ok") { $0.parallel = 24 })
        let summary = await engine.start(RunRequest(lanes: lanes)).summary()
        #expect(summary.lanes.count == 24)
        #expect(summary.lanes.allSatisfy { $0.error == nil && $0.samples.first?.text.isEmpty == false })
        let start = ContinuousClock.now
        silent.cancel()
        #expect(await silent.summary().isCancelled)
        #expect(start.duration(to: .now) < .seconds(2))
    }
}
