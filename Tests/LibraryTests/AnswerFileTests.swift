import Foundation
import Prompting
import TestFolders
import Testing

@testable import Library

/// Schemas and grammars in files that a prompt names.
struct AnswerFileTests {
    private let folder: TemporaryFolder
    private let schema = #"{"type":"object","properties":{"a":{"type":"integer"}}}"#

    init() throws { folder = try TemporaryFolder() }

    /// Writes a prompt with this answer, and reads it.
    private func opened(_ answer: String, _ name: String = "p/a.prompt.yaml") throws -> PromptFile {
        try PromptFile(contentsOf: folder.write("input: Hi\nanswer: \(answer)\n", to: name))
    }

    private func problem(_ answer: String) -> String {
        do {
            _ = try opened(answer)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: ["s.json", "./s.json", "deep/../s.json", "../p/s.json", "file://s.json", "s.yaml"])
    func `a schema is read from a file beside the prompt's own`(path: String) throws {
        _ = try folder.write(schema, to: "p/s.json")
        _ = try folder.write("", to: "p/deep/x")
        _ = try folder.write("type: object\nproperties: {a: {type: integer}} # a number\n", to: "p/s.yaml")
        let answer = try opened("{schema: \(path)}").prompt.answer
        #expect(answer?.schema == schema && answer?.schemaFile == path && answer?.type == "json")
        #expect(try answer?.constraint == OutputConstraint(.schema, schema))
    }

    @Test func `a grammar is read from a file too`() throws {
        let grammar = "root ::= \"yes\" | \"no\"\n"
        _ = try folder.write(grammar, to: "p/yes.gbnf")
        let answer = try opened("{grammar: yes.gbnf}").prompt.answer
        #expect(answer?.grammar == grammar && answer?.grammarFile == "yes.gbnf")
        _ = try folder.write("root ::= (\"a\"\n", to: "p/no.gbnf")
        #expect(
            problem("{grammar: no.gbnf}").contains("a.prompt.yaml, line 2, column 19: `answer.grammar` can't be used"))
        #expect(problem("{grammar: no.gbnf}").contains("p/no.gbnf, line 1, column 10"))
        #expect(problem("{grammar: gone.gbnf}").contains("p/gone.gbnf, which can't be read"))
    }

    @Test func `a text that begins with a brace or is JSON is a schema, any other a path`() {
        #expect(problem(#"{schema: '{"type": "integer"}'}"#).isEmpty)
        #expect(problem("{schema: ' {\"type\": \"integer\"'}").contains("is no JSON schema"))
        #expect(problem("{schema: 'true'}").contains("llama.cpp takes no schema"))
        #expect(problem("{schema: '7'}").contains("schema"))
        #expect(!problem("{schema: '7'}").contains("can't be read"))
        #expect(problem("\n  schema: |\n    type: integer\n").isEmpty)
        #expect(problem("{schema: type}").contains("is the file \(folder.path)/p/type, which can't be read"))
    }

