import Foundation
import Prompting
import TestFolders
import Testing

@testable import Library

/// This test program starts itself again, and kills what it started at any moment.
struct KilledTests {
    private static let path = ProcessInfo.processInfo.environment["LATHE_TEST_KILLED"]

    private static func content(_ number: Int) -> String {
        "input: " + String(repeating: "\(number % 10)", count: 50_000 + number % 7 * 10_000) + "\nname: end\n"
    }

    @Test(.enabled(if: path != nil, "only in the process that is killed"))
    func `saves and keeps drafts for ever`() throws {
        let path = try #require(Self.path)
        let store = try DraftStore(folder: path + ".drafts")
        var draft = Draft(path: path, prompt: Prompt())
        for number in 0... {
            var file = try PromptFile(text: Self.content(number), name: path)
            try file.save(as: path, replacing: .anything)
            draft.prompt.input = String(repeating: "x", count: number)
            try store.write(draft)
        }
    }

    @Test(.enabled(if: path == nil && program != nil))
    func `who is killed while saving leaves a complete file and a complete draft`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.content(0), to: "a.prompt.yaml")
        let program = try #require(Self.program)
        for round in 0..<12 {
            let child = try Self.start(program, "saves and keeps drafts for ever", ["LATHE_TEST_KILLED": path])
            // Until it works, then a little longer, each time another while.
            let drafts = path + ".drafts"
            let deadline = Date().addingTimeInterval(20)
            while Self.drafts(in: drafts) <= round, child.isRunning, Date() < deadline { usleep(1000) }
            usleep(UInt32(round) * 1700)
            kill(child.processIdentifier, SIGKILL)
            child.waitUntilExit()
            #expect(Self.drafts(in: drafts) == round + 1)
            let text = try folder.text(path)
            let number = text.utf8.dropFirst(7).first.map { Int($0) - 48 } ?? -1
            #expect((0..<70).contains { Self.content($0) == text }, "\(number)")
            let found = try DraftStore(folder: drafts).abandoned()
            #expect(found.drafts.count == round + 1)
            #expect(found.problems.isEmpty)
        }
    }

    private static let trashFolders = ProcessInfo.processInfo.environment["LATHE_TEST_KILLED_TRASH"]

    private static func library(_ folders: String) -> (PromptLibrary, path: String) {
        let folders = folders.components(separatedBy: ":")
        return (
            PromptLibrary(folders: [folders[0] + "/prompts"], trashFolder: folders[1] + "/trash"),
            folders[0] + "/prompts/a.prompt.yaml"
        )
    }

    @Test(.enabled(if: trashFolders != nil, "only in the process that is killed"))
    func `deletes and brings back for ever`() throws {
        let (library, path) = Self.library(try #require(Self.trashFolders))
        for kept in library.trash {
            if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
            try library.restore(kept)
        }
        try Data().write(to: URL(filePath: library.trashFolder.parentFolder + "/ready"))
        while true { try library.restore(library.delete(path)) }
    }

    @Test(
        .enabled(if: trashFolders == nil && program != nil),
        arguments: [NSTemporaryDirectory(), "/dev/shm"].filter { FileManager.default.fileExists(atPath: $0) })
    func `who is killed while deleting or bringing back leaves the prompt in its place or in the trash`(
        disk: String
    ) throws {
        let (here, there) = (try TemporaryFolder(), try TemporaryFolder(in: disk))
        _ = try there.write(Self.content(3), to: "prompts/a.prompt.yaml")
        let folders = there.path + ":" + here.path
        let (library, path) = Self.library(folders)
        let program = try #require(Self.program)
        for round in 0..<12 {
            unlink(here.path + "/ready")
            let child = try Self.start(
                program, "deletes and brings back for ever", ["LATHE_TEST_KILLED_TRASH": folders])
            let deadline = Date().addingTimeInterval(20)
            while !here.names.contains("ready"), child.isRunning, Date() < deadline { usleep(1000) }
            usleep(UInt32(round) * 700)
            #expect(child.isRunning)
            kill(child.processIdentifier, SIGKILL)
            child.waitUntilExit()
            let places = [path] + library.trash.map(\.path)
            let texts = places.compactMap { try? there.text($0) }
            #expect(!texts.isEmpty && texts.allSatisfy { $0 == Self.content(3) })
            #expect(library.trash.allSatisfy { $0.original == path })
        }
    }

    private static let renameFolder = ProcessInfo.processInfo.environment["LATHE_TEST_KILLED_RENAME"]

    @Test(.enabled(if: renameFolder != nil, "only in the process that is killed"))
    func `renames for ever`() throws {
        let folder = try #require(Self.renameFolder)
        let library = PromptLibrary(folders: [folder + "/prompts"])
        var path = try #require(library.names.first.map { "\(folder)/prompts/\($0).prompt.yaml" })
        try Data().write(to: URL(filePath: folder + "/ready"))
        for number in 0... {
            path = try library.rename(path, to: "name \(number % 5)\(path.hasSuffix("x.prompt.yaml") ? "" : "x")")
        }
    }

    @Test(.enabled(if: renameFolder == nil && program != nil))
    func `who is killed while renaming leaves the prompt with all its versions`() throws {
        let folder = try TemporaryFolder()
        let library = PromptLibrary(folders: [folder.path + "/prompts"])
        var file = try PromptFile(text: Self.content(0), name: "a")
        _ = try library.save(&file, as: "a")
        var prompt = file.prompt
        prompt.input = "later"
        _ = try file.update(to: prompt)
        _ = try library.save(&file)
        let program = try #require(Self.program)
        for round in 0..<12 {
            unlink(folder.path + "/ready")
            let child = try Self.start(program, "renames for ever", ["LATHE_TEST_KILLED_RENAME": folder.path])
            let deadline = Date().addingTimeInterval(20)
            while !folder.names.contains("ready"), child.isRunning, Date() < deadline { usleep(1000) }
            usleep(UInt32(round) * 700)
            #expect(child.isRunning)
            kill(child.processIdentifier, SIGKILL)
            child.waitUntilExit()
            #expect(library.names.count == 1)
            let name = try #require(library.names.first)
            #expect(library.versions(of: "\(folder.path)/prompts/\(name).prompt.yaml").count == 2)
        }
    }

    @Test func `versions that a crash left under the old name are found under the new one`() throws {
        let folder = try TemporaryFolder()
        let library = PromptLibrary(folders: [folder.path + "/prompts"])
        var file = try PromptFile(text: Self.content(0), name: "a")
        _ = try library.save(&file, as: "old")
        let (old, new) = (folder.path + "/prompts/old.prompt.yaml", folder.path + "/prompts/new.prompt.yaml")
        // As if the process had ended behind the move of the file.
        let note = library.kept.note(renaming: old, to: new)
        try FileManager.default.moveItem(atPath: old, toPath: new)
        #expect(library.versions(of: new).isEmpty)
        withExtendedLifetime(note) {}
        _ = consume note
        #expect(library.versions(of: new).count == 1)
        #expect(library.versions(of: old).isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: library.versionsFolder) == ["new"])
    }

    private static func start(_ program: String, _ test: String, _ environment: [String: String]) throws -> Process {
        let child = Process()
        child.executableURL = URL(filePath: program)
        child.arguments = ["--testing-library", "swift-testing", "--filter", test]
        child.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        child.standardOutput = FileHandle.nullDevice
        child.standardError = FileHandle.nullDevice
        try child.run()
        return child
    }

    private static func drafts(in folder: String) -> Int {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).count { $0.hasSuffix(".json") }
    }

    /// On Linux the tests are a program; elsewhere they are loaded into one that can't be started like this.
    private static var program: String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }
}
