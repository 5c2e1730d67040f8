import Foundation
import TestServers
import Testing

/// `lathe models` in a home of its own.
@Suite(.serialized)
struct ModelsTests {
    private let folder: TemporaryFolder
    private let starter: String

    init() throws {
        folder = try TemporaryFolder()
        let data = ProcessInfo.processInfo.environment["XDG_DATA_HOME"] ?? NSHomeDirectory() + "/.local/share"
        starter = data + "/lathe/models/SmolLM2-135M-Instruct.Q4_1.gguf"
        try FileManager.default.createDirectory(atPath: models, withIntermediateDirectories: true)
    }

    private var models: String { folder.path("data/lathe/models") }

    private var environment: [String: String] {
        [
            "XDG_DATA_HOME": folder.path("data"), "XDG_CONFIG_HOME": folder.path("config"), "HOME": folder.path("home"),
            "XDG_CACHE_HOME": folder.path("cache"), "OLLAMA_MODELS": folder.path("ollama"),
            "LLAMA_CACHE": folder.path("none"),
            "HF_HUB_CACHE": folder.path("none"),
        ]
    }

    private func run(_ arguments: [String], interruptAfter: Double? = nil, _ more: [String: String] = [:]) throws
        -> Program.Result
    {
        try Program.run(
            ["models"] + arguments, columns: 200, interruptAfter: interruptAfter,
            environment: environment.merging(more) { $1 })
    }

    @Test func `a model is added, listed, made the default, and removed`() throws {
        let added = try run(["add", starter, "--name", "mine"])
        #expect(added.output == models + "/mine.gguf\n", "\(added.errors)")
        let listed = try run(["list"]).output
        #expect(listed.contains("mine  llama · 135M · Q4_1 · 8192 ctx · chat · apache-2.0 · "))
        #expect(listed.contains("fits · default"))
        #expect(try run(["add", starter, "--name", "mine"]).code == 0)
        #expect(try run(["add", starter, "--name", "a", "--copy"]).code == 0)
        let changed = try run(["default", "mine"])
        #expect(changed.code == 0, "\(changed.errors)")
        #expect(try String(contentsOfFile: folder.path("config/lathe/config.yaml"), encoding: .utf8) == "model: mine\n")
        #expect(try run(["default"]).output == models + "/mine.gguf\n")
        let removed = try run(["remove", "mine"])
        #expect(removed.output.contains("a link; the file stays"))
        #expect(removed.errors.contains("settings still name it"))
        #expect(FileManager.default.fileExists(atPath: starter))
    }

    @Test func `what a template makes of a conversation is shown, also of another one and of a broken one`() throws {
        let own = try run(["show", starter])
        #expect(own.output.contains("  system role       yes\n"))
        #expect(own.output.contains("<|im_start|>user\nAnd of Korea?<|im_end|>\n<|im_start|>assistant\n\nIts text"))
        #expect(own.output.contains("You are a helpful AI assistant named SmolLM"))
        let mine = try folder.file("mine.jinja", "{{ messages[0].content }}{{ effort }}\u{1B}[31m")
        let shown = try run(["show", starter, "--template", mine, "--template-argument", "effort=high"])
        #expect(shown.output.contains("  reads             effort\n") && shown.output.contains("one word.high"))
        #expect(shown.code == 0 && !shown.output.contains("\u{1B}"))
        let broken = try folder.file("broken.jinja", "a\n{% whatever %}")
        let told = try run(["show", starter, "--template", broken])
        #expect(told.code == 0 && told.output.contains("has a mistake at line 2, column 4"))
        let sheet = try JSONSerialization.jsonObject(
            with: Data(try run(["show", starter, "--template", broken, "--format", "json"]).output.utf8))
        let template = (sheet as? [String: Any])?["template"] as? [String: Any]
        #expect((template?["problem"] as? String)?.contains("line 2") == true && template?["abilities"] == nil)
        #expect(try run(["show", starter, "--template", folder.path("none")]).code != 0)
    }

