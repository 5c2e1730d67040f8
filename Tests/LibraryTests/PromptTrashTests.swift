import Foundation
import Prompting
import TestFolders
import Testing

@testable import Library

struct PromptTrashTests {
    private let folder: TemporaryFolder
    private let library: PromptLibrary

    init() throws {
        folder = try TemporaryFolder()
        library = PromptLibrary(folders: [folder.path + "/team/prompts"], trashFolder: folder.path + "/data/trash")
    }

    private func add(_ text: String, _ name: String = "team/prompts/a.prompt.yaml") throws -> String {
        try folder.write(text, to: name)
    }

    @Test func `a prompt from outside the library comes back to its place, and its versions are found`() throws {
        var file = try PromptFile(contentsOf: add("instruction: one\n", "elsewhere/mine.yml"))
        for instruction in ["two", "three"] {
            var prompt = file.prompt
            prompt.instruction = instruction
            try file.update(to: prompt)
            #expect(try library.save(&file) == [])
        }
        _ = try library.delete(file.file)
        #expect(!FileManager.default.fileExists(atPath: file.file))
        // Another program finds the same as the one that deleted it.
        let found = try #require(library.trash.first)
        #expect(found.name == "mine" && found.original == file.file)
        #expect(try library.restore(found) == file.file)
        #expect(try folder.text(file.file) == "instruction: three\n")
        #expect(library.versions(of: file.file).count == 3)
        #expect(library.trash.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: library.trashFolder).isEmpty)
    }

    @Test func `nothing of what is deleted stays in a team's folder or beside it`() throws {
        let path = try add("input: x\n")
        _ = try library.delete(path)
        let left = FileManager.default.enumerator(atPath: folder.path + "/team")?.allObjects as? [String]
        #expect(left == ["prompts"])
    }

    @Test func `of several of a name the last one deleted is meant, and each is found by its file`() throws {
        let path = try add("input: first\n")
        let first = try library.delete(path)
        let other = try add("input: other\n", "team/prompts/b.prompt.yaml")
        _ = try library.delete(other)
        _ = try add("input: second\n")
        let second = try library.delete(path)
        #expect(library.trash.map(\.name) == ["a", "b", "a"])
        #expect(library.trashed("a")?.path == second.path)
        #expect(library.trashed("a.prompt.yaml")?.path == second.path)
        #expect(library.trashed(first.path)?.path == first.path)
        #expect(library.trashed(other)?.name == "b")
        #expect(library.trashed("a 2")?.path == second.path)
        #expect(library.trashed("c") == nil)
    }

    @Test func `what an older Lathe deleted, beside the folder or without its place, comes back too`() throws {
        _ = try folder.write("input: beside\n", to: "team/trash/old.prompt.yaml")
        _ = try folder.write("input: here\n", to: "data/trash/plain.prompt.yaml")
        _ = try folder.write("input: odd\n", to: "data/trash/odd.prompt.yaml")
        _ = try folder.write("{\"original\": 3}", to: "data/trash/odd.origin.json")
        for name in ["old", "plain", "odd"] {
            let prompt = try #require(library.trashed(name))
            #expect(try library.restore(prompt) == folder.path + "/team/prompts/\(name).prompt.yaml")
        }
        #expect(library.trash.isEmpty)
    }

    @Test func `a place that was noted for a prompt that never came is no prompt, and goes after an hour`() throws {
        let note = try folder.write("{}", to: "data/trash/a.origin.json")
        let trash = PromptTrash(folder: library.trashFolder, library: library.userFolder)
        let kept = try trash.take(try add("input: x\n"))
        #expect(kept.path == library.trashFolder + "/a 2.prompt.yaml")
        #expect(library.trash.map(\.path) == [kept.path])
        _ = try trash.take(try add("input: y\n", "team/prompts/b.prompt.yaml"), now: Date() + 4000)
        #expect(!FileManager.default.fileExists(atPath: note))
    }

    @Test func `a prompt that is in use elsewhere by a link comes back as the link`() throws {
        let real = try add("input: x\n", "elsewhere/real.prompt.yaml")
        let link = folder.path + "/team/prompts/link.prompt.yaml"
        try FileManager.default.createDirectory(
            atPath: folder.path + "/team/prompts", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: "../../elsewhere/real.prompt.yaml")
        try library.restore(library.delete(link))
        #expect(try folder.text(link) == "input: x\n")
        #expect(FileManager.default.fileExists(atPath: real))
    }

    @Test func `folders aren't deleted, and what can't be moved stays`() throws {
        let path = try add("input: x\n")
        #expect(throws: PromptFileError.self) { try library.delete(path.parentFolder) }
        _ = try folder.write("a file where the trash would be", to: "data/trash")
        #expect(throws: PromptFileError.self) { try library.delete(path) }
        #expect(try folder.text(path) == "input: x\n")
    }

    @Test func `a name that is a path is refused`() throws {
        let path = try add("input: x\n")
        for name in ["../evil", "/tmp/evil", "a/b"] {
            #expect { try library.rename(path, to: name) } throws: { "\($0)".contains("a name has no `/`") }
        }
        #expect(try folder.text(path) == "input: x\n")
    }
}

#if os(Linux)
    /// Between two disks. `/dev/shm` is one of its own nearly everywhere.
    struct TwoDiskTests {
        private static let other = "/dev/shm"
        private static let hasTwo: Bool = {
            var (here, there) = (stat(), stat())
            return stat(NSTemporaryDirectory(), &here) == 0 && stat(other, &there) == 0 && here.st_dev != there.st_dev
                && access(other, W_OK) == 0
        }()

        @Test(.enabled(if: hasTwo, "needs two disks"))
        func `a prompt goes to a trash on another disk and back`() throws {
            let here = try TemporaryFolder()
            let there = try TemporaryFolder(in: Self.other)
            let library = PromptLibrary(folders: [there.path + "/prompts"], trashFolder: here.path + "/trash")
            let path = try there.write("input: x # 한글\n", to: "prompts/a.prompt.yaml")
            #expect(chmod(path, 0o640) == 0)
            try FileManager.default.createSymbolicLink(
                atPath: there.path + "/prompts/link.prompt.yaml", withDestinationPath: "a.prompt.yaml")
            let link = try library.delete(there.path + "/prompts/link.prompt.yaml")
            let kept = try library.delete(path)
            #expect(try FileManager.default.contentsOfDirectory(atPath: there.path + "/prompts").isEmpty)
            #expect(try here.text(kept.path) == "input: x # 한글\n")
            #expect(library.trash.count == 2)
            try library.restore(kept)
            try library.restore(link)
            #expect(try there.text(there.path + "/prompts/link.prompt.yaml") == "input: x # 한글\n")
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
            #expect(here.names == ["trash"] && library.trash.isEmpty)
        }

        @Test(.enabled(if: hasTwo, "needs two disks"))
        func `between two disks too, nothing is replaced`() throws {
            let here = try TemporaryFolder()
            let there = try TemporaryFolder(in: Self.other)
            let library = PromptLibrary(folders: [there.path + "/prompts"], trashFolder: here.path + "/trash")
            let path = try there.write("input: x\n", to: "prompts/a.prompt.yaml")
            let kept = try library.delete(path)
            _ = try there.write("input: new\n", to: "prompts/a.prompt.yaml")
            #expect(throws: PromptFileError.exists(file: path)) { try library.restore(kept) }
            #expect(try there.text(path) == "input: new\n")
            #expect(try here.text(kept.path) == "input: x\n")
        }
    }
#endif
