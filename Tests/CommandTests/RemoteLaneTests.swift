import Foundation
import TestServers
import Testing

/// `lathe` with lanes on a real server, llama-cpp-python's with SmolLM2, on loopback.
@Suite(.serialized, .enabled(if: TestServer.isLlamaFitting))
struct RemoteLaneTests {
    private static let server = Result {
        let data = ProcessInfo.processInfo.environment["XDG_DATA_HOME"] ?? NSHomeDirectory() + "/.local/share"
        return try TestServer.llama(model: data + "/lathe/models/SmolLM2-135M-Instruct.Q4_1.gguf")
    }

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path("lathe"), withIntermediateDirectories: true)
        _ = try folder.file(
            "lathe/config.yaml",
            """
            servers:
              box: { url: "\(try Self.server.get().address)/v1", kind: llama-cpp-python, model: smollm2, parallel: 1, price: { input: 1, output: 2 } }
              locked: { url: "\(try Self.server.get().address)/v1", keyVariable: LATHE_NO_SUCH_KEY }
              gone: { url: "http://127.0.0.1:9/v1" }
            """)
    }

    private func run(_ arguments: [String], input: String = "", interruptAfter: Double? = nil) throws -> Program.Result
    {
        try Program.run(
            arguments, input: input, interruptAfter: interruptAfter,
            environment: ["XDG_CONFIG_HOME": String(folder.path("").dropLast())])
    }

    private func report(_ text: String) throws -> (report: [String: Any], lanes: [[String: Any]]) {
        let report = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        return (report, try #require(report["lanes"] as? [[String: Any]]))
    }

    @Test func `a local lane and a remote one stand side by side and greedily say the same`() throws {
        let prompt = try folder.file(
            "x.prompt.yaml",
            """
            instruction: Answer in one word.
            input: What is the capital of France?
            modelParameters: { temperature: 0, maxTokens: 8 }
            lanes: [{ name: here }, { name: there, model: box }]
            """)
        let result = try run(["run", prompt, "--format", "json"])
        try #require(result.code == 0, "\(result.errors)\(result.output)")
        let (report, lanes) = try report(result.output)
        let texts = lanes.compactMap { $0["text"] as? String }
        #expect(texts[0].contains("Paris"))
        #expect(texts[0] == texts[1])
        #expect(lanes[0]["server"] == nil)
        #expect(lanes[1]["server"] as? String == "box/smollm2")
        #expect((report["model"] as? [String: Any])?["name"] as? String == "SmolLM2-135M-Instruct.Q4_1")
        let usage = try #require(lanes[1]["usage"] as? [String: Any])
        #expect((usage["generatedTokens"] as? Int ?? 0) > 0)
        let shown = try run(["run", prompt])
        #expect(shown.output.contains("zero-shot · box/smollm2"))
    }

    @Test func `a run on a server alone loads no model, in chat, as plain text and in two stages`() throws {
        let prompt = try folder.file(
            "y.prompt.yaml", "input: 'What is 2 + 3?'\nmodel: box\nmodelParameters: { maxTokens: 12 }")
        let result = try run([
            "run", prompt, "--format", "json", "--lane", "name=chat", "--lane", "name=plain,layout=completion",
            "--lane",
            "name=two,technique=zero-shot-cot",
        ])
        try #require(result.code == 0, "\(result.errors)\(result.output)")
        let (report, lanes) = try report(result.output)
        #expect(report["model"] == nil)
        #expect(lanes.count == 3)
        #expect(lanes.allSatisfy { ($0["text"] as? String)?.isEmpty == false })
        #expect((lanes[2]["stages"] as? [Any])?.count == 2)
        let notices = try #require(report["notices"] as? [String])
        #expect(notices.contains { $0.contains("the second stage asks") })
    }

    @Test func `sampling settings reach the server`() throws {
        let prompt = try folder.file(
            "y.prompt.yaml", "input: Tell a story.\nmodel: box\nmodelParameters: { maxTokens: 12, topP: 1, minP: 0 }")
        func texts(_ seed: Int) throws -> [String] {
            let output = try run(["run", prompt, "--format", "json", "--temperature", "1.5", "--seed", "\(seed)"])
                .output
            return try report(output).lanes.compactMap { $0["text"] as? String }
        }
        // The server's first answer comes of another batch than those that find the prompt in its cache.
        _ = try texts(1)
        let first = try texts(1)
        #expect(first.first?.isEmpty == false)
        #expect(try texts(1) == first)
        #expect(try texts(2) != first)
    }

    @Test func `one lane's failure leaves the others whole`() throws {
        let prompt = try folder.file("y.prompt.yaml", "input: Say yes.\nmodelParameters: { maxTokens: 4 }")
        let result = try run([
            "run", prompt, "--format", "json", "--lane", "name=a", "--lane", "name=b,model=gone", "--lane",
            "name=c,model=locked", "--lane", "name=d,model=box/smollm2",
        ])
        #expect(result.code == 1)
        let lanes = try report(result.output).lanes
        #expect((lanes[0]["text"] as? String)?.isEmpty == false)
        #expect((lanes[1]["error"] as? String)?.hasSuffix("(is the server running?).") == true)
        #expect((lanes[2]["error"] as? String)?.contains("LATHE_NO_SUCH_KEY is not set") == true)
        #expect((lanes[3]["text"] as? String)?.isEmpty == false)
    }

    @Test func `the command line's model may be a server, and Ctrl-C keeps what came`() throws {
        let prompt = try folder.file(
            "y.prompt.yaml", "input: Write a very long story.\nmodelParameters: { maxTokens: 1000, temperature: 0 }")
        let result = try run(["run", prompt, "--model", "box", "--format", "json"], interruptAfter: 2)
        #expect(result.code == 130)
        let lane = try #require(try report(result.output).lanes.first)
        #expect((lane["text"] as? String)?.isEmpty == false)
        #expect(((lane["stages"] as? [[String: Any]])?.first)?["finish"] as? String == "cancelled")
    }

    @Test func `a batch runs requests on servers without a model here`() throws {
        let request =
            #"{"id": 1, "prompt": {"input": "Say yes.", "model": "box", "modelParameters": {"maxTokens": 4}}}"#
        let result = try run(["batch", "--model", "box"], input: request + "\n")
        #expect(result.code == 0, "\(result.errors)")
        let (report, lanes) = try report(result.output)
        #expect(report["model"] == nil)
        #expect(lanes.first?["server"] as? String == "box/smollm2")
    }

    @Test func `compile shows the turns, and next says that a server has no distribution`() throws {
        let prompt = try folder.file("y.prompt.yaml", "instruction: Be brief.\ninput: Say yes.\nmodel: box")
        #expect(try run(["compile", prompt]).output == "[system]\nBe brief.\n\n[user]\nSay yes.\n\n[assistant]\n")
        let next = try run(["next", prompt])
        #expect(next.code == 1)
        #expect(next.errors.contains("Choose a model here with --model."))
    }
}
