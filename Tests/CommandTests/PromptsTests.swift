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
        #expect(try prompts("compare", "a", "2").output == "There is no difference.\n")
        #expect(try prompts("show", "a", "1").output == "tags: [one] # why\ninstruction: Be brief.\n")
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
        #expect(try prompts("undelete", "한 글").output == renamed)
        #expect(try prompts("undelete", "한 글").errors.contains("has no `한 글`"))
        let bad = try prompts("rename", "한 글", "../evil")
        #expect(bad.code == 1 && bad.errors.contains("A prompt can't be called `../evil`: a name has no `/`"))
    }

    @Test func `what was deleted is listed, and without a name the last one comes back to where it was`() throws {
        let elsewhere = folder.path("elsewhere.prompt.yaml")
        try "input: x\n".write(toFile: elsewhere, atomically: true, encoding: .utf8)
        let path = try add("a", "input: first\n")
        #expect(try prompts("tag", elsewhere, "kept").code == 0)
        #expect(try prompts("delete", "a").code == 0)
        _ = try add("a", "input: second\n")
        #expect(try prompts("delete", "a", elsewhere).code == 0)
        let trash: [[String: Any]] = try json(prompts("trash", "--format", "json"))
        #expect(trash.map { $0["original"] as? String } == [elsewhere, path, path])
        #expect(try prompts("trash").output.split(separator: "\n").count == 4)
        #expect(try prompts("undelete").output == elsewhere + "\n")
        #expect(try prompts("versions", elsewhere).output.contains("tags"))
        #expect(try prompts("undelete", "a").output == path + "\n")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "input: second\n")
        let occupied = try prompts("undelete")
        #expect(occupied.code == 1 && occupied.errors.contains("exists already"))
        #expect(try prompts("rename", "a", "b").code == 0)
        let first = try #require(trash.last?["path"] as? String)
        #expect(trash.last?["keptAs"] as? String == "a")
        #expect(try prompts("undelete", first).output == path + "\n")
        #expect(try prompts("undelete").errors.contains("The trash is empty."))
    }

    @Test func `prompts that come with Lathe are copied, not changed`() throws {
        for arguments in [["rename", "tour", "x"], ["delete", "tour"], ["tag", "tour", "x"]] {
            let result = try Program.run(["prompts"] + arguments, environment: ["XDG_DATA_HOME": folder.path("data")])
            #expect(result.code == 1 && result.errors.contains("it comes with Lathe; duplicate it"))
        }
        #expect(try prompts("duplicate", "tour").code == 0)
    }
}
