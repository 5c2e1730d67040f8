import Foundation
import GRDB
import Prompting
import TestFolders
import Testing

@testable import Retrieval

struct SourceIndexTests {
    private let folder: TemporaryFolder
    private var docs: String { "\(folder.path)/docs" }
    private var indexes: String { "\(folder.path)/indexes" }

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/docs/more", withIntermediateDirectories: true)
        try write("refunds.md", "# Refunds\nA refund takes 14 days.\n\n# Fees\nThere are no fees.\n")
        try write("more/서울.txt", "지하철은 새벽 1시까지 다닌다.\n버스는 밤새 다닌다.\n")
    }

    private func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(docs)/\(name)"))
    }

    private func collection(_ paths: [String]? = nil, sizes: ChunkSizes? = nil) throws -> SourceCollection {
        let collection = try SourceCollection(paths ?? [docs], in: indexes, sizes: sizes)
        _ = try collection.update()
        return collection
    }

    private func update() throws -> SourceUpdate {
        try #require(try SourceCollection([docs], in: indexes).update().first).update
    }

    /// The index's only file.
    private func database() throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: indexes).filter { $0.hasSuffix(".sqlite") }
        return "\(indexes)/\(try #require(names.first))"
    }

    // MARK: searching

    @Test func `English words are found in other forms, Korean ones whatever follows them`() throws {
        let sources = try collection()
        let refunds = try sources.search("How are refunds taken?", count: 3)
        #expect(refunds.first?.text == "A refund takes 14 days.")
        #expect(refunds.first?.headings == ["Refunds"])
        #expect(refunds.first?.place.hasSuffix("refunds.md:2") == true)
        #expect(try sources.search("지하철이 언제까지 있나요?", count: 1).first?.file.hasSuffix("more/서울.txt") == true)
        #expect(try sources.search("zebra", count: 3).isEmpty)
        #expect(try sources.search("\"* OR NEAR( ^", count: 3).isEmpty)
    }

    @Test func `passages are numbered from 1 in the order of their scores`() throws {
        let found = try collection().search("refund fees days", count: 10)
        #expect(found.map(\.number) == Array(1...found.count))
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.score >= $1.score })
    }

    @Test func `the index's scores are those of BM25 over all sources together`() throws {
        for (name, text) in [
            ("a", "Hello there good man!"), ("b", "It is quite windy in London"), ("c", "How is the weather today?"),
        ] {
            try write("../\(name).txt", text)
        }
        let paths = ["a", "b", "c"].map { "\(folder.path)/\($0).txt" }
        let found = try collection(paths).search("windy London", count: 3)
        // Each file's name is a word of it, so the lengths are those of rank_bm25's example and one more.
        let weight = BM25().weight(frequency: 1, length: 7, averageLength: 6)
        #expect(found.map(\.file) == [paths[1]])
        #expect(abs((found.first?.score ?? 0) - 2 * BM25.rarity(of: 1, among: 3) * weight) < 1e-9)
    }

    @Test func `passages that are over the tokens are left out, and equal ones come once`() throws {
        for name in ["x", "y"] { try write("\(name).txt", "Elephants never forget.") }
        try write("z.txt", "Elephants " + String(repeating: "and so on ", count: 60) + ".")
        let sources = try collection()
        let texts = try sources.search("elephants", count: 5).map(\.text)
        #expect(texts.filter { $0 == "Elephants never forget." }.count == 1)
        let short = try sources.search("elephants", count: 5, tokens: 60)
        #expect(short.map(\.text) == ["Elephants never forget."])
    }

    @Test func `what is left out makes room for the next, and numbers have no gap`() throws {
        let found = try collection().search("refund fees", count: 1) {
            $0.title.contains("Refunds") && $0.title.contains("2,")
        }
        #expect(found.map(\.text) == ["There are no fees."])
        #expect(found.map(\.number) == [1])
    }

    // MARK: many passages

    @Test(arguments: ["When is the visa deadline?", "deadline"])
    func `of more passages with the query's word than are scored the best comes first`(query: String) throws {
        for number in 100..<250 { try write("\(number).md", "Form \(number) has a deadline, as all forms have.") }
        try write("zz.md", "The deadline of the visa is a deadline like no other deadline.")
        let found = try collection().search(query, count: 3)
        #expect(found.first?.file.hasSuffix("/zz.md") == true)
        #expect(found.count == 3 && found[0].score > found[1].score)
    }

    @Test(arguments: ["비자의 마감은 언제인가요?", "마감"])
    func `a Korean word of more passages than are scored finds the best too`(query: String) throws {
        for number in 100..<250 { try write("\(number).md", "서류 \(number)번에도 마감이 있고, 모두 다르다.") }
        try write("zz.md", "비자 마감은 3월이다. 마감 뒤에는 마감을 못 바꾼다.")
        let found = try collection().search(query, count: 3)
        #expect(found.first?.file.hasSuffix("/zz.md") == true)
        #expect(found.count == 3 && found[0].score > found[1].score)
    }

    @Test func `of many passages the best has the score that it has among few`() throws {
        try FileManager.default.createDirectory(atPath: "\(docs)/many", withIntermediateDirectories: true)
        for number in 100..<250 {
            try write("many/\(number).md", "Form \(number) has a deadline, as all forms have.")
        }
        try write("many/zz.md", "The visa deadline is in March.")
        let found = try collection(["\(docs)/many"]).search("visa deadline", count: 1)
        // With the file's name 150 passages have 10 words each, and one has 7.
        let weight = BM25().weight(frequency: 1, length: 7, averageLength: 1507.0 / 151)
        let rarities = BM25.rarity(of: 1, among: 151) + BM25.rarity(of: 151, among: 151)
        #expect(found.map(\.text) == ["The visa deadline is in March."])
        #expect(abs((found.first?.score ?? 0) - weight * rarities) < 1e-9)
    }

    // MARK: keeping up to date

    @Test func `only what has changed is indexed again`() throws {
        let first = try update()
        #expect(first == SourceUpdate(files: 2, chunks: 3, added: 2))
        #expect(try update().isUnchanged)
        try write("refunds.md", "# Refunds\nA refund takes 20 weeks.\n")
        try write("new.md", "Something new.")
        try FileManager.default.removeItem(atPath: "\(docs)/more/서울.txt")
        let second = try update()
        #expect(second == SourceUpdate(files: 2, chunks: 2, added: 1, changed: 1, removed: 1))
        let sources = try collection()
        #expect(try sources.search("refund", count: 3).map(\.text) == ["A refund takes 20 weeks."])
        #expect(try sources.search("지하철", count: 3).isEmpty && sources.search("fees", count: 3).isEmpty)
    }

    @Test func `a file that is only touched isn't changed`() throws {
        _ = try update()
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: "\(docs)/refunds.md")
        #expect(try update().isUnchanged)
    }

    @Test func `what a program indexed that was killed before it counted is counted later`() throws {
        _ = try update()
        try DatabaseQueue(path: try database()).write { db in
            try db.execute(
                sql: "UPDATE facts SET value = '0' WHERE name = 'chunks'; INSERT INTO facts VALUES ('uncounted', '1')")
        }
        #expect(try update().chunks == 3)
        #expect(try update().chunks == 3)
    }

    @Test func `another size makes the index anew, and stays`() throws {
        try write("long.md", (1...80).map { "Sentence number \($0) says little." }.joined(separator: " "))
        let usual = try collection().passages().count
        let small = try collection(sizes: ChunkSizes(size: 30, overlap: 0)).passages().count
        #expect(small > usual)
        #expect(try collection().passages().count == small)
    }

    @Test(arguments: ["", "no database", "SQLite format 3\0"])
    func `a damaged index is made anew`(content: String) throws {
        _ = try update()
        try Data(content.utf8).write(to: URL(filePath: try database()))
        #expect(try update().chunks == 3)
        #expect(try collection().search("refund", count: 1).count == 1)
    }

    @Test func `an index whose words are damaged is made anew, and so is one that lacks a table`() throws {
        for damage in ["UPDATE chunkWords_data SET block = X'00'", "DROP TABLE chunks"] {
            _ = try update()
            try DatabaseQueue(path: try database()).write { db in try db.execute(sql: damage) }
            try write("refunds.md", "A refund takes \(damage.count) days.")
            #expect(try update().files == 2)
            #expect(try collection().search("refund", count: 1).count == 1)
        }
    }

    @Test func `damage that a search finds is mended by it`() throws {
        let sources = try collection()
        try DatabaseQueue(path: try database()).write { db in try db.execute(sql: "DROP TABLE chunks") }
        #expect(try sources.search("refund", count: 1).count == 1)
        #expect(sources.takeNotices().count == 1)
    }

    @Test func `where nothing can be written, the index is in memory`() throws {
        try Data().write(to: URL(filePath: indexes))
        let sources = try SourceCollection([docs], in: indexes)
        #expect(try sources.update().first?.update.chunks == 3)
        #expect(sources.takeNotices().count == 1)
        #expect(try sources.search("refund", count: 1).count == 1)
    }

    // MARK: hostile files

    @Test func `what can't be read is told, and the rest is read`() throws {
        mkfifo("\(docs)/pipe.md", 0o600)
        try Data([0xC3, 0x28]).write(to: URL(filePath: "\(docs)/latin.txt"))
        try Data([0, 1, 2, 3]).write(to: URL(filePath: "\(docs)/binary.md"))
        try Data("a\nb\n".utf8).write(to: URL(filePath: "\(docs)/image.png"))
        try FileManager.default.createSymbolicLink(atPath: "\(docs)/more/loop", withDestinationPath: docs)
        try FileManager.default.createSymbolicLink(atPath: "\(docs)/self.md", withDestinationPath: "self.md")
        let huge = FileManager.default.createFile(atPath: "\(docs)/huge.txt", contents: nil)
        #expect(huge && truncate("\(docs)/huge.txt", off_t(SourceReader.mostBytes + 1)) == 0)
        let update = try update()
        #expect(update.files == 2 && update.others == 2)
        #expect(
            update.skipped.map { "\($0.name): \($0.reason)" } == [
                "binary.md: it isn't text", "huge.txt: it is larger than 32 MB", "latin.txt: it isn't UTF-8 text",
            ])
        #expect(try self.update().isUnchanged)
    }

    @Test func `a file that is named is read as text, and an empty one has no passages`() throws {
        try write("LICENSE", "Use it as you like.")
        try write("empty.md", "\n \n")
        let sources = try collection(["\(docs)/LICENSE", "\(docs)/empty.md"])
        #expect(try sources.passages().map(\.place) == ["\(docs)/LICENSE:1"])
        #expect(try sources.search("like", count: 1).count == 1)
    }

    @Test func `a source that isn't there is an error with its path`() {
        let path = "\(folder.path)/nothing"
        #expect(throws: SourceError.missing(path, reason: "there is no such file")) { try collection([path]) }
        #expect(throws: SourceError.missing("/dev/null", reason: "it is neither a file nor a folder")) {
            try collection(["/dev/null"])
        }
    }

    @Test func `UTF-16 with a mark is read`() throws {
        try #require("Refunds in UTF-16.".data(using: .utf16)).write(to: URL(filePath: "\(docs)/wide.txt"))
        #expect(try collection().search("utf", count: 1).first?.file.hasSuffix("wide.txt") == true)
    }
}
