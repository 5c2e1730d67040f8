import Foundation
import Testing

/// `lathe prompts`, on a library of the test's own.
@Suite(.serialized)
struct PromptsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func prompts(_ arguments: String...) throws -> Program.Result {
        try Program.run(["prompts"] + arguments, environment: ["XDG_DATA_HOME": folder.path("data")])
    }

    private func add(_ name: String, _ text: String) throws -> String {
        let prompts = folder.path("data/lathe/prompts")
        try FileManager.default.createDirectory(atPath: prompts, withIntermediateDirectories: true)
        let path = "\(prompts)/\(name).prompt.yaml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private func json<Value>(_ result: Program.Result) throws -> Value {
        try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? Value,
            "\(result.output) \(result.errors)")
    }

    @Test func `prompts are listed with what they are, yours first, and found by words`() throws {
        _ = try add("b", "name: 리뷰\ntags: [mine]\ninstruction: Do it.\n")
        _ = try add("a", "input: [\n")
        let all: [[String: Any]] = try json(prompts("list", "--format", "json"))
        #expect(all.prefix(2).compactMap { $0["name"] as? String } == ["a", "b"])
        #expect((all[0]["error"] as? String)?.contains("line ") == true)
        #expect(all.contains { $0["name"] as? String == "tour" && $0["isShipped"] as? Bool == true })
        let found = try prompts("list", "MINE", "리뷰")
        #expect(found.output.split(separator: "\n").count == 2 && found.output.contains("b  "))
    }

    @Test func `a prompt's versions are listed, compared, printed and restored`() throws {
        let path = try add("a", "tags: [one] # why\ninstruction: Be brief.\n")
        #expect(try prompts("versions", "a").output.contains("has no versions yet"))
        #expect(try prompts("tag", "a", "둘", "--remove", "one").output == "\(path): 둘.\n")
        let list: [String: Any] = try json(prompts("versions", "a", "--format", "json"))
        let versions = try #require(list["versions"] as? [[String: Any]])
        #expect(versions.map { $0["changes"] as? [String] } == [[], ["tags"]])
        #expect(try prompts("compare", "a", "1").output == "tags: [-one-]{+둘+}\n")
        #expect(try prompts("compare", "a", "2").output == "They say the same.\n")
        #expect(try prompts("show", "a", "--version", "1").output == "tags: [one] # why\ninstruction: Be brief.\n")
        #expect(try prompts("restore", "a", "1").code == 0)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "tags: [one] # why\ninstruction: Be brief.\n")
        let missing = try prompts("restore", "a", "9")
        #expect(missing.code == 1 && missing.errors.contains("versions 1 to 3, and no 9"))
    }

    @Test func `a prompt is renamed, copied, deleted and brought back`() throws {
        _ = try add("a", "input: x\n")
        let renamed = try prompts("rename", "a", "한 글").output
        #expect(renamed.hasSuffix("/한 글.prompt.yaml\n"))
        #expect(try prompts("duplicate", "한 글").output.hasSuffix("/한 글 copy.prompt.yaml\n"))
        #expect(try prompts("delete", "한 글", "nothing").code == 1)
        #expect(try prompts("delete", "한 글").output.contains("is in the trash"))
        #expect(try prompts("undelete").output == "한 글\n")
        #expect(try prompts("undelete", "한 글").output == renamed)
        #expect(try prompts("undelete", "한 글").errors.contains("has no `한 글`"))
    }

    @Test func `prompts that come with Lathe are copied, not changed`() throws {
        for arguments in [["rename", "tour", "x"], ["delete", "tour"], ["tag", "tour", "x"]] {
            let result = try Program.run(["prompts"] + arguments, environment: ["XDG_DATA_HOME": folder.path("data")])
            #expect(result.code == 1 && result.errors.contains("it comes with Lathe; duplicate it"))
        }
        #expect(try prompts("duplicate", "tour").code == 0)
    }
}
