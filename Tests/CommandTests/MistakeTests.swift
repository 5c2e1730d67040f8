import Foundation
import Testing

/// Mistakes in prompt files and on the command line, each answered with where it is.
@Suite(.serialized)
struct MistakeTests {
    @Test(arguments: [
        ("input: a\nmodelParameters: { temperature: hot }", ["line 2", "modelParameters.temperature", "0 to 100"]),
        ("input: a\nexamples:\n  - input: x\n   output: y", ["line 4", "list that begins in line 3"]),
        ("input: a\ntechnique: chain", ["line 2", "technique", "zero-shot-cot"]),
        ("input: a\ntechnique: few-shot", ["at least one example"]),
        ("input: a\nexamples:\n  - { input: b, output: c }\ntechnique: cot", ["reasoning"]),
        ("input: \"{{who}}\"", ["{{who}}", "in the input"]),
    ])
    func `a mistake in a prompt file is named`(text: String, says: [String]) throws {
        let folder = try TemporaryFolder()
        let result = try Program.run(["run", try folder.file("x.prompt.yaml", text)])
        #expect(result.code == 1)
        #expect(says.allSatisfy(result.errors.contains), "\(result.errors)")
    }

    @Test(arguments: [
        (["models", "lsit"], 64, "did you mean `list`?"),
        (["Prompts"], 1, "it is a folder"),
        (["rnu"], 64, "`rnu`: no such command or file; did you mean `run`?"),
        (["run", "sentiment", "--set", "reveiw=x"], 1, "did you mean `review`?"),
        (["compile", "sentiment", "--set", "reveiw=x"], 1, "did you mean `review`?"),
        (["run", "sentiment", "--set", "review"], 64, "name=value"),
        (["run", "sentiment", "--set", "review=@/no/such/file"], 1, "/no/such/file can't be read"),
        (["run", "/"], 1, "it is a folder"),
        (["run", "tour", "--lane", "temperature"], 64, "has no value"),
        (["run", "tour", "--lane", "name=a,name=b"], 64, "given a second time"),
        (["run", "tour", "--lane", "samples=0"], 64, "1 to 1000"),
        (["run", "tour", "--threads", "0"], 64, "1...256"),
        (["run", "tour", "--gpu-layers", "2000"], 64, "0...1000"),
        (["run", "tour", "--temperature", "nan"], 64, "0 to 100"),
        (["run", "tour", "--temprature", "1"], 64, "Did you mean '--temperature'?"),
        (["run", "tour", "--layout", "chat", "--model", "gemma3-270m"], 1, "no chat template"),
        (["next"], 64, "either a prompt or --text"),
        (["next", "--text", "a", "--top", "0"], 64, "1...10000"),
        (["next", "--text", "a", "--draws", "0"], 64, "1...10000000"),
        (["next", "--text", "a", "--score", "likelihood"], 64, "takes a prompt"),
        (["next", "sentiment", "--answer", "text"], 64, "belongs to --score likelihood"),
        (["next", "sentiment", "--score", "likelihood", "--answer", "a"], 64, "is not a form of an answer"),
        (["models", "show", "none"], 1, "There are: "),
    ])
    func `a mistake on the command line is named`(arguments: [String], code: Int32, says: String) throws {
        let result = try Program.run(arguments)
        #expect(result.code == code)
        #expect(result.errors.contains(says), "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    @Test func `a prompt's name or file in place of a command asks for the screen, which needs a terminal`() throws {
        let folder = try TemporaryFolder()
        for word in ["sentiment", try folder.file("x.prompt.yaml", "input: a")] {
            let result = try Program.run([word])
            #expect(result.code == 1)
            #expect(result.errors.contains("Standard input is not a terminal"))
        }
    }

    @Test func `an error that quotes control sequences shows them`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("x.prompt.yaml", #"technique: "\e[31mred""#)
        for arguments in [["run", file], ["run", "\u{1B}[31mred"], ["run", "tour", "--lane", "\u{1B}[31mred=1"]] {
            let errors = try Program.run(arguments).errors
            #expect(errors.contains("␛[31mred"))
            #expect(!errors.contains("\u{1B}"))
        }
    }

    @Test func `a prompt is read from standard input`() throws {
        let result = try Program.run(["compile", "-", "--layout", "completion"], input: "input: Hello")
        #expect(result.output == "Q: Hello\nA:")
        #expect(result.code == 0)
    }

    @Test func `a value is read from standard input, as it is`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("x.prompt.yaml", "input: \"{{text}}\"")
        let result = try Program.run(["compile", file, "--layout", "completion", "--set", "text=-"], input: "{{a}} 한")
        #expect(result.output == "Q: {{a}} 한\nA:")
    }
}