    @Test func `a file that can't be read is told at the key that names it`() throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/p/folder", withIntermediateDirectories: true)
        #expect(mkfifo(folder.path + "/p/pipe", 0o600) == 0)
        _ = try folder.write(String(repeating: " ", count: PromptFile.mostBytes + 1), to: "p/large.json")
        try Data([0x7B, 0xFF, 0x7D]).write(to: URL(filePath: folder.path + "/p/bytes.json"))
        let reasons = [
            "gone.json": "can't be read", "folder": "it is a folder", "pipe": "it is a pipe", "large.json": "4 MB",
            "bytes.json": "isn't UTF-8", "/dev/stdin": "isn't a file",
        ]
        for (path, reason) in reasons {
            let said = problem("{type: json, schema: \(path)}")
            #expect(said.hasPrefix("\(folder.path)/p/a.prompt.yaml, line 2, column 30: `answer.schema` is"), "\(said)")
            #expect(said.contains(path) && said.contains(reason), "\(said)")
        }
    }

    @Test func `a mistake in the file is told with the file's own line and column`() throws {
        let file = folder.path + "/p/s.json"
        _ = try folder.write("{\n  \"type\": \"objekt\"\n}", to: "p/s.json")
        #expect(problem("{schema: s.json}").hasPrefix("\(file), line 2, column 11: `type` "))
        _ = try folder.write("{\"type\": \"object\",\n \"properties\": [", to: "p/s.json")
        #expect(problem("{schema: s.json}").hasPrefix("\(file), line 2"))
        _ = try folder.write("[1]", to: "p/s.json")
        #expect(problem("{schema: s.json}").contains(file))
        _ = try folder.write("", to: "p/s.json")
        #expect(problem("{schema: s.json}").hasPrefix("\(file), line 1"))
        _ = try folder.write("{\"properties\": {\"a\":\n {\"type\": \"string\", \"minLength\": 3000}}}", to: "p/s.json")
        #expect(problem("{schema: s.json}").hasPrefix("\(file), line 2, column 34: `properties.a.minLength`"))
    }

    @Test func `a prompt keeps the path when it is saved, also if the file is gone by then`() throws {
        _ = try folder.write(schema, to: "p/s.json")
        var file = try opened("{schema: s.json} # kept")
        try FileManager.default.removeItem(atPath: folder.path + "/p/s.json")
        var prompt = file.prompt
        prompt.input = "Ho"
        try file.update(to: prompt)
        try file.save()
        #expect(try folder.text(file.file) == "input: Ho\nanswer: {schema: s.json} # kept\n")
        #expect(file.prompt.answer?.schema == schema)
    }

    @Test func `a prompt that is saved or copied elsewhere holds the schema itself`() throws {
        _ = try folder.write(schema, to: "p/s.json")
        var file = try opened("{schema: s.json}")
        let prompt = file.prompt
        let library = PromptLibrary(folders: [folder.path + "/library"])
        let copy = try library.duplicate(file.file)
        #expect(try PromptFile(contentsOf: copy).prompt.answer?.schema == schema)
        try file.save(as: folder.path + "/p/b.prompt.yaml")
        #expect(file.text.contains("schema: s.json"))
        _ = try library.save(&file, as: "c")
        #expect(!file.text.contains("s.json") && file.prompt.answer?.schema == schema)
        // What is on the screen still names the file.
        var changed = prompt
        changed.input = "Ho"
        try file.update(to: changed)
        #expect(!file.text.contains("s.json") && file.prompt.answer?.schema == schema)
        #expect(try !PromptFile(new: prompt, path: "x").text.contains("s.json"))
    }

    @Test func `what a run keeps is the schema of then`() throws {
        _ = try folder.write(schema, to: "p/s.json")
        let file = try opened("{schema: s.json}")
        _ = try folder.write(#"{"type":"null"}"#, to: "p/s.json")
        let kept = try PromptFile(text: file.selfContainedText, name: "a")
        #expect(kept.prompt.answer?.schema == schema && kept.prompt.answer?.schemaFile == nil)
        #expect(try opened("{type: number}").selfContainedText.hasSuffix("answer: {type: number}\n"))
    }

    @Test func `a text without a folder reads no files`() throws {
        let file = try PromptFile(text: "input: Hi\nanswer: {schema: /etc/hostname}\n", name: "x")
        #expect(file.prompt.answer?.schema == nil && file.prompt.answer?.schemaFile == "/etc/hostname")
        #expect(file.text == file.selfContainedText)
    }

    @Test func `versions of a prompt need no file`() throws {
        let library = PromptLibrary(folders: [folder.path + "/p"])
        _ = try folder.write(schema, to: "p/s.json")
        var file = try opened("{schema: s.json}")
        var prompt = file.prompt
        prompt.input = "Ho"
        try file.update(to: prompt)
        _ = try library.save(&file)
        let versions = library.describedVersions(of: file.file)
        #expect(versions.map(\.sentence) == ["first version", "input"])
    }
}
