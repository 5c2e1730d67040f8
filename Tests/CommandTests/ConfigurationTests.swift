import Foundation
import Testing

/// The settings file, as the program reads it.
@Suite(.serialized)
struct ConfigurationTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path("lathe"), withIntermediateDirectories: true)
    }

    private func run(_ arguments: [String], settings: String? = nil) throws -> Program.Result {
        if let settings { _ = try folder.file("lathe/config.yaml", settings) }
        return try Program.run(arguments, environment: ["XDG_CONFIG_HOME": String(folder.path("").dropLast())])
    }

    private func report(_ arguments: [String], settings: String) throws -> [String: Any] {
        let result = try run(arguments + ["--max-tokens", "1", "--format", "json"], settings: settings)
        try #require(result.code == 0, "\(result.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    @Test func `a value comes from the command line, the lane, the prompt, the settings, then the defaults`() throws {
        let prompt = try folder.file(
            "x.prompt.yaml",
            "input: Hi\nmodelParameters: { topK: 5, topP: 0.5, seed: 5 }\nlanes: [{ name: a, modelParameters: { topP: 0.6, seed: 6 } }]"
        )
        let settings = "modelParameters: { temperature: 0.3, topK: 4, topP: 0.4, seed: 4 }"
        let lanes = try report(["run", prompt, "--seed", "7"], settings: settings)["lanes"] as? [[String: Any]]
        let values = try #require(lanes?.first?["modelParameters"] as? [String: Any])
        #expect(values["temperature"] as? Double == 0.3)
        #expect(values["topK"] as? Int == 5)
        #expect(values["topP"] as? Double == 0.6)
        #expect(values["seed"] as? Int == 7)
        #expect(values["minP"] as? Double == 0.05)
    }

    @Test func `what the settings keep out of the history isn't kept`() throws {
        let data = try DataFolder()
        let prompt = try folder.file("x.prompt.yaml", "input: Hi\nmodelParameters: { maxTokens: 1 }\n")
        _ = try folder.file("lathe/config.yaml", "history: false\n")
        let settings = ["XDG_CONFIG_HOME": String(folder.path("").dropLast())]
        let result = try Program.run(["run", prompt], data: data, environment: settings)
        #expect(result.code == 0, "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: data.history))
    }

    @Test func `a mistake ends every command before it does anything, and names the line`() throws {
        let settings = "theme: dark\nmodelParameters: { temperature: hot }\n"
        for arguments in [["run", "tour"], ["config", "check"], ["models", "list"], ["next", "--text", "x"]] {
            let result = try run(arguments, settings: settings)
            #expect(result.code == 1, "\(arguments)")
            #expect(result.output == "", "\(arguments)")
            #expect(result.errors.contains("line 2") && result.errors.contains("temperature"), "\(result.errors)")
        }
        #expect(try run(["config", "path"]).output == folder.path("lathe/config.yaml") + "\n")
        #expect(try run(["doctor"]).output.contains("WRONG settings"))
    }

    @Test func `init writes the file once, and check and show read it`() throws {
        let first = try run(["config", "init"])
        #expect(first.code == 0)
        #expect(first.output == folder.path("lathe/config.yaml") + "\n")
        #expect(try run(["config", "check"]).output.hasSuffix(": ok\n"))
        let second = try run(["config", "init"])
        #expect(second.code == 1)
        #expect(second.errors.contains("already"))
        #expect(try run(["config", "show"]).output.contains("(default)"))
    }

    @Test func `show says whether a key is there, and never which`() throws {
        let settings = "servers: { gpt: { url: http://127.0.0.1:9/v1, keyVariable: LATHE_TEST_KEY } }"
        _ = try folder.file("lathe/config.yaml", settings)
        let environment = ["XDG_CONFIG_HOME": String(folder.path("").dropLast()), "LATHE_TEST_KEY": "SECRET-7"]
        for format in ["table", "json"] {
            let shown = try Program.run(["config", "show", "--format", format], environment: environment)
            #expect(shown.code == 0)
            #expect(shown.output.contains("LATHE_TEST_KEY (set)"))
            #expect(!(shown.output + shown.errors).contains("SECRET"))
        }
        let unset = try run(["config", "check"])
        #expect(unset.errors.contains("set the variable LATHE_TEST_KEY"))
    }

    @Test func `the prompts folder is where names are looked for`() throws {
        try FileManager.default.createDirectory(atPath: folder.path("team"), withIntermediateDirectories: true)
        _ = try folder.file("team/ours.prompt.yaml", "input: Hello")
        let result = try run(
            ["compile", "ours", "--layout", "completion"], settings: "promptsFolder: \(folder.path("team"))")
        #expect(result.output == "Q: Hello\nA:", "\(result.errors)")
    }

    @Test func `model folders are searched, and the default model may lie in one`() throws {
        try FileManager.default.createDirectory(atPath: folder.path("models"), withIntermediateDirectories: true)
        let data = ProcessInfo.processInfo.environment["XDG_DATA_HOME"] ?? NSHomeDirectory() + "/.local/share"
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("models/zz-mine.gguf"),
            withDestinationPath: data + "/lathe/models/SmolLM2-135M-Instruct.Q4_1.gguf")
        let report = try report(
            ["run", try folder.file("y.prompt.yaml", "input: Hi")],
            settings: "model: zz-mine\nmodelFolders: [\(folder.path("models"))]")
        #expect((report["model"] as? [String: Any])?["name"] as? String == "zz-mine")
    }

    @Test func `strict holds unless the command line says otherwise`() throws {
        let prompt = try folder.file("y.prompt.yaml", "input: Hi")
        #expect(try report(["run", prompt], settings: "strict: true")["mode"] as? String == "strict")
        #expect(try report(["run", prompt, "--no-strict"], settings: "strict: true")["mode"] as? String == "fast")
    }

    @Test func `an unknown setting is told and the rest holds`() throws {
        let result = try run(["config", "show"], settings: "themes: dark\nstrict: true\n")
        #expect(result.code == 0)
        #expect(result.errors.contains("line 1: there is no setting `themes`; did you mean `theme`?"))
        #expect(result.output.contains("strict"))
        #expect(try run(["config", "check"]).code == 1)
    }
}
