import Foundation
import TestServers
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// `lathe eval` on two servers under one name, on loopback.
@Suite(.serialized)
struct ServerEvaluationTests {
    private let folder: TemporaryFolder
    private let prompt: String
    private let data: String

    init() throws {
        folder = try TemporaryFolder()
        prompt = try folder.file(
            "x.prompt.yaml",
            """
            input: "{{question}}"
            answer: { type: text }
            modelParameters: { temperature: 0, maxTokens: 40 }
            """)
        let rows = (0..<30).map { "\(String(repeating: "a", count: $0 + 1)),x" }
        data = try folder.file("data.csv", "question,expected\n" + rows.joined(separator: "\n") + "\n")
    }

    private func eval(_ servers: [TestServer], _ way: String, _ more: [String]) throws -> (
        Program.Result, [String: Any]
    ) {
        let urls = servers.map { "\"\($0.address)/\(way)/v1\"" }.joined(separator: ", ")
        try FileManager.default.createDirectory(atPath: folder.path("lathe"), withIntermediateDirectories: true)
        try "servers: { box: { urls: [\(urls)], retries: 1 } }\n".write(
            toFile: folder.path("lathe/config.yaml"), atomically: true, encoding: .utf8)
        let result = try Program.run(
            ["eval", prompt, "--model", "box", "--data", data, "--format", "json"] + more,
            environment: ["XDG_CONFIG_HOME": String(folder.path("").dropLast())])
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        return (result, try #require(object, "\(result.errors)"))
    }

    @Test func `how often a server gives another text for the same request is told`() throws {
        let servers = try (0..<2).map { _ in try TestServer("fleet.py", arguments: ["4"]) }
        let (result, steady) = try eval(servers, "ok", ["--repeat-noise", "12"])
        #expect(result.code == 0, "\(result.errors)")
        let none = try #require(steady["repeatNoise"] as? [String: Int])
        #expect(none == ["outputs": 12, "different": 0, "failed": 0])
        // One server, so that it is the same one that is asked again: it drifts for each third length.
        let (_, drifting) = try eval([servers[0]], "drifts", ["--repeat-noise", "30"])
        let noise = try #require(drifting["repeatNoise"] as? [String: Int])
        #expect(noise == ["outputs": 30, "different": 10, "failed": 0])
    }

    @Test func `an answer that is cut is a failure that counts nowhere and is asked for again`() throws {
        let server = try TestServer("fleet.py", arguments: ["4"])
        let out = folder.path("out.jsonl")
        let (result, cut) = try eval([server], "cuts", ["--out", out])
        #expect(result.code != 0)
        let failures = try #require(cut["failures"] as? [[String: Any]])
        #expect(failures.count == 7, "\(failures.count)")
        let lane = try #require((cut["lanes"] as? [[String: Any]])?.first)
        #expect(lane["n"] as? Int == 23 && lane["failed"] as? Int == 7)
        let (_, again) = try eval([server], "ok", ["--out", out, "--resume"])
        #expect((again["failures"] as? [Any])?.isEmpty == true)
        #expect(((again["lanes"] as? [[String: Any]])?.first)?["n"] as? Int == 30)
        // Only what failed was asked for again.
        let url = try #require(URL(string: "\(server.address)/log"))
        let log = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [[String: Any]] ?? []
        #expect(log.count { ($0["path"] as? String)?.hasPrefix("/ok/") == true } == 7)
    }

    @Test func `outputs of another build of the server are made again, and said to be`() throws {
        let server = try TestServer("fleet.py", arguments: ["4"])
        let out = folder.path("out.jsonl")
        func asked(_ way: String) throws -> Int {
            let url = try #require(URL(string: "\(server.address)/log"))
            let log = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [[String: Any]] ?? []
            return log.count { ($0["path"] as? String)?.hasPrefix("/\(way)/") == true }
        }
        let (first, _) = try eval([server], "build-b6000", ["--out", out])
        #expect(first.code == 0, "\(first.errors)")
        let lines = try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 30 && lines.allSatisfy { $0.contains(#""serverBuild":"b6000""#) })
        let (same, _) = try eval([server], "build-b6000", ["--out", out, "--resume"])
        #expect(!same.errors.contains("made again"), "\(same.errors)")
        #expect(try asked("build-b6000") == 30)
        // A server that doesn't tell its build may be the same.
        _ = try eval([server], "ok", ["--out", out, "--resume"])
        #expect(try asked("ok") == 0)
        let (other, _) = try eval([server], "build-b6001", ["--out", out, "--resume"])
        #expect(
            other.errors.contains(
                "30 outputs in \(out) are made again, because another build of the server made them."),
            "\(other.errors)")
        #expect(try asked("build-b6001") == 30)
        #expect(try !String(contentsOfFile: out, encoding: .utf8).contains("b6000"))
    }
}
