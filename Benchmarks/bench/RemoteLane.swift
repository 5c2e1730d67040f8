import Foundation
import Lanes
import Prompting
import Remote
import Runtime
import Sampling

/// A lane on a server against `curl` on the same stream, on loopback.
func remoteLane() async throws -> [Measurement] {
    let paced = try ScriptedServer("paced.py")
    defer { paced.stop() }
    var rows = [
        try await overhead("a stream of 500 pieces a second", url: paced.address + "/v1", tokens: 512, rounds: 6)
    ]
    rows.append(try await pieces(url: paced.address + "/fast/v1"))
    guard let packages = ScriptedServer.packages else { return rows }
    let llama = try ScriptedServer(
        "llama.py", arguments: [try BenchModel.smolLM2.path],
        environment: [
            "PYTHONPATH": packages, "LLAMA_CPP_LIB_PATH": FileManager.default.currentDirectoryPath + "/.runtime/lib",
        ]
    )
    defer { llama.stop() }
    rows.append(
        try await overhead("SmolLM2 on llama-cpp-python's server", url: llama.address + "/v1", tokens: 96, rounds: 16))
    return rows
}

/// Whole time of a lane over that of `curl`, in turns.
private func overhead(_ what: String, url: String, tokens: Int, rounds: Int) async throws -> Measurement {
    let engine = RemoteEngine(RemoteConnection(server(url)), model: "smollm2")
    let lane = request(tokens: tokens)
    var ratios: [Double] = []
    // The first round warms both up; then each goes first in turn.
    for round in 0...rounds {
        let first = round % 2 == 0 ? try curl(url: url, tokens: tokens) : try await time(engine, lane)
        let second = round % 2 == 0 ? try await time(engine, lane) : try curl(url: url, tokens: tokens)
        if round > 0 { ratios.append(round % 2 == 0 ? second / first : first / second) }
    }
    let ratio = median(ratios)
    return Measurement(
        what: "remote lane against curl, \(what)", model: "loopback", mustBe: "≤ 1.05", value: text(ratio, 3),
        isReached: ratio <= 1.05)
}

/// How many pieces a second a lane takes from a server that sends them as fast as it can.
private func pieces(url: String) async throws -> Measurement {
    let engine = RemoteEngine(RemoteConnection(server(url)), model: nil)
    var rates: [Double] = []
    for _ in 0..<5 { rates.append(512 / (try await time(engine, request(tokens: 512)))) }
    return Measurement(
        what: "pieces a second, unpaced", model: "loopback", mustBe: "-", value: text(median(rates), 0), isReached: true
    )
}

private func server(_ url: String) -> Server {
    var server = Server(name: "bench", url: url)
    server.kind = .llamaCppPython
    return server
}

private func request(tokens: Int) -> LaneRequest {
    var settings = Settings()
    (settings.temperature, settings.maxTokens) = (0, tokens)
    let prompt = CompiledPrompt(
        technique: .zeroShot, body: .chat(messages: [Message(role: .user, content: story)], opening: ""))
    return LaneRequest(name: "a", prompt: prompt, settings: settings)
}

private func time(_ engine: RemoteEngine, _ lane: LaneRequest) async throws -> Double {
    let start = ContinuousClock.now
    let summary = await engine.start(RunRequest(lanes: [lane])).summary()
    if let error = summary.lanes.first?.error { throw error }
    return seconds(start.duration(to: .now))
}

private func curl(url: String, tokens: Int) throws -> Double {
    let content = String(decoding: try JSONEncoder().encode(story), as: UTF8.self)
    let body =
        #"{"model": "smollm2", "stream": true, "stream_options": {"include_usage": true}, "temperature": 0, "max_tokens": \#(tokens), "top_k": 40, "top_p": 0.95, "min_p": 0.05, "repeat_penalty": 1, "presence_penalty": 0, "frequency_penalty": 0, "seed": 0, "messages": [{"role": "user", "content": \#(content)}]}"#
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
        "curl", "-sSN", "-o", "/dev/null", "-H", "Content-Type: application/json", "-d", body,
        url + "/chat/completions",
    ]
    let start = ContinuousClock.now
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw EngineError.serverFailed(server: "curl", reason: "failed") }
    return seconds(start.duration(to: .now))
}

/// A server of the tests, in a process that ends with this one.
final class ScriptedServer {
    let address: String
    private let process = Process()
    private let input = Pipe()

    /// Where `Scripts/test-server` puts llama-cpp-python's server; nil where it isn't.
    static var packages: String? {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["XDG_CACHE_HOME"] ?? NSHomeDirectory() + "/.cache"
        let folder = cache + "/lathe/test-server-0.3.36"
        return FileManager.default.fileExists(atPath: folder) ? folder : nil
    }

    init(_ script: String, arguments: [String] = [], environment: [String: String] = [:]) throws {
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-u", "Tests/TestServers/Servers/" + script] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        address = "http://127.0.0.1:" + line.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func stop() {
        // A server that is asked to end waits for connections that are kept open.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
