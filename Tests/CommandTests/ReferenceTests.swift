import Foundation
import Testing

/// The pages of the reference that are made of the program.
@Suite struct ReferenceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static var docs: URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/reference")
    }

    @Test func `the pages in docs are those of the program as it is`() throws {
        #expect(try Program.run(["reference", folder.path("")]).code == 0)
        let names = [
            "commands", "commands-at-a-glance", "keys", "settings", "sampling", "formats-at-a-glance",
            "measures-at-a-glance", "prompt-file-at-a-glance",
        ]
        for name in names.map({ "\($0).md" }) + ["lathe.1"] {
            let made = try String(contentsOfFile: folder.path(name), encoding: .utf8)
            let kept = try String(contentsOf: Self.docs.appending(path: name), encoding: .utf8)
            #expect(made == kept, "docs/reference/\(name) is not what the program says: run `make docs`.")
        }
    }

    @Test func `a folder that isn't there is named`() throws {
        let result = try Program.run(["reference", folder.path("none")])
        #expect(result.code == 1 && result.errors.contains("none/commands.md can't be written"))
    }
}
