import Foundation
import Prompting
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
            let child = Process()
            child.executableURL = URL(filePath: program)
            child.arguments = ["--testing-library", "swift-testing", "--filter", "saves and keeps drafts for ever"]
            child.environment = ProcessInfo.processInfo.environment.merging(["LATHE_TEST_KILLED": path]) { $1 }
            child.standardOutput = FileHandle.nullDevice
            child.standardError = FileHandle.nullDevice
            try child.run()
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

    private static func drafts(in folder: String) -> Int {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).count { $0.hasSuffix(".json") }
    }

    /// On Linux the tests are a program; elsewhere they are loaded into one that can't be started like this.
    private static var program: String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }
}
