import Foundation
import Lanes
import TestServers
import Testing

@testable import Remote

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Several servers under one name, on loopback.
@Suite(.serialized)
struct FleetTests {
    private func engine(
        _ servers: [TestServer], _ way: String = "ok", parallel: Int = 4, retries: Int = 3
    ) -> RemoteEngine {
        let urls = servers.map { "\($0.address)/\(way)/v1" }
        var server = Server(name: "box", url: urls[0])
        server.otherURLs = Array(urls.dropFirst())
        (server.parallel, server.retries, server.timeout) = (parallel, retries, 10)
        return RemoteEngine(server)
    }

    private func run(_ count: Int, on engine: RemoteEngine) async -> [LaneResult] {
        let lanes = (0..<count).map { LaneRequest("\($0)", asking: "Question \($0)") }
        return await engine.start(RunRequest(lanes: lanes)).summary().lanes
    }

    private func times(_ server: TestServer, _ way: String = "ok") throws -> [Double] {
        let url = try #require(URL(string: "\(server.address)/log"))
        let entries = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [[String: Any]] ?? []
        return entries.filter { ($0["path"] as? String)?.hasPrefix("/\(way)/") == true }
            .compactMap { $0["time"] as? Double }
    }

    private let answer = (0..<20).map { "answer\($0)" }.joined(separator: " ")

    @Test func `requests go to the server with the fewest`() async throws {
        let servers = [try TestServer("fleet.py", arguments: ["4"]), try TestServer("fleet.py", arguments: ["4"])]
        defer { withExtendedLifetime(servers) {} }
        let results = await run(40, on: engine(servers))
        #expect(results.count == 40 && results.allSatisfy { $0.error == nil && $0.answer == answer })
        let counts = try servers.map { try times($0).count }
        #expect(counts.reduce(0, +) == 40 && counts.allSatisfy { (16...24).contains($0) }, "\(counts)")
    }

    @Test func `two servers take little more than half of the time of one`() async throws {
        let servers = [try TestServer("fleet.py", arguments: ["4"]), try TestServer("fleet.py", arguments: ["4"])]
        defer { withExtendedLifetime(servers) {} }
        let (one, two) = (engine([servers[0]]), engine(servers))
        _ = await run(8, on: two)
        let clock = ContinuousClock()
        let alone = await clock.measure { _ = await run(64, on: one) }
        let together = await clock.measure { _ = await run(64, on: two) }
        #expect(alone / together >= 1.8, "\(alone) and \(together)")
    }

    @Test func `a server that is stopped and started again in the middle costs only what it was sending`() async throws
    {
        let steady = try TestServer("fleet.py", arguments: ["4"])
        let first = try TestServer("fleet.py", arguments: ["4"])
        let engine = engine([steady, first])
        async let all = run(160, on: engine)
        try await Task.sleep(for: .milliseconds(300))
        first.stop()
        try await Task.sleep(for: .milliseconds(400))
        let again = try TestServer("fleet.py", arguments: ["4", "\(first.port)"])
        defer { withExtendedLifetime([steady, again]) {} }
        let results = await all
        #expect(results.count == 160)
        let failed = results.filter { $0.error != nil }
        // What had begun to answer isn't asked for again; nothing else is lost, and nothing is an empty answer.
        #expect(failed.count <= 4, "\(failed.compactMap(\.error))")
        #expect(results.allSatisfy { $0.error != nil || $0.answer == answer })
        #expect(try times(again).count > 8)
        let rest = await run(failed.count, on: engine)
        #expect(rest.allSatisfy { $0.error == nil })
    }

    @Test func `a name whose servers are all away fails at once`() async throws {
        let servers = [try TestServer("fleet.py", arguments: ["4"]), try TestServer("fleet.py", arguments: ["4"])]
        defer { withExtendedLifetime(servers) {} }
        let engine = engine(servers)
        for server in servers { server.stop() }
        let clock = ContinuousClock()
        let time = await clock.measure {
            let results = await run(4, on: engine)
            #expect(results.allSatisfy { "\($0.error.map { "\($0)" } ?? "")".contains("can't be reached") })
        }
        #expect(time < .seconds(5))
    }

    @Test func `a wait that a server asks for is kept once for all requests`() async throws {
        let server = try TestServer("fleet.py", arguments: ["4"])
        defer { withExtendedLifetime(server) {} }
        let results = await run(12, on: engine([server], "busy", parallel: 3))
        #expect(results.allSatisfy { $0.error == nil })
        let times = try times(server, "busy").sorted()
        // Three came too fast, and each was sent again once.
        #expect(times.count == 15, "\(times.count)")
        #expect(times[3] - times[0] > 0.9 && times[3] - times[0] < 2)
    }

    @Test func `an error of one server sends the request to the other`() async throws {
        let servers = [try TestServer("fleet.py", arguments: ["4"]), try TestServer("fleet.py", arguments: ["4"])]
        defer { withExtendedLifetime(servers) {} }
        let results = await run(2, on: engine(servers, "broken", retries: 3))
        #expect(results.allSatisfy { $0.error == nil }, "\(results.compactMap(\.error))")
        #expect(results.contains { $0.notices.contains { $0.contains("asked again") } })
    }

    @Test func `an answer that is cut is a failure and no shorter answer`() async throws {
        let server = try TestServer("fleet.py", arguments: ["4"])
        defer { withExtendedLifetime(server) {} }
        let results = await run(16, on: engine([server], "cuts"))
        #expect(results.count == 16)
        #expect(results.count { $0.error != nil } == 4)
        #expect(results.allSatisfy { $0.error != nil || $0.answer == answer })
    }

    @Test func `what a silent server got goes to another one, and not to it again`() {
        let failure = RemoteFailure(HTTPFailure.timedOut(seconds: 60), url: "http://127.0.0.1:1/v1")
        #expect(failure.isElsewhere && !failure.isPassing && failure.reason.contains("sent nothing for 60 s"))
    }

    @Test func `an address that asks for no wait is not another one than itself`() async throws {
        let failure = RemoteFailure(reason: "is busy", isPassing: true, wait: 0)
        let alone = Fleet(["http://127.0.0.1:1/v1"], parallel: 1)
        let turn = try #require(await alone.enter())
        #expect(await alone.note(failure, at: turn) == false)
        let two = Fleet(["http://127.0.0.1:1/v1", "http://127.0.0.1:2/v1"], parallel: 1)
        let first = try #require(await two.enter())
        #expect(await two.note(failure, at: first))
    }

    @Test func `a place is given in order, and to nobody who gave up`() async throws {
        let fleet = Fleet(["http://127.0.0.1:1/v1"], parallel: 1)
        let first = try #require(await fleet.enter())
        let waiting = Task { await fleet.enter() }
        try? await Task.sleep(for: .milliseconds(20))
        let givesUp = Task { await fleet.enter() }
        try? await Task.sleep(for: .milliseconds(50))
        givesUp.cancel()
        #expect(await givesUp.value == nil)
        await fleet.leave(first, tokens: 1)
        let second = try #require(await waiting.value)
        await fleet.leave(second, tokens: nil)
        #expect(await fleet.enter() != nil)
    }
}
