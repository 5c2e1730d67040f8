import Foundation
import Lanes
import Models
import Prompting
import Sampling
import TestRandom
import TestServers
import Testing

@testable import Remote

/// Bytes of an event stream, and the answer that they make.
struct StreamKind: FuzzKind {
    let name = "streams"
    let count = 1000

    private static let samples = [
        "data: {\"choices\": [{\"delta\": {\"content\": \"Hel\"}, \"finish_reason\": null}]}\n\n: c\n\ndata: {\"choices\": [], \"usage\": {\"prompt_tokens\": 3, \"completion_tokens\": 4}}\n\ndata: [DONE]\n\n",
        "data: {\"choices\": [{\"delta\": {\"tool_calls\": [{\"index\": 0, \"id\": \"a\", \"function\": {\"name\": \"f\", \"arguments\": \"{\"}}]}}]}\r\n\r\n",
        "{\"error\": {\"message\": \"no\", \"code\": 3}}", "event: x\rid: 1\rdata: <think>\rdata: b\r\r",
    ]

    func input(_ seed: Int) -> [UInt8] {
        var random = SplitMix(input: seed)
        return Mutation.bytes(from: Self.samples, &random)
    }

    func take(_ input: [UInt8], seed: Int, in folder: String) async throws {
        var answer = RemoteAnswer(stops: ["END"], tags: .usual, tokens: 16, secret: "sk-12345678")
        var parser = EventStreamParser()
        var rest = input[...]
        while !rest.isEmpty {
            let piece = rest.prefix(1 + seed % 5000)
            rest = rest.dropFirst(piece.count)
            for event in try parser.append(Data(piece)) { _ = try answer.take(event) }
        }
        if let event = try parser.flush() { _ = try answer.take(event) }
        _ = (answer.flush(), answer.text, answer.toolUse)
    }
}

extension RemoteFailure: CustomStringConvertible {
    /// The sentence that a lane ends with.
    public var description: String { "\(EngineError.serverFailed(server: "box", reason: reason))" }
}

extension EventStreamParser.Excess: CustomStringConvertible {
    /// The sentence that a lane ends with.
    public var description: String { "box was cut off: \(text)." }
}

/// Lines of heads, waits and ranges.
struct HeadKind: FuzzKind {
    let name = "heads"
    let count = 500

    private static let samples = [
        "HTTP/1.1 429 Too many\nRetry-After: 12\nretry-after-ms: 250\nContent-Range: bytes 1-2/3\nLocation: /x\nETag: \"a\"",
        "HTTP/2 206\nRetry-After: Wed, 21 Oct 2015 07:28:30 GMT\nContent-Range: bytes 0-18446744073709551615/*",
    ]

    func input(_ seed: Int) -> [UInt8] {
        var random = SplitMix(input: seed)
        return Array(Mutation.bytes(from: Self.samples, &random).prefix(1 << 18))
    }

    func take(_ input: [UInt8], seed: Int, in folder: String) async throws {
        let lines = String(decoding: input, as: UTF8.self).split(separator: "\n").map(String.init)
        guard var head = HTTPHead(statusLine: lines.first ?? "") else { return }
        for line in lines.dropFirst().prefix(2000) { head.take(line) }
        let wait = RemoteFailure.wait(head, now: Date()) ?? 0
        if !(0...RemoteFailure.mostWait).contains(wait) { throw RemoteFailure(reason: "") }
        _ = (ContentRange(head["content-range"] ?? ""), ModelDownload.length(head), ModelDownload.checksum(head))
        throw RemoteFailure(
            head, body: Data(input), url: "http://box/v1", model: "m", keyVariable: "K", secret: "sk-12345678")
    }
}

/// Answers of a server that means harm.
struct ServerKind: FuzzKind {
    let name = "servers"
    let count = 1000

    static let key = "sk-4f9c2e7a1b8d"
    private static let server = Result { try TestServer("hostile.py") }

    func input(_ seed: Int) -> [UInt8] { Array("seed-\(seed)".utf8) }

    func take(_ input: [UInt8], seed: Int, in folder: String) async throws {
        var server = Server(name: "box", url: "\(try Self.server.get().address)/seed-\(seed)/v1")
        server.timeout = 2
        server.longest = 6
        server.retries = seed % 2
        server.keyVariable = "K"
        server.price = .init(input: 1, output: 2)
        let engine = RemoteEngine(RemoteConnection(server) { _ in Self.key }, model: "m")
        let prompt = CompiledPrompt(
            technique: .zeroShot, body: .chat(messages: [Message(role: .user, content: "Hi")], opening: ""),
            steps: [.first])
        let lane = LaneRequest(name: "a", prompt: prompt, settings: Settings(), samples: 1)
        let result = await engine.start(RunRequest(lanes: [lane])).summary().lanes.first
        if String(describing: result).contains(Self.key) {
            throw RemoteFailure(reason: String(repeating: "the key is shown ", count: 40))
        }
        if let error = result?.error { throw error }
    }
}

/// Files of a server that means harm.
struct DownloadKind: FuzzKind {
    let name = "downloads"
    let count = 300

    private static let server = Result { try TestServer("hostile.py") }

    func input(_ seed: Int) -> [UInt8] { Array("seed-\(seed)".utf8) }

    func take(_ input: [UInt8], seed: Int, in folder: String) async throws {
        let source = try DownloadSource("\(try Self.server.get().address)/seed-\(seed)/m.gguf")
        let download = ModelDownload(
            source, folder: folder + "/models", cacheFolder: folder + "/cache", timeout: 2, retries: 1,
            token: { ServerKind.key })
        _ = try await download.fetch()
    }
}
