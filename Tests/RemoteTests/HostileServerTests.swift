import Foundation
import Prompting
import TestServers
import Testing

@testable import Lanes
@testable import Remote

/// On a server that means harm.
@Suite(.serialized)
struct HostileServerTests {
    private static let server = Result { try TestServer("hostile.py") }
    private static let key = "sk-4f9c2e7a1b8d"

    private func result(_ harm: String, key: String? = nil, longest: Double = 8) async throws -> LaneResult {
        var server = Server(name: "box", url: "\(try Self.server.get().address)/\(harm)/v1")
        server.timeout = 2
        server.longest = longest
        server.retries = 0
        if key != nil { server.keyVariable = "K" }
        return try await RemoteEngine(server, key: key).result(of: LaneRequest())
    }

    @Test(arguments: [
        ("content", "more than 100000 events"), ("empty", "more than 100000 events"),
        ("comments", "more than 1000000 lines"),
        ("blanks", "more than 1000000 lines"), ("reasoning", "more than 100000 events"),
        ("unknown", "more than 100000 events"), ("fields", "more than 1000000 lines"),
        ("line", "an event of more than 1 MB"), ("large", "more than 4 MB of text"),
        ("calls", "called more than 1000 tools"), ("arguments", "more than 4 MB of text"),
        ("events", "more than 100000 events"), ("whole", "more than 16 MB"),
        ("headers", "header lines"), ("longheader", "box"), ("informational", "header lines"),
    ])
    func `an answer without an end is cut off, and the reason is told`(harm: String, says: String) async throws {
        let result = try await result(harm, longest: 60)
        #expect(result.error?.description.contains(says) == true, "\(harm): \(result.error?.description ?? "")")
    }

    @Test(arguments: ["slow", "slowhead", "slowinformational"])
    func `an answer that comes byte by byte ends when its time is over`(harm: String) async throws {
        let result = try await result(harm, longest: 1)
        #expect(result.error?.description == "box was cut off: it wasn't complete after 1 s.")
    }

    @Test(arguments: [("slowerror", "answered 400: bad request"), ("error", "answered 400: no no no")])
    func `of an error without an end the beginning is told`(harm: String, says: String) async throws {
        #expect(try await result(harm).error?.description.contains(says) == true)
    }

    @Test(arguments: ["redirect", "longaddress"])
    func `an address that a server points to isn't followed, and is told in short`(harm: String) async throws {
        let said = try await result(harm).error?.description ?? ""
        #expect(said.contains("points to http://127.0.0.1") && said.count < 400, "\(said)")
    }

    @Test func `lines behind the answer have an end too`() async throws {
        #expect(try await result("trailers").samples[0].text == "all")
    }

    @Test func `what came before an answer was cut off is kept`() async throws {
        #expect(try await result("comments").samples[0].text == "begun")
        #expect(try await result("events").samples[0].text.utf8.count == 200_000)
    }

    @Test(arguments: ["-5", "0.5", "1e300", "9223372036854775808", "9223372036854775807", "true", "\"7\"", "[]"])
    func `a number of tokens that can't be true is left out, and the notice says so`(number: String) async throws {
        let escaped = number.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let result = try await result("usage-" + escaped)
        #expect(result.error == nil && result.samples[0].text == "ok")
        #expect(result.usage.promptTokens == 0 && result.usage.generatedTokens == 1)
        #expect(result.notices.contains { $0.contains("can't be true") || $0.contains("doesn't report tokens") })
    }

    @Test(arguments: ["inf", "nan", "1e300", "1e999", "9223372036854775808", "-1", "0x1p70"])
    func `a server that asks for an endless wait isn't waited for`(wait: String) async throws {
        for name in ["retry", "retryms"] {
            let said = try await result("\(name)-\(wait)").error?.description ?? ""
            #expect(said.contains(name == "retry" ? "429" : "503"), "\(said)")
        }
    }

    @Test(arguments: ["9223372036854775807", "9223372036854775806", "-9223372036854775808", "1e300", "0"])
    func `a call of a tool may have any number`(number: String) async throws {
        let calls = try await result("index-\(number)").samples[0].calls
        #expect(calls.map(\.name) == ["f", "g"] || calls.map(\.name) == ["g", "f"])
    }

    @Test(arguments: ["text", "end", "thoughts", "calls", "error", "type", "location", "broken", "status"])
    func `the key is nowhere in what comes back`(place: String) async throws {
        let result = try await result("echo-\(place)", key: Self.key)
        let all = String(describing: result)
        #expect(!all.contains(Self.key))
        #expect(!all.contains(Self.key.prefix(12)))
        if ["text", "end", "thoughts", "calls", "type", "location", "broken"].contains(place) {
            #expect(all.contains("••••"), "\(all)")
        }
    }
}