    /// The header of a projector's file, with no weights.
    private func projector() throws -> String {
        func number<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
            withUnsafeBytes(of: value.littleEndian) { Array($0) }
        }
        func text(_ text: String) -> [UInt8] { number(UInt64(text.utf8.count)) + Array(text.utf8) }
        let isText = number(UInt32(8))
        var bytes = Array("GGUF".utf8) + number(UInt32(3)) + number(UInt64(0)) + number(UInt64(2))
        for (key, value) in [("general.architecture", "clip"), ("clip.projector_type", "mlp")] {
            bytes += text(key) + isText + text(value)
        }
        // The weights begin at a multiple of 32 bytes, though there are none.
        while bytes.count % 32 != 0 { bytes.append(0) }
        let path = folder.path("mmproj.gguf")
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    @Test func `the settings name a model's projector, and one that can't be used is told in a sentence`() throws {
        try FileManager.default.createDirectory(atPath: folder.path("config/lathe"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: models + "/mine.gguf", withDestinationPath: starter)
        func name(_ path: String) throws {
            _ = try folder.file("config/lathe/config.yaml", "projector: { MINE: \(path) }")
        }
        let fitting = try projector()
        try name(fitting)
        #expect(
            try run(["show", "mine"]).output.contains(
                "images          by \(fitting) of your settings, a projector of the kind mlp\n"))
        let prompt = try folder.file("x.prompt.yaml", "input: Hi\nmodel: mine\nmodelParameters: { maxTokens: 1 }")
        let pipe = folder.path("pipe")
        try #require(mkfifo(pipe, 0o600) == 0)
        for (path, reason) in [
            (folder.path("none.gguf"), "there is no such file"), (folder.path("data"), "it is a folder"),
            (pipe, "it is not a regular file"), (prompt, "it is not a GGUF model"),
            (starter, "it is a model, not a projector"),
        ] {
            try name(path)
            let shown = try run(["show", "mine"])
            #expect(shown.code == 0)
            #expect(
                shown.output.contains("the projector \(path) of your settings can't be used: \(reason)"),
                "\(shown.output)")
            let ran = try Program.run(["run", prompt], environment: environment)
            #expect(ran.code == 1)
            #expect(
                ran.errors.contains("The projector \(path) can't be used with this model: \(reason)"), "\(ran.errors)")
            #expect(ran.errors.contains("so does `projector` in your settings"), "\(ran.errors)")
        }
    }

    @Test(arguments: ["show", "bench"])
    func `a server is no file, which is said with what to do instead`(command: String) throws {
        try FileManager.default.createDirectory(atPath: folder.path("config/lathe"), withIntermediateDirectories: true)
        _ = try folder.file("config/lathe/config.yaml", "servers: { box: { url: http://127.0.0.1:9/v1 } }")
        for word in ["box", "box/some-model"] {
            let result = try run([command, word])
            #expect(result.code == 1 && result.output.isEmpty)
            #expect(result.errors.contains("`\(word)` is on a server of your settings"), "\(result.errors)")
            #expect(result.errors.contains("--model \(word)") && result.errors.contains("config show"))
        }
        #expect(try !run([command, "nothing"]).errors.contains("server"))
    }

    @Test func `another program's model is found by its name, and isn't ours to delete`() throws {
        let digest = "sha256-00aa"
        try FileManager.default.createDirectory(atPath: folder.path("ollama/blobs"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("ollama/blobs/\(digest)"), withDestinationPath: starter)
        let manifests = folder.path("ollama/manifests/registry.ollama.ai/library/tiny")
        try FileManager.default.createDirectory(atPath: manifests, withIntermediateDirectories: true)
        try #"{"layers": [{"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:00aa"}]}"#.write(
            toFile: manifests + "/latest", atomically: true, encoding: .utf8)
        #expect(try run(["list"]).output.contains("tiny:latest  llama · 135M"))
        #expect(try run(["list"]).output.contains("· Ollama"))
        #expect(try run(["show", "tiny"]).code == 0)
        let refused = try run(["remove", "tiny"])
        #expect(refused.code == 1)
        #expect(refused.errors.contains("a folder of Ollama"))
        let prompt = try folder.file(
            "x.prompt.yaml", "input: Hi\nmodel: tiny:latest\nmodelParameters: { maxTokens: 1 }")
        let ran = try Program.run(["run", prompt, "--format", "json"], environment: environment)
        #expect(ran.output.contains("\"name\" : \"tiny:latest\""), "\(ran.errors)")
    }

    @Test func `only files of Lathe's own folder are deleted, those of a split model together`() throws {
        let outside = try folder.file("data/lathe/outside.gguf", "precious")
        let refused = try run(["remove", models + "/../outside.gguf"])
        #expect(refused.code == 1)
        #expect(refused.errors.contains("Lathe doesn't delete"), "\(refused.errors)")
        #expect(FileManager.default.fileExists(atPath: outside))
        try FileManager.default.createDirectory(atPath: models + "/inner", withIntermediateDirectories: true)
        #expect(try run(["remove", models + "/inner"]).errors.contains("It is not a file."))
        #expect(FileManager.default.fileExists(atPath: models + "/inner"))
        for name in ["big-00001-of-00002", "big-00002-of-00002", "bigger-00002-of-00002"] {
            _ = try folder.file("data/lathe/models/\(name).gguf", "x")
        }
        let removed = try run(["remove", "big-00001-of-00002"])
        #expect(removed.output.contains("and its other parts"), "\(removed.errors)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: models).sorted()
                == ["bigger-00002-of-00002.gguf", "inner"])
    }

    @Test func `JSON has all that the table has`() throws {
        let shown = try run(["show", starter, "--format", "json"])
        let sheet = try #require(try JSONSerialization.jsonObject(with: Data(shown.output.utf8)) as? [String: Any])
        #expect(sheet["sha256"] as? String == "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53")
        let memory = try #require(sheet["memory"] as? [String: Any])
        #expect((memory["bytes"] as? Int ?? 0) > 100_000_000 && memory["fit"] is String)
        #expect(sheet["usualContext"] as? Int == 8192)
        #expect(sheet["architecture"] as? String == "llama" && sheet["chatTemplate"] is String)
    }

    @Test func `what is no model isn't added, and no file is written over`() throws {
        let file = try folder.file("x.gguf", "no model")
        #expect(try run(["add", file]).errors.contains("not a GGUF model"))
        _ = try run(["add", starter, "--name", "mine"])
        try "other".write(toFile: models + "/other.gguf", atomically: true, encoding: .utf8)
        #expect(try run(["add", starter, "--name", "other"]).errors.contains("exists already"))
        #expect(try run(["default", "nosuch"]).code == 1)
    }

    @Test func `a model is fetched over HTTP, checked, and used`() throws {
        let server = try TestServer("files.py", arguments: [(starter as NSString).deletingLastPathComponent])
        let file = (starter as NSString).lastPathComponent
        let sum = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
        let wrong = try run(["fetch", "\(server.address)/plain/\(file)", "--sha256", String(sum.reversed())])
        #expect(wrong.code == 1)
        #expect(wrong.errors.contains("wrong checksum"))
        let fetched = try run(["fetch", "\(server.address)/drops/\(file)", "--sha256", sum, "--name", "got"])
        #expect(fetched.output == models + "/got.gguf\n", "\(fetched.errors)")
        let hub = try run(["fetch", "hf:owner/repo/\(file)"], ["HF_ENDPOINT": server.address + "/hub"])
        #expect(hub.output == "\(models)/\(file)\n", "\(hub.errors)")
        #expect(try run(["list"]).output.split(separator: "\n").count == 2)
    }

    @Test func `Ctrl-C keeps what came, and the next fetch goes on`() throws {
        let server = try TestServer("files.py", arguments: [(starter as NSString).deletingLastPathComponent])
        let url = "\(server.address)/slow/\((starter as NSString).lastPathComponent)"
        let stopped = try run(["fetch", url], interruptAfter: 1.5)
        #expect(stopped.code == 130)
        #expect(stopped.errors.contains("are kept, and the next fetch continues from there"), "\(stopped.errors)")
        let part = try #require(
            FileManager.default.contentsOfDirectory(atPath: models).first { $0.hasSuffix(".part") })
        #expect(part.hasPrefix(".fetch-"))
        #expect(try run(["list"]).output.contains("There are no models"))
    }

    @Test func `a model is measured`() throws {
        let result = try run(["bench", starter, "--format", "json"])
        let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        for key in ["loadSeconds", "prompt", "oneLane", "fourLanes", "memory"] {
            #expect((report[key] as? Double ?? 0) > 0, "\(key)")
        }
    }
}
