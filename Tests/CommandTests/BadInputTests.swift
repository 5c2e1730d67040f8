import Foundation
import Testing

@Suite(.serialized)
struct BadInputTests {
    @Test(arguments: [
        (["run", "no-such-prompt"], 1, "no-such-prompt"),
        (["rnu", "tour"], 64, "did you mean `run`"),
        (["run", "tour", "--lane", "temprature=1"], 64, "did you mean `temperature`"),
        (["run", "tour", "--technique", "chain"], 64, "chain"),
        (["run", "tour", "--max-tokens", "0"], 64, "1 to 1000000"),
        (["run", "tour", "--temperature", "-1"], 64, "0 to 100"),
        (["run", "tour", "--context", "1"], 64, "64...1048576"),
        (["run", "tour", "--model", "/tmp"], 1, "/tmp"),
        (["run", "tour", "--model", "/dev/null"], 1, "/dev/null"),
        (["run", "tour", "--model", "no-such-model"], 1, "no-such-model"),
        (["models", "fetch", "gpt"], 64, "smollm2"),
        (["models", "fetch", "gpt"], 64, "Usage: lathe models fetch <model>"),
        (["models", "fetch", "gpt"], 64, "See 'lathe models fetch --help'"),
        (["models", "fetch", "hf:foo"], 64, "hf:OWNER/REPO/FILE.gguf"),
        (["models", "fetch", "https://x/y.gguf", "--sha256", "zz"], 64, "64 hexadecimal digits"),
        (["run", "tour", "--set", "foo"], 64, "Usage: lathe run [<options>] <file>"),
        (["run", "tour", "--set", "beginning=@/nonexist"], 1, "/nonexist can't be read: there is no such file."),
        (["import", "/"], 1, "/ can't be read: it is a folder."),
        (["import", "nosuch.yaml"], 1, "nosuch.yaml can't be read: there is no such file."),
    ])
    func `wrong input is answered with what to do`(arguments: [String], code: Int32, says: String) throws {
        let result = try Program.run(arguments)
        #expect(result.code == code)
        #expect(result.errors.contains(says), "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    @Test func `a YAML mistake is named with its line`() throws {
        let folder = try TemporaryFolder()
        let result = try Program.run(["run", try folder.file("x.prompt.yaml", "input: a\ntechnique: [")])
        #expect(result.code == 1)
        #expect(result.errors.contains("line "))
    }

    @Test func `a missing variable is named`() throws {
        let folder = try TemporaryFolder()
        let result = try Program.run(["run", try folder.file("x.prompt.yaml", "input: \"{{who}}\"")])
        #expect(result.code == 1)
        #expect(result.errors.contains("who"))
    }

    @Test(arguments: ["", "this is no model"])
    func `a file that is no model is refused`(content: String) throws {
        let folder = try TemporaryFolder()
        let result = try Program.run(["run", "tour", "--model", try folder.file("x.gguf", content)])
        #expect(result.code == 1)
        #expect(result.errors.contains("x.gguf"))
    }

    @Test func `a prompt longer than the context fails with both numbers`() throws {
        let result = try Program.run(["run", "arithmetic", "--context", "256", "--lane", "name=a", "--format", "json"])
        #expect(result.code == 1)
        #expect(result.output.contains("the context holds 256"))
    }

    @Test func `a text that begins with a dash is a value`() throws {
        let result = try Program.run(["next", "--text", "- item", "--stop", "---", "--top", "3"])
        #expect(result.code == 0)
        #expect(result.output.contains("49152"))
    }

    @Test func `an empty stop text is a value too`() throws {
        #expect(try Program.run(["next", "--text", "x", "--stop", "", "--top", "3"]).code == 0)
    }

    @Test func `control sequences in a name are shown, not obeyed`() throws {
        let result = try Program.run(["run", "tour", "--lane", "name=\u{1B}[31mred", "--max-tokens", "4"])
        #expect(result.code == 0)
        #expect(!result.output.contains("\u{1B}"))
        #expect(result.output.contains("␛[31mred"))
    }

    @Test func `Ctrl-C prints what there is and says so`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file(
            "x.prompt.yaml",
            "input: Count from 1 to 1000.\nmodelParameters: { maxTokens: 5000, logitBias: { 2: -1000, 0: -1000, 4: -1000 } }"
        )
        let result = try Program.run(["run", file, "--format", "json"], interruptAfter: 4)
        #expect(result.code == 130)
        #expect(result.output.contains("\"cancelled\""))
    }

    @Test func `a pipe that is closed early ends the program quietly`() throws {
        let folder = try TemporaryFolder()
        let errors = folder.path("err")
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "'\(Program.path)' run tour --max-tokens 8 2> '\(errors)' | head -1"]
        let data = try DataFolder()
        process.environment = data.environment
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(!output.isEmpty)
        #expect(try String(contentsOfFile: errors, encoding: .utf8).isEmpty)
    }
}
