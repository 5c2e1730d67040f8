import Foundation
import Prompting
import TestFolders
import Testing

@testable import Library

struct HostileFileTests {
    @Test(.timeLimit(.minutes(1)), arguments: ["pipe", "folder", "/dev/zero", "link"])
    func `what isn't a plain file is told, and not waited for`(name: String) throws {
        let folder = try TemporaryFolder()
        let path = name.hasPrefix("/") ? name : folder.path + "/" + name
        switch name {
        case "pipe": #expect(mkfifo(path, 0o600) == 0)
        case "folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        case "link": #expect(symlink("/dev/random", path) == 0)
        default: break
        }
        let refusal = #expect(throws: PlainFile.Refusal.self) { try PlainFile.data(at: path) }
        let reasons = ["folder": "it is a folder", "pipe": "it is a pipe, not a file"]
        #expect(refusal?.reason == reasons[name] ?? "it is a device, not a file")
        #expect(throws: PromptFileError.self) { try PromptFile(contentsOf: path) }
    }

    @Test func `a file is read up to a size`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("12345", to: "a")
        #expect(try PlainFile.data(at: path, most: 5) == Data("12345".utf8))
        #expect(throws: PlainFile.Refusal(reason: "it is larger than 4 bytes", isTooLarge: true)) {
            try PlainFile.data(at: path, most: 4)
        }
        #expect(try PlainFile.data(at: "/dev/null").isEmpty)
        #expect(throws: PlainFile.Refusal(reason: "there is no such file")) { try PlainFile.data(at: path + "x") }
    }

    @Test func `a text that many aliases repeat is refused before it fills the memory`() throws {
        let text = String(repeating: "x", count: 10_000)
        let lines = String(repeating: "  - { input: *a, output: *a }\n", count: 2000)
        #expect {
            try PromptFile(text: "instruction: &a \(text)\nexamples:\n\(lines)", name: "a.prompt.yaml")
        } throws: {
            "\($0)".contains("its texts, with those of aliases, are longer than 16 MB")
        }
    }

    @Test func `keys that are merged many times are read in time`() throws {
        let keys = (0..<10_000).map { "k\($0): 1" }.joined(separator: ", ")
        let value = try PlacedValue(text: "a: &a {\(keys)}\nb: {<<: [*a, *a, *a], k1: 2}", name: "a.yaml")
        #expect(try value["b"]?.entries().count == 10_000)
        #expect(value["b"]?["k1"]?.scalar == "2")
    }
}
