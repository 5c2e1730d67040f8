import Foundation
import Testing
import Workbench

/// The keys as they are told: by the command and in the README.
@Suite struct KeysTests {
    @Test func `keys prints every key with what it does`() throws {
        let result = try Program.run(["keys"])
        for section in KeySection.all {
            #expect(result.output.contains(section.title))
            for line in section.keys { #expect(result.output.contains(line.action), "\(line)") }
        }
    }

    @Test func `the README's table names only keys that there are`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../README.md")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let start = try #require(lines.firstIndex { $0.hasPrefix("| keys | what they do |") })
        let known = Set(KeySection.all.flatMap(\.keys).flatMap { $0.names.split(separator: " ") })
        let rows = lines[(start + 2)...].prefix { $0.hasPrefix("|") }
        #expect(rows.count > 10)
        for row in rows {
            let cell = row.split(separator: "|")[0]
            let keys = cell.replacing(#/ in (a|the) \w+/#, with: "").replacing(" or ", with: ", ")
            for key in keys.split(separator: ", ") {
                let name = key.trimmingPrefix(" ").split(separator: " ").first ?? key
                #expect(known.contains(name), "\(name)")
            }
        }
    }
}
