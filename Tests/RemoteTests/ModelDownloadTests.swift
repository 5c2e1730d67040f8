import Foundation
import Synchronization
import TestServers
import Testing

@testable import Models
@testable import Remote

/// From a real HTTP server on loopback, with files that look like models.
@Suite(.serialized)
final class ModelDownloadTests {
    private let folder: String
    private let server: TestServer
    private let data: Data
    private let checksum: String

    init() throws {
        folder = NSTemporaryDirectory() + "/lathe-download-\(UUID().uuidString)"
        let files = folder + "/files"
        try FileManager.default.createDirectory(atPath: files, withIntermediateDirectories: true)
        data = Self.model()
        for name in ["model.gguf", "twice.gguf"] { try data.write(to: URL(filePath: "\(files)/\(name)")) }
        try Data("not a model".utf8).write(to: URL(filePath: files + "/text.gguf"))
        server = try TestServer("files.py", arguments: [files])
        checksum = try Checksums(cacheFolder: folder + "/sums").sha256(of: files + "/model.gguf")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A small GGUF file that passes the checks of its header: llama's smallest header, and 300 kB of weights.
    private static func model() -> Data {
        var bytes = Array("GGUF".utf8)
        func number(_ value: UInt64, _ width: Int) {
            bytes += (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
        }
        func text(_ text: String) {
            number(UInt64(text.utf8.count), 8)
            bytes += Array(text.utf8)
        }
        let numbers: [(String, UInt64)] = [
            ("llama.block_count", 1), ("llama.context_length", 64), ("llama.embedding_length", 256),
            ("llama.feed_forward_length", 256), ("llama.attention.head_count", 4),
        ]
        number(3, 4)
        number(2, 8)
        number(UInt64(numbers.count + 3), 8)
        text("general.architecture")
        number(8, 4)
        text("llama")
        for (key, value) in numbers {
            text(key)
            number(4, 4)
            number(value, 4)
        }
        text("tokenizer.ggml.model")
        number(8, 4)
        text("llama")
        text("tokenizer.ggml.tokens")
        number(9, 4)
        number(8, 4)
        number(300, 8)
        for token in 0..<300 { text("t\(token)") }
        text("token_embd.weight")
        number(2, 4)
        number(256, 8)
        number(300, 8)
        number(0, 4)
        number(0, 8)
        text("blk.0.attn_norm.weight")
        number(1, 4)
        number(256, 8)
        number(0, 4)
        number(256 * 300 * 4, 8)
        while bytes.count % 32 != 0 { bytes.append(0) }
        var state: UInt64 = 1
        for _ in 0..<256 * 301 * 4 {
            state = state &* 6_364_136_223_846_793_005 &+ 1
            bytes.append(UInt8(truncatingIfNeeded: state >> 40))
        }
        return Data(bytes)
    }

    private func source(_ kind: String, _ file: String = "model.gguf", name: String? = nil) throws -> DownloadSource {
        try DownloadSource("\(server.address)/\(kind)/\(file)", name: name)
    }

    private func download(_ source: DownloadSource, checksum: String? = nil, token: String? = nil) -> ModelDownload {
        ModelDownload(
            source, checksum: checksum, folder: folder + "/models", cacheFolder: folder + "/cache", timeout: 5,
            retries: 3,
            token: { token })
    }

    private var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder + "/models")) ?? []).sorted()
    }

    private func requests(_ kind: String) throws -> [[String: String]] {
        let url = try #require(URL(string: server.address + "/log"))
        let entries = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [[String: Any]] ?? []
        return entries.filter { ($0["path"] as? String)?.hasPrefix("/\(kind)/") == true }.map {
            $0["headers"] as? [String: String] ?? [:]
        }
    }

    private func expectWhole(_ path: String) throws {
        #expect(path == folder + "/models/model.gguf")
        #expect(try Data(contentsOf: URL(filePath: path)) == data)
        #expect(names == ["model.gguf"])
    }

    /// The sentence of the error that a fetch ends with.
    private func sentence(_ download: ModelDownload) async -> String {
        do {
            _ = try await download.fetch()
            return "no error"
        } catch {
            return error.description
        }
    }

    @Test func `a file comes whole, and isn't fetched again`() async throws {
        let seen = Mutex<[DownloadProgress]>([])
        let path = try await download(source("plain"), checksum: checksum.uppercased()).fetch { progress in
            seen.withLock { $0.append(progress) }
        }
        try expectWhole(path)
        #expect(seen.withLock { $0.last?.isChecking } == true)
        #expect(seen.withLock { $0.allSatisfy { $0.total == UInt64(self.data.count) } })
        _ = try await download(source("plain")).fetch()
        #expect(try requests("plain").count == 1)
    }

    @Test(arguments: ["drops", "norange", "changes", "wrongpart", "busy", "unsized"])
    func `what goes wrong on the way mends itself`(kind: String) async throws {
        try expectWhole(try await download(source(kind), checksum: checksum).fetch())
    }

    @Test func `the rest of a file that has become another one isn't put to the beginning of the old one`() async throws
    {
        try expectWhole(try await download(source("careless")).fetch())
        #expect(try requests("careless").map { $0["range"] == nil } == [true, false, true])
    }

    @Test func `after a drop only the rest is asked for`() async throws {
        try expectWhole(try await download(source("dropsonce")).fetch())
        let requests = try requests("dropsonce")
        #expect(requests.count == 2)
        #expect(requests[0]["range"] == nil)
        #expect(requests[1]["range"] == "bytes=\(data.count / 2)-")
        #expect(requests[1]["if-range"] != nil)
    }

    @Test func `a cancelled fetch keeps its part, and the next goes on from there`() async throws {
        let slow = try download(source("slow"))
        let task = Task { () throws(ModelFileError) in try await slow.fetch() }
        let part = folder + "/models/.fetch-model.gguf.part"
        while (FileIdentity(path: part)?.size ?? 0) < 50_000 { try await Task.sleep(for: .milliseconds(10)) }
        let start = ContinuousClock.now
        task.cancel()
        let result = await task.result
        #expect(start.duration(to: .now) < .milliseconds(300))
        #expect(throws: ModelFileError.cancelled) { try result.get() }
        let kept = try #require(FileIdentity(path: part)?.size)
        #expect(kept >= 50_000 && kept < UInt64(data.count))
        try expectWhole(try await slow.fetch())
        #expect(try requests("slow").last?["range"] == "bytes=\(kept)-")
    }

    @Test func `another address of the same name begins anew`() async throws {
        let slow = try download(source("slow"))
        let task = Task { () throws(ModelFileError) in try await slow.fetch() }
        while (FileIdentity(path: folder + "/models/.fetch-model.gguf.part")?.size ?? 0) == 0 {
            try await Task.sleep(for: .milliseconds(10))
        }
        task.cancel()
        _ = await task.result
        try expectWhole(try await download(source("plain")).fetch())
        #expect(try requests("plain").first?["range"] == nil)
    }

    @Test func `what has the wrong checksum is thrown away`() async throws {
        let wrong = String(repeating: "0", count: 64)
        let said = await sentence(download(try source("plain"), checksum: wrong))
        #expect(said.contains("wrong checksum (\(checksum))"), "\(said)")
        #expect(names == [])
        #expect(await sentence(download(try source("plain"), checksum: "12")).contains("64 hexadecimal digits"))
    }

    @Test func `what is no model is thrown away, also without a checksum`() async throws {
        let said = await sentence(download(try source("plain", "text.gguf")))
        #expect(said.contains("text.gguf is not a GGUF model"), "\(said)")
        #expect(names == [])
    }

    @Test func `a file of the same name with another checksum is left alone`() async throws {
        let path = folder + "/models/model.gguf"
        try FileManager.default.createDirectory(atPath: folder + "/models", withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: URL(filePath: path))
        let said = await sentence(download(try source("plain"), checksum: checksum))
        #expect(said.contains("another file with that name"))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    }

    @Test(arguments: [
        ("gone", "has no such file (404)"), ("page", "sent a web page"), ("closed", "refuses to send this file (403)"),
        ("down", "answered 503"), ("loop", "too many HTTP redirects"),
    ])
    func `each refusal has a sentence of its own, and leaves nothing behind`(kind: String, says: String) async throws {
        let said = await sentence(download(try source(kind)))
        #expect(said.contains(says), "\(said)")
        #expect(said != "no error")
        #expect(!names.contains("model.gguf"))
    }

    @Test func `only one fetch of a file runs at a time`() async throws {
        let slow = try download(source("slow"))
        let first = Task { () throws(ModelFileError) in try await slow.fetch() }
        while (FileIdentity(path: folder + "/models/.fetch-model.gguf.part")?.size ?? 0) == 0 {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(await sentence(slow).contains("Another process"))
        first.cancel()
        _ = await first.result
    }

    // MARK: servers that mean harm

    @Test(arguments: [
        ("endless404", "has no such file (404)"), ("page", "sent a web page"), ("octets", "is not a GGUF model"),
        ("error", "answered 400: no no no"), ("circle", "too many HTTP redirects"), ("headers", "header lines"),
        ("informational", "header lines"), ("crumbs", "the connection was lost"), ("grown", "a different part"),
        ("lyingrange", "a different part"),
    ])
    func `a server that means harm gets no file accepted, and no disk filled`(harm: String, says: String) async throws {
        let hostile = try TestServer("hostile.py", arguments: [folder + "/files/model.gguf"])
        let source = try DownloadSource("\(hostile.address)/\(harm)/model.gguf")
        let said = await sentence(
            ModelDownload(
                source, folder: folder + "/models", cacheFolder: folder + "/cache", timeout: 2, retries: 1,
                token: { nil }))
        #expect(said.contains(says) && said.count < 500, "\(said)")
        #expect(!names.contains("model.gguf"))
    }

    @Test func `redirects that go round in a circle are followed once, however many tries there are`() async throws {
        let hostile = try TestServer("hostile.py", arguments: [folder + "/files/model.gguf"])
        let source = try DownloadSource("\(hostile.address)/circle/model.gguf")
        let start = ContinuousClock.now
        let said = await sentence(
            ModelDownload(
                source, folder: folder + "/models", cacheFolder: folder + "/cache", timeout: 2, retries: 6,
                token: { nil }))
        #expect(said.contains("too many HTTP redirects"), "\(said)")
        // Six tries would wait for half a minute.
        #expect(start.duration(to: .now) < .seconds(10))
    }

    @Test func `lines behind a file are bounded, and the file is whole`() async throws {
        let hostile = try TestServer("hostile.py", arguments: [folder + "/files/model.gguf"])
        let said = await sentence(download(try DownloadSource("\(hostile.address)/trailers/model.gguf")))
        #expect(said.contains("header lines"), "\(said)")
    }

    @Test func `a file goes on behind its model only so far`() async throws {
        let hostile = try TestServer("hostile.py", arguments: [folder + "/files/model.gguf"])
        let said = await sentence(download(try DownloadSource("\(hostile.address)/endlessfile/model.gguf")))
        #expect(said.contains("doesn't end the file where the model in it ends"), "\(said)")
    }

    @Test func `a long address is told in short`() async {
        let word = "https://x.example/" + String(repeating: "a", count: 70_000)
        let error = #expect(throws: ModelFileError.self) { try DownloadSource(word) }
        #expect((error?.description.count ?? 1000) < 400)
    }

    // MARK: Hugging Face

    @Test func `a file on Hugging Face is checked by what the hub says, and no token leaves it`() async throws {
        let source = try DownloadSource("hf:owner/repo/model.gguf", hub: server.address + "/hub")
        #expect(source.url.absoluteString == server.address + "/hub/owner/repo/resolve/main/model.gguf")
        let path = try await download(source, token: "SECRET-9").fetch()
        try expectWhole(path)
        #expect(try requests("hub").last?["authorization"] == "Bearer SECRET-9")
        #expect(try requests("cdn").last?["authorization"] == nil)
    }

    @Test func `what isn't the hub's file is thrown away`() async throws {
        let source = try DownloadSource("hf:owner/repo@wrong/model.gguf", hub: server.address + "/hub")
        #expect(await sentence(download(source)).contains("wrong checksum"))
        #expect(names == [])
    }

    @Test func `a download that the hub points elsewhere for goes on after a drop`() async throws {
        let source = try DownloadSource("hf:owner/repo/twice.gguf", hub: server.address + "/hub")
        let path = try await download(source).fetch()
        #expect(try Data(contentsOf: URL(filePath: path)) == data)
        #expect(try requests("cdn").last?["range"] == "bytes=\(data.count / 2)-")
    }

    @Test func `a token goes to the hub alone`() async throws {
        _ = try await download(source("plain"), token: "SECRET-9").fetch()
        #expect(try requests("plain").last?["authorization"] == nil)
    }
}

struct DownloadSourceTests {
    @Test(arguments: [
        ("hf:a/b/c.gguf", "https://huggingface.co/a/b/resolve/main/c.gguf", "c.gguf"),
        ("hf:a/b@v1/q/c d.gguf", "https://huggingface.co/a/b/resolve/v1/q/c%20d.gguf", "c d.gguf"),
        ("https://huggingface.co/a/b/blob/main/c.gguf#x", "https://huggingface.co/a/b/resolve/main/c.gguf", "c.gguf"),
        ("https://x.example/m.GGUF?download=1", "https://x.example/m.GGUF?download=1", "m.GGUF"),
    ])
    func `words become addresses and names`(word: String, url: String, name: String) throws {
        let source = try DownloadSource(word, hub: "https://huggingface.co")
        #expect(source.url.absoluteString == url)
        #expect(source.fileName == name)
    }

    @Test(arguments: ["hf:a/b", "hf:a//c.gguf", "hf:a/../c.gguf", "https://", "https://me:secret@x.example/m.gguf"])
    func `what can't be fetched is refused`(word: String) {
        let error = #expect(throws: ModelFileError.self) { try DownloadSource(word) }
        #expect(error?.description.contains("secret") == false)
    }

    @Test(arguments: ["../x", ".x", "a/b", "a\u{1B}b", ""]) func `no name leads out of the folder`(name: String) {
        #expect(throws: ModelFileError.self) { try DownloadSource("https://x.example/m.gguf", name: name) }
    }

    @Test func `speed is that of the last seconds`() {
        var meter = SpeedMeter()
        let start = ContinuousClock.now
        #expect(meter.take(0, at: start) == 0)
        #expect(meter.take(10_000, at: start + .seconds(1)) == 10_000)
        for second in 2...20 { _ = meter.take(UInt64(10_000 + second * 100), at: start + .seconds(second)) }
        #expect(meter.take(12_100, at: start + .seconds(21)) < 200)
        let progress = DownloadProgress(bytes: 50, total: 150, speed: 10, isChecking: false)
        #expect(progress.secondsLeft == 10)
    }

    @Test func `ranges are read, nonsense isn't`() {
        #expect(ContentRange("bytes 100-199/1000") == ContentRange("bytes 100-199/1000"))
        #expect(ContentRange("bytes 100-199/1000")?.start == 100)
        #expect(ContentRange("bytes 100-199/*")?.total == nil)
        for text in [
            "", "bytes", "bytes x-1/2", "items 0-1/2", "bytes */5", "bytes 3-2/9", "bytes 0-9/9",
            "bytes 0-18446744073709551615/*",
        ] {
            #expect(ContentRange(text) == nil, "\(text)")
        }
    }
}
