import Foundation
import Prompting
import TestFolders
import TestPrompts
import TestRandom
import Testing

@testable import Library

struct PromptVersionTests {
    private let folder: TemporaryFolder
    private let library: PromptLibrary

    init() throws {
        folder = try TemporaryFolder()
        library = PromptLibrary(folders: [folder.path + "/data/prompts", folder.path + "/shipped"])
    }

    private func file(_ text: String, _ name: String = "data/prompts/a.prompt.yaml") throws -> PromptFile {
        try PromptFile(contentsOf: folder.write(text, to: name))
    }

    private func texts(_ path: String) throws -> [String] {
        try library.versions(of: path).map { try folder.text($0.path) }
    }

    private func save(_ instruction: String, in file: inout PromptFile) throws {
        var prompt = file.prompt
        prompt.instruction = instruction
        try file.update(to: prompt)
        #expect(try library.save(&file) == [])
    }

    @Test func `every save keeps what was there before it and what is there now, once`() throws {
        var file = try file("instruction: one # kept\n")
        try save("two", in: &file)
        try save("three", in: &file)
        #expect(try library.save(&file) == [])
        let path = file.file
        #expect(
            try texts(path) == [
                "instruction: one # kept\n", "instruction: two # kept\n", "instruction: three # kept\n",
            ])
        let described = library.describedVersions(of: path)
        #expect(described.map(\.version.number) == [1, 2, 3])
        #expect(described.map(\.sentence) == ["first version", "instruction", "instruction"])
        #expect(described.map { $0.version.date } == described.map { $0.version.date }.sorted())
    }

    @Test func `what another program wrote is a version before it is replaced`() throws {
        var file = try file("instruction: one\n")
        try save("two", in: &file)
        _ = try folder.write("instruction: theirs\n", to: "data/prompts/a.prompt.yaml")
        var prompt = file.prompt
        prompt.instruction = "mine"
        try file.update(to: prompt)
        #expect(throws: PromptFileError.self) { try library.save(&file) }
        _ = try library.save(&file, replacing: .anything)
        #expect(
            try texts(file.file) == [
                "instruction: one\n", "instruction: two\n", "instruction: theirs\n", "instruction: mine\n",
            ])
    }

    @Test func `a restored version is there byte for byte, and what it replaced can come back too`() throws {
        var file = try file("instruction: one # a comment\n")
        try save("two", in: &file)
        let path = file.file
        _ = try folder.write("instruction: [unfinished\n", to: "data/prompts/a.prompt.yaml")
        _ = try library.restore(library.versions(of: path)[0], of: path)
        #expect(try folder.text(path) == "instruction: one # a comment\n")
        #expect(library.versions(of: path).count == 4)
        let broken = library.describedVersions(of: path)[2]
        #expect(broken.sentence.hasPrefix("has a mistake"))
        #expect(throws: PromptFileError.self) { try library.restore(broken.version, of: path) }
        #expect(try folder.text(path) == "instruction: one # a comment\n")
    }

    @Test func `restoring leaves a file alone that its owner made read-only`() throws {
        var file = try file("instruction: one\n")
        try save("two", in: &file)
        #expect(chmod(file.file, 0o444) == 0)
        #expect(throws: PromptFileError.self) { try library.restore(library.versions(of: file.file)[0], of: file.file) }
        #expect(try folder.text(file.file) == "instruction: two\n")
    }

    @Test func `versions outlive the file, and bring it back`() throws {
        var file = try file("instruction: one\n")
        try save("two", in: &file)
        try FileManager.default.removeItem(atPath: file.file)
        #expect(try library.file(of: "a") == file.file)
        _ = try library.restore(library.versions(of: file.file)[1], of: file.file)
        #expect(try folder.text(file.file) == "instruction: two\n")
    }

    @Test func `versions follow a prompt to its new name, and to the trash and back`() throws {
        var file = try file("instruction: one\n")
        try save("two", in: &file)
        let path = try library.rename(file.file, to: "b")
        #expect(library.versions(of: file.file).isEmpty)
        #expect(library.versions(of: path).count == 2)
        try library.restore(library.delete(path))
        #expect(library.versions(of: path).count == 2)
        #expect(library.trash.isEmpty)
    }

    /// Saves a prompt `a` twice and removes it without the trash, as another program may.
    private func leaveVersionsOfPrompt() throws {
        var first = try file("instruction: one\n")
        try save("two", in: &first)
        try FileManager.default.removeItem(atPath: first.file)
    }

    /// Of the versions that were set aside.
    private func textsSetAside() throws -> [String] {
        let folders = try FileManager.default.contentsOfDirectory(atPath: library.versionsFolder)
        return try folders.filter { $0.hasPrefix("a (until ") }.flatMap { name in
            try texts("\(library.userFolder)/\(name).prompt.yaml")
        }
    }

    @Test(arguments: ["rename", "copy", "save"])
    func `a prompt that takes the name of one that is gone keeps its own versions, and the others are set aside`(
        how: String
    ) throws {
        try leaveVersionsOfPrompt()
        var other = try file("instruction: other\n", "data/prompts/b.prompt.yaml")
        try save("another", in: &other)
        switch how {
        case "rename":
            let path = try library.rename(other.file, to: "a")
            #expect(try texts(path) == ["instruction: other\n", "instruction: another\n"])
        case "copy":
            let path = try library.duplicate(other.file, as: "a")
            #expect(try texts(path) == [])
        default:
            #expect(try library.save(&other, as: "a") == [])
            #expect(try texts(other.file) == ["instruction: another\n"])
        }
        #expect(try textsSetAside() == ["instruction: one\n", "instruction: two\n"])
    }

    @Test func `versions go to the trash with their prompt, and another one of its name has its own`() throws {
        var first = try file("instruction: one\n")
        try save("two", in: &first)
        let deleted = try library.delete(first.file)
        var other = try file("instruction: other\n")
        try save("another", in: &other)
        #expect(try texts(other.file) == ["instruction: other\n", "instruction: another\n"])
        #expect(throws: PromptFileError.exists(file: first.file)) { try library.restore(deleted) }
        #expect(try texts(other.file) == ["instruction: other\n", "instruction: another\n"])
        let back = try library.restore(deleted, as: "old a")
        #expect(try texts(back) == ["instruction: one\n", "instruction: two\n"])
        #expect(try folder.text(back) == "instruction: two\n")
        #expect(library.trash.isEmpty)
    }

    @Test func `a version that was restored says which one it is again`() throws {
        var file = try file("instruction: one\n")
        try save("two", in: &file)
        try save("three", in: &file)
        _ = try library.restore(library.versions(of: file.file)[0], of: file.file)
        #expect(
            library.describedVersions(of: file.file).map(\.sentence) == [
                "first version", "instruction", "instruction", "instruction, the same again as version 1",
            ])
    }

    @Test func `prompts elsewhere have versions by their path, and equal names don't mix`() throws {
        var here = try file("instruction: here\n", "x/a.prompt.yaml")
        var there = try file("instruction: there\n", "y/a.prompt.yaml")
        try save("here 2", in: &here)
        try save("there 2", in: &there)
        #expect(try texts(here.file) == ["instruction: here\n", "instruction: here 2\n"])
        #expect(try texts(there.file) == ["instruction: there\n", "instruction: there 2\n"])
    }

    @Test func `a save stands even where no version can be kept, and says so`() throws {
        var file = try file("instruction: one\n")
        _ = try folder.write("a file where the folder would be", to: "data/versions")
        var prompt = file.prompt
        prompt.instruction = "two"
        try file.update(to: prompt)
        #expect(
            try library.save(&file).first?.hasPrefix("The prompt was saved, but this version of it could not be kept")
                == true)
        #expect(try folder.text(file.file) == "instruction: two\n")
        #expect(library.versions(of: file.file).isEmpty)
    }

    @Test func `two programs that save at once lose no version`() async throws {
        let path = try folder.write("instruction: start\n", to: "data/prompts/a.prompt.yaml")
        let library = library
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for number in 0..<25 {
                        guard var file = try? PromptFile(contentsOf: path) else { continue }
                        var prompt = file.prompt
                        prompt.instruction = "writer \(writer), \(number)"
                        _ = try? file.update(to: prompt)
                        _ = try? library.save(&file, replacing: .anything)
                    }
                }
            }
        }
        let kept = Set(try texts(path))
        for writer in 0..<4 {
            for number in 0..<25 { #expect(kept.contains("instruction: writer \(writer), \(number)\n")) }
        }
    }

    @Test func `tags are set in the file, which keeps the rest`() throws {
        let file = try file("tags: [old] # why\ninstruction: one\n")
        #expect(try library.setTags(["new", "두 번째"], of: file.file) == [])
        #expect(try PromptFile(contentsOf: file.file).prompt.tags == ["new", "두 번째"])
        #expect(library.describedVersions(of: file.file).map(\.sentence) == ["first version", "tags"])
        let shipped = try self.file("instruction: x\n", "shipped/s.prompt.yaml")
        #expect(throws: PromptFileError.self) { try library.setTags(["a"], of: shipped.file) }
    }
}

