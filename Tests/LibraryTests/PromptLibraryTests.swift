import Foundation
import Prompting
import TestFolders
import Testing

@testable import Library

struct PromptLibraryTests {
    private let folder: TemporaryFolder
    private let library: PromptLibrary

    init() throws {
        folder = try TemporaryFolder()
        library = PromptLibrary(folders: [folder.path + "/data/prompts", folder.path + "/shipped"])
    }

    private func add(_ text: String, _ name: String) throws -> String {
        try folder.write(text, to: "data/prompts/\(name).prompt.yaml")
    }

    private func shipped(_ text: String, _ name: String) throws -> String {
        try folder.write(text, to: "shipped/\(name).prompt.yaml")
    }

    @Test func `entries tell what a prompt is, or what is wrong with it`() throws {
        _ = try add("name: T\ndescription: D\ntags: [a]\ntechnique: cot\ninstruction: |\n\n  First.\n  Second.\n", "b")
        _ = try add("input: [\n", "a")
        _ = try shipped("input: theirs\n", "b")
        _ = try shipped("input: x\n", "c")
        let entries = library.entries()
        #expect(entries.map(\.name) == ["a", "b", "c"])
        #expect(entries.map(\.isShipped) == [false, false, true])
        let summary = try entries[1].summary.get()
        #expect(summary.title == "T" && summary.description == "D" && summary.tags == ["a"])
        #expect(summary.technique == .chainOfThought && summary.firstLine == "First.")
        #expect(throws: PromptFileError.self) { try entries[0].summary.get() }
    }

    @Test func `a name becomes a name that a file can have`() throws {
        #expect(try PromptName.safe("리뷰 감정") == "리뷰 감정")
        #expect(try PromptName.safe("../a/b") == "a-b")
        #expect(try PromptName.safe("..hidden") == "hidden")
        #expect(try PromptName.safe(" a\n\tb\u{0} ") == "a b")
        #expect(try PromptName.safe("x.prompt.yaml") == "x")
        let long = try PromptName.safe(String(repeating: "한", count: 300))
        #expect(long.utf8.count + PromptLibrary.fileEnding.utf8.count <= 255 && long.allSatisfy { $0 == "한" })
        for name in ["", "...", " \n", "\u{0}"] { #expect(throws: PromptFileError.self) { try PromptName.safe(name) } }
    }

    @Test func `a prompt is saved under a name of the user's`() throws {
        var file = try PromptFile(contentsOf: shipped("input: x # kept\n", "c"))
        _ = try library.save(&file, as: "내 것/1")
        #expect(file.file == folder.path + "/data/prompts/내 것-1.prompt.yaml")
        #expect(try folder.text(file.file) == "input: x # kept\n")
        var other = try PromptFile(text: "input: y\n", name: "standard input")
        #expect(throws: PromptFileError.exists(file: file.file)) { try library.save(&other, as: "내 것/1") }
        #expect(throws: PromptFileError.self) { try other.save() }
        _ = try library.save(&other, as: "내 것/1", replacing: .anything)
        #expect(try folder.text(file.file) == "input: y\n")
    }

    @Test func `a copy takes a free name`() throws {
        let path = try add("input: x # c\n", "a")
        #expect(try library.duplicate(path).hasSuffix("/a copy.prompt.yaml"))
        let second = try library.duplicate(path)
        #expect(second.hasSuffix("/a copy 2.prompt.yaml"))
        #expect(try folder.text(second) == "input: x # c\n")
        #expect(try library.duplicate(shipped("input: y\n", "s")).hasPrefix(folder.path + "/data/prompts/"))
    }

    @Test func `a prompt is renamed, but never over another`() throws {
        let path = try add("input: x\n", "a")
        _ = try add("input: y\n", "b")
        #expect(throws: PromptFileError.self) { try library.rename(path, to: "b") }
        let new = try library.rename(path, to: "c")
        #expect(try folder.text(new) == "input: x\n")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a deleted prompt comes back, unless another took its place`() throws {
        let path = try add("input: x\n", "a")
        let first = try library.delete(path)
        #expect(first.path == folder.path + "/data/trash/a.prompt.yaml")
        #expect(!FileManager.default.fileExists(atPath: path))
        _ = try add("input: y\n", "a")
        let second = try library.delete(path)
        #expect(second.path != first.path)
        try library.restore(first)
        #expect(try folder.text(path) == "input: x\n")
        #expect(throws: PromptFileError.exists(file: path)) { try library.restore(second) }
    }

    @Test func `a shipped prompt is neither renamed nor deleted`() throws {
        let path = try shipped("input: x\n", "a")
        #expect(throws: PromptFileError.self) { try library.rename(path, to: "b") }
        #expect(throws: PromptFileError.self) { try library.delete(path) }
        #expect(FileManager.default.fileExists(atPath: path))
    }
}

struct PathPartTests {
    @Test(
        arguments: [
            ("a", "", "a"), ("", "", ""), ("/", "/", ""), ("/a", "/", "a"), ("a/b", "a", "b"), ("/a/b/", "/a", "b"),
            ("a//b", "a", "b"), ("./한", ".", "한"),
        ])
    func `a path has a folder and a last part`(path: String, folder: String, last: String) {
        #expect(path.parentFolder == folder)
        #expect(path.lastPathPart == last)
    }

    @Test(arguments: ["", " ", "a,b", "a\u{1B}[31m", "two\nlines", String(repeating: "x", count: 65)])
    func `what can't be a tag is refused`(tag: String) throws {
        let folder = try TemporaryFolder()
        let library = PromptLibrary(folders: [folder.path + "/prompts"])
        let path = try folder.write("input: x\n", to: "prompts/a.prompt.yaml")
        #expect(throws: PromptFileError.badTag(tag)) { try library.setTags(["good", tag], of: path) }
        #expect(try folder.text(path) == "input: x\n")
        #expect(try library.setTags([" good ", "한국어", "good"], of: path) == [])
        #expect(try library.open(path).prompt.tags == ["good", "한국어"])
    }

    @Test func `a folder of the settings that isn't there is told, and not made`() throws {
        let folder = try TemporaryFolder()
        var library = PromptLibrary(folders: [folder.path + "/mistyped"])
        #expect(library.problem == nil)
        library.isFolderNamed = true
        #expect(library.problem?.contains("mistyped") == true)
        let path = try folder.write("input: x\n", to: "a.prompt.yaml")
        #expect(throws: PromptFileError.noFolder(library.problem ?? "")) { try library.duplicate(path) }
        #expect(library.names.isEmpty)
        try FileManager.default.createDirectory(atPath: library.userFolder, withIntermediateDirectories: true)
        #expect(library.problem == nil)
        _ = try library.duplicate(path)
        #expect(library.names == ["a copy"])
    }
}
