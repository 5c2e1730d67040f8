import Foundation
import Prompting
import TestFolders
import Testing

@testable import Library

/// Saving replaces a file whole or not at all, and never what it doesn't know.
struct SavingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func opened(_ text: String, as name: String = "a.prompt.yaml", input: String = "new") throws -> PromptFile {
        var file = try PromptFile(contentsOf: folder.write(text, to: name))
        var prompt = file.prompt
        prompt.input = input
        try file.update(to: prompt)
        return file
    }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "nothing was thrown"
        } catch {
            return "\(error)"
        }
    }

    @Test func `a save writes the edited text and leaves nothing else behind`() throws {
        var file = try opened("input: old # kept\n")
        #expect(file.isChanged)
        try file.save()
        #expect(try folder.text(file.file) == "input: new # kept\n")
        #expect(!file.isChanged)
        #expect(folder.names == ["a.prompt.yaml"])
    }

    @Test func `permissions stay as they are`() throws {
        var file = try opened("input: old\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.file)
        try file.save()
        #expect(try FileManager.default.attributesOfItem(atPath: file.file)[.posixPermissions] as? Int == 0o640)
    }

    @Test func `a link stays a link and its target is written`() throws {
        let target = try folder.write("input: old\n", to: "real/b.yaml")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link.prompt.yaml", withDestinationPath: "real/b.yaml")
        var file = try PromptFile(contentsOf: folder.path + "/link.prompt.yaml")
        var prompt = file.prompt
        prompt.input = "new"
        try file.update(to: prompt)
        try file.save()
        #expect(try folder.text(target) == "input: new\n")
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/link.prompt.yaml")
                == "real/b.yaml")
    }

    @Test func `a file that another program wrote is left alone and handed over`() throws {
        var file = try opened("input: old\n")
        _ = try folder.write("input: theirs\n", to: "a.prompt.yaml")
        #expect(throws: PromptFileError.changedOnDisk(file: file.file, content: "input: theirs\n")) { try file.save() }
        #expect(try folder.text(file.file) == "input: theirs\n")
        try file.save(replacing: .anything)
        #expect(try folder.text(file.file) == "input: new\n")
    }

    @Test func `a change of the same length at the same time is noticed`() throws {
        var file = try opened("input: old\n")
        let date = try #require(
            FileManager.default.attributesOfItem(atPath: file.file)[.modificationDate] as? Date)
        _ = try folder.write("input: odd\n", to: "a.prompt.yaml")
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file.file)
        #expect(message { try file.save() }.contains("changed by another program"))
    }

    @Test func `a deleted file is written anew`() throws {
        var file = try opened("input: old\n")
        try FileManager.default.removeItem(atPath: file.file)
        try file.save()
        #expect(try folder.text(file.file) == "input: new\n")
    }

    @Test func `a file with a mistake is never overwritten`() throws {
        var file = try opened("input: old\n")
        _ = try folder.write("input: [broken\n", to: "a.prompt.yaml")
        #expect(message { try file.save(replacing: .anything) }.contains("has a mistake"))
        #expect(try folder.text(file.file) == "input: [broken\n")
    }

    @Test func `a new prompt replaces no file unless told to`() throws {
        let path = try folder.write("input: theirs\n", to: "a.prompt.yaml")
        var prompt = Prompt()
        prompt.input = "mine"
        var file = try PromptFile(new: prompt, path: path)
        #expect(throws: PromptFileError.exists(file: path)) { try file.save() }
        try file.save(replacing: .anything)
        #expect(try folder.text(path) == "input: mine\n")
    }

    @Test func `a folder in the place of the file is named`() throws {
        var file = try opened("input: old\n")
        try FileManager.default.removeItem(atPath: file.file)
        try FileManager.default.createDirectory(atPath: file.file, withIntermediateDirectories: true)
        #expect(message { try file.save() }.contains("it is a folder"))
    }

    @Test func `a missing folder is named`() throws {
        var file = try opened("input: old\n")
        let error = message { try file.save(as: folder.path + "/none/b.prompt.yaml") }
        #expect(error.contains("its folder doesn't exist"))
        #expect(file.file == folder.path + "/a.prompt.yaml")
    }

    @Test func `a read-only file is respected`() throws {
        var file = try opened("input: old\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: file.file)
        #expect(message { try file.save() }.contains("read-only"))
        #expect(try folder.text(file.file) == "input: old\n")
    }

    @Test func `a link that leads to itself is named`() throws {
        let path = folder.path + "/loop.prompt.yaml"
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "loop.prompt.yaml")
        var file = try PromptFile(new: Prompt(), path: path)
        #expect(message { try file.save() }.contains("circle"))
    }

    @Test func `whatever fails, the old or the new content is there in full and nothing else`() throws {
        for step in AtomicWrite.Step.allCases {
            for code in [ENOSPC, EIO, EACCES] {
                var file = try opened("input: old\n", as: "\(step)\(code).prompt.yaml")
                var seen: [String] = []
                let path = file.file
                let error = message {
                    try file.save(replacing: .whatWasRead) { reached in
                        seen.append((try? String(contentsOfFile: path, encoding: .utf8)) ?? "gone")
                        return reached == step ? code : 0
                    }
                }
                // Whoever looks, or dies, before any step finds a complete file.
                #expect(seen.allSatisfy { $0 == "input: old\n" || $0 == "input: new\n" })
                let isDone = step == .syncFolder
                #expect(error.contains("can't be written") != isDone)
                #expect(file.isChanged != isDone)
                #expect(try folder.text(path) == (isDone ? "input: new\n" : "input: old\n"))
                #expect(!folder.names.contains { $0.hasPrefix(".") })
            }
        }
    }
}
