import Foundation
import GRDB
import Prompting
import Synchronization
import TestFolders
import Testing

@testable import Retrieval

struct EmbeddedSourcesTests {
    private let folder: TemporaryFolder
    private let asked = Asked()
    private var docs: String { "\(folder.path)/docs" }

    /// The texts that a model was given.
    private final class Asked: Sendable {
        private let texts = Mutex<[String]>([])
        func add(_ new: [String]) { texts.withLock { $0 += new } }
        func take() -> [String] {
            texts.withLock { texts in
                defer { texts = [] }
                return texts
            }
        }
    }

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/docs", withIntermediateDirectories: true)
        try write("money.md", "# Money\nYou are paid back within 14 days.")
        try write("animals.md", "A cat sleeps all day.")
        try write("refund.md", "The word refund has six letters.")
    }

    private func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(docs)/\(name)"))
    }

    /// Embeds by themes: money, animals, and anything else a little.
    private func embedder(_ model: String = "themes") -> SourceEmbedder {
        SourceEmbedder(model: model) { [asked] texts in
            asked.add(texts)
            return texts.map { text in
                func has(_ words: [String]) -> Float {
                    words.contains { text.lowercased().contains($0) } ? 1 : 0
                }
                if text.isEmpty { return [] }
                let vector = [
                    has(["paid", "money", "refund"]), has(["cat", "animal"]), has(["word", "letters"]), 0.1,
                ]
                let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
                return vector.map { $0 / norm }
            }
        }
    }

    private func sources() throws -> SourceCollection {
        let sources = try SourceCollection([docs], in: "\(folder.path)/indexes")
        _ = try sources.update()
        return sources
    }

    private func embedded(_ model: String = "themes") async throws -> EmbeddedSources {
        try await EmbeddedSources(sources(), by: embedder(model))
    }

    @Test func `a passage is found that shares no word with the question`() async throws {
        let question = "When do I get my refund?"
        #expect(try sources().search(question, count: 1).first?.file.hasSuffix("refund.md") == true)
        let found = try await embedded().search(question, by: .embeddings, count: 3)
        #expect(found.first?.text == "You are paid back within 14 days.")
        #expect(found.map(\.number) == [1, 2, 3])
        #expect(abs((found.first?.score ?? 0) - 1) < 1e-6)
    }

    @Test func `both ways are joined by their ranks`() async throws {
        let found = try await embedded().search("refund", by: .both, count: 3)
        // By words only refund.md is found; by meaning money.md is first and refund.md second.
        #expect(found.map { $0.file.split(separator: "/").last } == ["refund.md", "money.md", "animals.md"])
        let wanted: [Double] = [1.0 / 61.0 + 1.0 / 62.0, 1.0 / 61.0, 1.0 / 63.0]
        let scores = found.map(\.score)
        #expect(scores.count == 3 && scores.indices.allSatisfy { abs(scores[$0] - wanted[$0]) < 1e-12 })
    }

    @Test func `words alone and no sources need no model`() async throws {
        let sources = try await embedded()
        _ = asked.take()
        #expect(try await sources.search("refund", by: .bm25, count: 3).count == 1)
        #expect(try await sources.search("refund", by: .none, count: 3).isEmpty)
        #expect(asked.take().isEmpty)
    }

    @Test func `a text is embedded once, with the headings above it, wherever it moves`() async throws {
        _ = try await embedded()
        let first = asked.take()
        #expect(first.count == 3 && first.contains("Money\nYou are paid back within 14 days."))
        _ = try await embedded()
        #expect(asked.take().isEmpty)
        try FileManager.default.moveItem(atPath: "\(docs)/animals.md", toPath: "\(docs)/cats.md")
        try write("new.md", "A dog barks.")
        _ = try await embedded()
        #expect(asked.take() == ["A dog barks."])
    }

    @Test func `another model embeds anew, and vectors of texts that are gone are removed`() async throws {
        _ = try await embedded()
        _ = try await embedded("others")
        #expect(asked.take().count == 6)
        try FileManager.default.removeItem(atPath: "\(docs)/animals.md")
        _ = try sources()
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/indexes")
        let name = try #require(names.first { $0.hasSuffix(".sqlite") })
        let kept = try await DatabaseQueue(path: "\(folder.path)/indexes/\(name)").read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM chunkVectors")
        }
        #expect(kept == 4)
    }

    @Test func `what the model throws comes through, and what was embedded before it stays`() async throws {
        struct Broken: Error {}
        let broken = SourceEmbedder(model: "themes") { _ in throw Broken() }
        await #expect(throws: Broken.self) { try await EmbeddedSources(sources(), by: broken) }
        for number in 0..<40 { try write("\(number).md", "Note \(number).") }
        let good = embedder()
        let calls = Asked()
        let failing = SourceEmbedder(model: "themes") { texts in
            if !calls.take().isEmpty { throw Broken() }
            calls.add(["once"])
            return try await good.vectors(texts)
        }
        await #expect(throws: Broken.self) { try await EmbeddedSources(sources(), by: failing) }
        #expect(asked.take().count == 32)
        _ = try await embedded()
        #expect(asked.take().count == 11)
    }

    @Test func `an index that another program has changed is read again, and what is new is embedded`() async throws {
        let known = try await embedded()
        _ = try await known.search("cat", by: .embeddings, count: 3)
        _ = asked.take()
        // The id of the passage that goes is given to the one that comes.
        try write("refund.md", "A cat is no animal that barks.")
        _ = try sources()
        let found = try await known.search("cat", by: .embeddings, count: 2)
        #expect(Set(found.map(\.text)) == ["A cat sleeps all day.", "A cat is no animal that barks."])
        #expect(asked.take() == ["cat", "A cat is no animal that barks."])
        _ = try await known.search("cat", by: .embeddings, count: 2)
        #expect(asked.take() == ["cat"])
    }

    @Test func `a passage that another program has removed is found neither by meaning nor by both`() async throws {
        let known = try await embedded()
        try FileManager.default.removeItem(atPath: "\(docs)/money.md")
        _ = try sources()
        for way in [SourceSearch.embeddings, .both] {
            let found = try await known.search("refund", by: way, count: 3)
            #expect(found.map(\.text).sorted() == ["A cat sleeps all day.", "The word refund has six letters."])
        }
    }

    @Test func `damage that a search by meaning finds is mended by it`() async throws {
        let known = try await embedded()
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/indexes")
        let name = try #require(names.first { $0.hasSuffix(".sqlite") })
        try await DatabaseQueue(path: "\(folder.path)/indexes/\(name)").write { db in
            try db.execute(sql: "DROP TABLE chunks")
        }
        let found = try await known.search("When am I paid?", by: .embeddings, count: 1)
        #expect(found.map(\.text) == ["You are paid back within 14 days."])
    }

    @Test func `a question without tokens finds nothing by meaning`() async throws {
        #expect(try await embedded().search("", by: .embeddings, count: 3).isEmpty)
    }
}
