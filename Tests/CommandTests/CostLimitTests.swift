import Foundation
import Lanes
import Prompting
import Sampling
import TestServers
import Testing

@testable import Operations

/// What limits what servers may cost.
@Suite(.serialized)
struct CostLimitTests {
    private let folder: TemporaryFolder
    private let prompt: String

    init() throws {
        folder = try TemporaryFolder()
        prompt = try folder.file(
            "x.prompt.yaml",
            """
            instruction: Say whether the review is good or bad.
            examples:
              - { input: A joy., output: good }
            input: "{{review}}"
            answer: { type: choice, choices: [good, bad] }
            modelParameters: { temperature: 0, maxTokens: 8 }
            """)
    }

    private func request(_ text: String, samples: Int = 1) -> LaneRequest {
        var settings = Settings()
        settings.maxTokens = 100
        return LaneRequest(
            name: "A",
            prompt: CompiledPrompt(technique: .zeroShot, body: .completion([Fragment(text, isField: true)])),
            settings: settings, samples: samples)
    }

    private func result(cost: Double?, isPartial: Bool = false, error: EngineError? = nil) -> LaneResult {
        var usage = Usage()
        (usage.cost, usage.isCostPartial) = (cost, isPartial ? true : nil)
        return LaneResult(name: "A", samples: [], answer: "", error: error, usage: usage)
    }

    @Test func `a request is paid only if the limit suffices for whatever it draws`() {
        let price = Server.Price(input: 0, output: 10_000)
        let meter = CostMeter(most: 3.5)
        let requests = [request("a"), request("b", samples: 2), request("c")]
        // A dollar for each hundred tokens.
        #expect(price.most(of: requests[1]) == 2)
        #expect(meter.affordable(requests, price: price) == 2)
        meter.add(result(cost: 0.25), of: requests[0], price: price)
        #expect(meter.affordable([requests[2]], price: price) == 1 && !meter.isSpent)
        // What wasn't counted is taken for the most that it can be.
        meter.add(result(cost: 0.25, isPartial: true), of: requests[1], price: price)
        #expect(meter.affordable([requests[2]], price: price) == 1)
        meter.add(result(cost: 0.5), of: requests[2], price: price)
        #expect(meter.affordable(requests, price: price) == 0 && meter.isSpent)
    }

    @Test func `every byte that is sent counts as a token, and a failure costs nothing`() {
        let price = Server.Price(input: 1e6, output: 0)
        #expect(price.most(of: request(String(repeating: "a", count: 500))) >= 500)
        let meter = CostMeter(most: 1e6)
        meter.add(
            result(cost: nil, error: .serverFailed(server: "box", reason: "is away")), of: request("a"), price: price)
        #expect(meter.affordable([request("a")], price: price) == 1)
        // A model here has no price, and no limit holds it up.
        #expect(CostMeter(most: 0).affordable([request("a")], price: nil) == 1)
    }

    private func run(_ arguments: [String], price: String, at server: TestServer) throws -> Program.Result {
        try FileManager.default.createDirectory(atPath: folder.path("lathe"), withIntermediateDirectories: true)
        try "servers: { box: { url: \"\(server.address)/ok/v1\"\(price) } }\n".write(
            toFile: folder.path("lathe/config.yaml"), atomically: true, encoding: .utf8)
        return try Program.run(
            arguments, environment: ["XDG_CONFIG_HOME": String(folder.path("").dropLast())])
    }

    private func asked(_ server: TestServer) throws -> Int {
        let url = try #require(URL(string: "\(server.address)/log"))
        return (try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [Any])?.count ?? 0
    }

    @Test func `candidates are made until the next request might cost too much`() throws {
        let server = try TestServer("fleet.py", arguments: ["4"])
        let price = ", price: { input: 10, output: 10 }"
        func make(_ limit: String) throws -> Program.Result {
            try run(
                [
                    "make", "cases", prompt, "--with", "box", "-n", "4", "--out", folder.path("c.jsonl"), "--format",
                    "json", "--max-cost-total", limit,
                ], price: price, at: server)
        }
        let none = try make("0.0001")
        #expect(none.code == 0, "\(none.errors)")
        #expect(none.errors.contains("What is left of the limit of cost isn't enough"), "\(none.errors)")
        #expect(try asked(server) == 0)
        let some = try make("0.2")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(some.output.utf8)) as? [String: Any])
        let cost = try #require(report["cost"] as? Double, "\(some.errors)")
        #expect(cost > 0 && cost <= 0.2)
        #expect(try asked(server) > 0)
    }

    @Test(arguments: [["make", "cases"], ["improve"]], ["0", "-1", "nan", "inf"])
    func `a limit of cost is a number above zero`(command: [String], limit: String) throws {
        let result = try Program.run(command + [prompt, "--max-cost-total=\(limit)"])
        #expect(result.code == 64 && result.errors.contains("it must be more than 0"), "\(result.errors)")
    }

    @Test func `a limit of cost is refused where no price is known, or nothing costs anything`() throws {
        let server = try TestServer("fleet.py", arguments: ["4"])
        let unknown = try run(
            ["make", "cases", prompt, "--with", "box", "-n", "2", "--max-cost-total", "1"], price: "", at: server)
        #expect(unknown.code != 0 && unknown.errors.contains("no price for box"), "\(unknown.errors)")
        #expect(try asked(server) == 0)
        let free = try run(
            ["make", "cases", prompt, "-n", "2", "--max-cost-total", "1"], price: "", at: server)
        #expect(free.code != 0 && free.errors.contains("has no meaning here"), "\(free.errors)")
    }

    @Test func `a search that may not cost more tells what it knows`() throws {
        let server = try TestServer("fleet.py", arguments: ["4"])
        let rows = (0..<40).map { "Review number \($0) of the place.,\($0 % 2 == 0 ? "good" : "bad")" }
        let data = try folder.file("reviews.csv", "review,expected\n" + rows.joined(separator: "\n") + "\n")
        // Thirty tokens for each output: about thirty outputs in all.
        let result = try run(
            [
                "improve", prompt, "--model", "box", "--data", data, "--tries", "4", "--technique", "few-shot",
                "--max-cost-total", "0.01", "--format", "json",
            ], price: ", price: { input: 10, output: 10 }", at: server)
        #expect(result.code == 0, "\(result.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(report["isFinished"] as? Bool == false)
        #expect((report["sentences"] as? [String])?.contains { $0.contains("may not cost more") } == true)
        let dollars = try #require((report["race"] as? [String: Any])?["dollars"] as? Double)
        // What was under way when it ended still costs.
        #expect(dollars > 0 && dollars < 0.02)
    }
}