struct PromptDifferenceTests {
    private func prompt(_ yaml: String) throws -> Prompt { try PromptFile(text: yaml, name: "x").prompt }

    @Test func `parts are named as a person would name them`() throws {
        let first = try prompt(
            """
            instruction: Be brief.
            examples:
              - { input: a, output: b }
              - { input: c, output: d }
            input: "{{city}}?"
            variables: { city: Seoul }
            modelParameters: { temperature: 0.2 }
            lanes:
              - { name: cool }
              - { name: warm, modelParameters: { temperature: 1.2 } }
            testData:
              - { city: Seoul, expected: x }
            """)
        var second = first
        second.instruction = "Be very brief."
        second.examples.insert(Example(input: "new", output: "one"), at: 1)
        second.variables["city"] = "서울"
        second.modelParameters.temperature = nil
        second.modelParameters.topK = 20
        second.lanes[1].modelParameters.temperature = 1.4
        second.lanes.append(Lane(name: "hot"))
        second.testData = []
        let difference = PromptDifference(first, second)
        #expect(
            difference.summary
                == "instruction, example 2, {{city}}, temperature, topK, lane warm, lane hot, case 1")
        #expect(difference.parts[1].first == nil && difference.parts[1].second == "input: new\noutput: one")
        #expect(difference.parts[2].first == "Seoul" && difference.parts[2].second == "서울")
        #expect(PromptDifference(first, first).summary == "nothing")
    }

    @Test func `lanes in another order are told, and so is composed against decomposed Hangul`() throws {
        let first = try prompt("input: 한\nlanes: [{ name: a }, { name: b }]\n")
        var second = first
        second.lanes.swapAt(0, 1)
        #expect(PromptDifference(first, second).summary == "order of lanes")
        second.input = "한".decomposedStringWithCanonicalMapping
        #expect(PromptDifference(first, second).summary == "input, order of lanes")
    }

    @Test func `whatever two random prompts differ in is named, and nothing else`() throws {
        var random = RandomPrompts(seed: 7)
        for _ in 0..<200 {
            let (a, b) = (random.prompt(), random.prompt())
            #expect(PromptDifference(a, b).parts.isEmpty == a.says(b))
            #expect(PromptDifference(a, a).parts.isEmpty)
            #expect(Set(PromptDifference(a, b).parts.map(\.name)) == Set(PromptDifference(b, a).parts.map(\.name)))
        }
    }
}
