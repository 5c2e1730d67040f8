import Foundation
import Testing

/// `import` and `export`, on a library of the test's own.
@Suite(.serialized)
struct InterchangeTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func lathe(_ arguments: String..., input: String = "") throws -> Program.Result {
        try Program.run(arguments, input: input, environment: ["XDG_DATA_HOME": folder.path("data")])
    }

    private func saved(_ name: String) throws -> String {
        try String(contentsOfFile: folder.path("data/lathe/prompts/\(name).prompt.yaml"), encoding: .utf8)
    }

    private static let prompty = """
        ---
        name: Desk
        model: { id: gpt-4o, options: { temperature: 0.3 } }
        authors: [someone]
        ---
        system:
        Be kind.

        user:
        {{question}}
        """

    @Test func `a prompt is saved in the library, its path printed, and what was lost listed`() throws {
        let result = try lathe("import", try folder.file("x.prompty", Self.prompty))
        #expect(result.code == 0)
        #expect(result.output == folder.path("data/lathe/prompts/Desk.prompt.yaml") + "\n")
        #expect(result.errors.contains("x.prompty, line 3: `model.id` is `gpt-4o`"))
        #expect(result.errors.contains("x.prompty, line 4: `authors`"))
        #expect(try saved("Desk").contains("instruction: Be kind."))
        let compiled = try Program.run(
            [
                "compile", folder.path("data/lathe/prompts/Desk.prompt.yaml"), "--set", "question=Why?", "--layout",
                "completion",
            ])
        #expect(compiled.output == "Be kind.\n\nQ: Why?\nA:")
    }

    @Test func `a prompt that is there is never replaced`() throws {
        let file = try folder.file("x.prompty", Self.prompty)
        _ = try lathe("import", file)
        let again = try lathe("import", file)
        #expect(again.code == 1 && again.output.isEmpty)
        #expect(again.errors.contains("exists already") && again.errors.contains("--as"))
        #expect(try lathe("import", file, "--as", "other").code == 0)
        #expect(try saved("other").contains("name: Desk"))
    }

    @Test func `of several prompts none is saved where one can't be`() throws {
        let config = "description: Two\nprompts: ['a {{x}}', 'b {{x}}']\nproviders: [p, q]"
        let file = try folder.file("promptfooconfig.yaml", config)
        _ = try lathe("import", try folder.file("one.yaml", "prompt: hello"), "--from", "llm", "--as", "Two 2")
        #expect(try lathe("import", file).code == 1)
        #expect(throws: (any Error).self) { try saved("Two 1") }
        let named = try lathe("import", file, "--as", "mine")
        #expect(named.output.split(separator: "\n").count == 2)
        #expect(try saved("mine 2").contains("b {{x}}"))
    }

    @Test func `a config's files are read beside it, but none from elsewhere`() throws {
        _ = try folder.file("p.txt", "Hello {{x}}")
        let elsewhere = try TemporaryFolder()
        let secret = try elsewhere.file("s.txt", "secret")
        let link = folder.path("link.txt")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: secret)
        let config =
            "prompts: ['file://p.txt', 'file://\(secret)', 'file://link.txt', 'file://../x.txt']\nproviders: [a]"
        let result = try lathe("import", try folder.file("promptfooconfig.yaml", config))
        #expect(result.output.split(separator: "\n").count == 1)
        #expect(
            result.errors.contains("prompts[1]") && result.errors.contains("prompts[2]")
                && result.errors.contains("prompts[3]"))
        #expect(try saved("p").contains("Hello {{x}}"))
    }

    @Test func `a preset goes into a lane of a prompt of the user's, comments kept`() throws {
        let prompt = try folder.file("x.prompt.yaml", "# mine\ninput: Hello\nlanes:\n  - name: a # first\n")
        let preset = try folder.file("Calm.yaml", "top_p: 0.5\ntop_a: 0.2\n")
        let result = try lathe("import", preset, "--into", prompt, "--lane", "a")
        #expect(result.output == prompt + "\n" && result.errors.contains("top_a"))
        let text = try String(contentsOfFile: prompt, encoding: .utf8)
        #expect(text.hasPrefix("# mine\n") && text.contains("# first") && text.contains("topP: 0.5"))
    }

    @Test func `a preset into a shipped prompt makes a copy of the user's`() throws {
        let preset = try folder.file("Calm.yaml", "top_p: 0.5\n")
        let result = try lathe("import", preset, "--into", "tour", "--lane", "calm")
        #expect(result.output == folder.path("data/lathe/prompts/tour.prompt.yaml") + "\n")
        #expect(try saved("tour").contains("name: calm"))
        #expect(try saved("tour").contains("name: greedy"))
    }

    @Test func `another program's file that is opened is answered with how to import it`() throws {
        let files = [
            ("x.prompty", "---\nname: a\n---\nuser:\nhi\n"), ("x.prompt", "---\nmodel: a\n---\nhi\n"),
            ("promptfooconfig.yaml", "description: a\nprompts: [hi]\nproviders: [b]\n"),
            ("c.yaml", "description: a\ntags: { a: b }\nprompts: [hi]\nproviders: [b]\n"),
        ]
        for (name, text) in files {
            let path = try folder.file(name, text)
            for command in [[], ["run"], ["export", "--to", "llm"]] {
                let result = try Program.run(
                    command + [path], environment: ["XDG_DATA_HOME": folder.path("data")])
                #expect(result.code == 1 && result.errors.contains("`lathe import \(path)`"), "\(result.errors)")
                #expect(!result.errors.contains("---"))
            }
        }
        let preset = try folder.file("x.preset.json", #"{"operation": {"fields": []}}"#)
        #expect(try lathe("run", preset).errors.contains("--into"))
    }

    @Test func `an export is refused in the words of compile`() throws {
        let file = try folder.file(
            "x.prompt.yaml", "technique: cot\ninput: a\nexamples: [{ input: a, output: b }]\n")
        let compiled = try Program.run(["compile", file])
        let result = try lathe("export", file, "--to", "llm")
        #expect(result.code == 1 && result.output.isEmpty && result.errors == compiled.errors, "\(result.errors)")
    }

    @Test func `a preset that is exported has the settings that run`() throws {
        try FileManager.default.createDirectory(
            atPath: folder.path("config/lathe"), withIntermediateDirectories: true)
        let configuration = try folder.file(
            "config/lathe/config.yaml", "modelParameters: { topK: 20, temperature: 0.33 }\n")
        #expect(!configuration.isEmpty)
        let prompt = try folder.file("hi.prompt.yaml", "input: hi\n")
        let result = try Program.run(
            ["export", prompt, "--to", "text-generation-webui"],
            environment: ["XDG_DATA_HOME": folder.path("data"), "XDG_CONFIG_HOME": folder.path("config")])
        #expect(result.output.contains("temperature: 0.33") && result.output.contains("top_k: 20"))
    }

    @Test func `a name that no file can have is answered with --as`() throws {
        let file = try folder.file("promptfooconfig.yaml", "prompts: [{ label: '...', raw: hi }]\nproviders: [b]\n")
        let result = try lathe("import", file)
        #expect(result.code == 1 && result.errors.contains("--as"), "\(result.errors)")
    }

    @Test func `standard input is read with a format`() throws {
        let result = try lathe("import", "-", "--as", "hi", input: #"[{"role": "user", "content": "Hi"}]"#)
        #expect(result.code == 0)
        #expect(try saved("hi") == "input: Hi\n")
    }

    @Test(arguments: [
        (["import", "a.yaml", "--lane", "b"], 64, "--lane needs --into"),
        (["import", "/no/such/file"], 1, "can't be read"),
        (["import", "-"], 1, "is empty"),
        (["import", "-", "--from", "prompt-foo"], 64, "promptfoo"),
        (["import", "-", "--from", "promptfoo"], 1, "is empty"),
        (["export", "tour"], 64, "either --to"),
        (["export", "tour", "--to", "llm", "--format", "html"], 64, "either --to"),
        (["export", "tour", "--to", "llm", "--lane", "wram"], 1, "did you mean `warm`"),
        (["export", "tour", "--to", "llm", "--set", "nothing=1"], 1, "no variable `nothing`"),
        (["export", "-", "--format", "html"], 1, "not a result"),
        (["export", "-", "--format", "html", "--lane", "a"], 64, "belong to --to"),
    ])
    func `a mistake on the command line is named`(arguments: [String], code: Int32, says: String) throws {
        let result = try Program.run(arguments, environment: ["XDG_DATA_HOME": folder.path("data")])
        #expect(result.code == code)
        #expect(result.errors.contains(says), "\(result.errors)")
    }

    @Test(arguments: [
        "github-models", "promptfoo", "llm", "dotprompt", "prompty", "prompty-v1", "openai", "llama-server",
    ])
    func `a shipped prompt goes out and comes in again`(format: String) throws {
        let out = try lathe("export", "common-sense", "--to", format)
        #expect(out.code == 0)
        let back = try lathe("import", "-", "--from", format, "--as", "back", input: out.output)
        #expect(back.code == 0, "\(back.errors)")
        let text = try saved("back")
        #expect(text.contains("Think about the question") && text.contains("which no bird survives. The answer is no."))
        #expect(out.errors.contains("`answer`"))
    }

    @Test func `output goes to a file, which is replaced only when that is asked for`() throws {
        let target = folder.path("a.preset.json")
        let first = try lathe("export", "tour", "--lane", "warm", "--to", "lm-studio", "--output", target)
        #expect(first.output == target + "\n")
        let again = try lathe("export", "tour", "--lane", "wild", "--to", "lm-studio", "--output", target)
        #expect(again.code == 1 && again.errors.contains("--replace"))
        #expect(
            try lathe("export", "tour", "--lane", "wild", "--to", "lm-studio", "--output", target, "--replace").code
                == 0)
        #expect(try String(contentsOfFile: target, encoding: .utf8).contains("1.6"))
    }
}
