import Foundation
import Testing

@Suite(.serialized)
struct SourcesTests {
    private let folder: TemporaryFolder
    private let data: DataFolder
    private let bert = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "RuntimeTests/Reference/tiny-bert.gguf").path

    init() throws {
        folder = try TemporaryFolder()
        data = try DataFolder()
        try FileManager.default.createDirectory(atPath: folder.path("docs"), withIntermediateDirectories: true)
        _ = try folder.file("docs/refunds.md", "# Refunds\nA refund takes 14 days.\n")
        _ = try folder.file("docs/fees.md", "# Fees\nThere are no fees at all.\n")
    }

    private func prompt(_ more: String) throws -> String {
        try folder.file(
            "ask.prompt.yaml",
            """
            input: "{{sources}} Q: {{question}}"
            sources: [docs/]
            sourceQuery: "{{question}}"
            sourceCount: 1
            variables: { question: How long does a refund take? }
            modelParameters: { temperature: 0, maxTokens: 4 }

            """ + more)
    }

    private func run(_ arguments: [String]) throws -> Program.Result {
        try Program.run(arguments, data: data, environment: ["XDG_CACHE_HOME": folder.path("cache")])
    }

    @Test func `a search by meaning finds the same text with the cosine 1, and keeps its vectors`() throws {
        let search = [
            "sources", "search", "Fees\nThere are no fees at all.", folder.path("docs"), "--by", "embeddings",
            "--model", bert, "--format", "json",
        ]
        let result = try run(search)
        #expect(result.code == 0, "\(result.errors)")
        let found = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
        #expect(found.count == 2 && (found[0]["file"] as? String)?.hasSuffix("fees.md") == true)
        #expect(abs((found[0]["score"] as? Double ?? 0) - 1) < 1e-4)
        #expect(try run(search).output == result.output)
    }

    @Test func `both ways are joined, and a missing model is told with what to do`() throws {
        let result = try run([
            "sources", "search", "refund", folder.path("docs"), "--by", "both", "--model", bert, "--format", "json",
        ])
        let found = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]], "\(result.errors)")
        #expect((found[0]["file"] as? String)?.hasSuffix("refunds.md") == true)
        // First by words; first or second by meaning.
        let sums: [Double] = [2.0 / 61.0, 1.0 / 61.0 + 1.0 / 62.0]
        let score = try #require(found[0]["score"] as? Double)
        #expect(sums.contains { abs($0 - score) < 1e-9 })
        let none = try run(["sources", "search", "refund", folder.path("docs"), "--by", "embeddings"])
        #expect(none.code == 1 && none.errors.contains("`sourceModel`"), "\(none.errors)")
    }

    @Test func `compile shows what a lane is sent`() throws {
        let lanes = """
            lanes:
              - { name: bare, sources: none }
              - { name: words, sources: bm25 }
              - { name: meaning, sources: embeddings, technique: zero-shot }
            sourceModel: \(bert)

            """
        let file = try prompt(lanes)
        let bare = try run(["compile", file, "--lane", "bare"])
        #expect(bare.output.contains("(no sources) Q:") && !bare.output.contains("14 days"), "\(bare.errors)")
        #expect(try run(["compile", file, "--lane", "words"]).output.contains("[1] docs/refunds.md:2, Refunds"))
        #expect(try run(["compile", file, "--lane", "meaning"]).output.contains("[1] docs/"))
        let all = try run(["compile", file])
        #expect(all.output.contains("A refund takes 14 days."))
        #expect(all.errors.contains("Lane bare gets other sources"), "\(all.errors)")
        let unknown = try run(["compile", file, "--lane", "other"])
        #expect(unknown.code == 1 && unknown.errors.contains("bare, words, meaning"))
    }

    @Test func `compile takes what all lanes say of sources`() throws {
        let result = try run(["compile", try prompt("lanes: [{ name: A, sources: none }]\n")])
        #expect(result.output.contains("(no sources) Q:") && !result.errors.contains("sources"), "\(result.errors)")
        let own = try run(["compile", try prompt("sourceSearch: none\n")])
        #expect(own.output.contains("(no sources) Q:"))
    }

    @Test func `each lane of a run is sent its own passages`() throws {
        let file = try prompt("lanes: [{ name: A, sources: none }, { name: B }, { name: C, sources: embeddings }]\n")
        try FileManager.default.createDirectory(atPath: folder.path("config/lathe"), withIntermediateDirectories: true)
        _ = try folder.file("config/lathe/config.yaml", "sourceModel: \(bert)\n")
        let result = try Program.run(
            ["run", file, "--format", "json"], data: data,
            environment: ["XDG_CACHE_HOME": folder.path("cache"), "XDG_CONFIG_HOME": folder.path("config")])
        #expect(result.code == 0, "\(result.errors)")
        let shown = try Program.run(["history", "show", "1", "--format", "json"], data: data)
        #expect(shown.output.contains("(no sources) Q:") && shown.output.contains("A refund takes 14 days."))
    }

    @Test func `a lane without sources gets none of a given text`() throws {
        let file = try prompt("lanes: [{ name: A, sources: none }, { name: B }]\n")
        let bare = try run(["compile", file, "--lane", "A", "--set", "sources=A refund takes a week."])
        #expect(bare.output.contains("(no sources) Q:") && !bare.output.contains("a week"), "\(bare.errors)")
        let other = try run(["compile", file, "--lane", "B", "--set", "sources=A refund takes a week."])
        #expect(other.output.contains("A refund takes a week. Q:"), "\(other.errors)")
    }

    @Test func `checks and metrics of a lane are made against what it was sent`() throws {
        let file = try prompt(
            """
            lanes: [{ name: bare, sources: none }, { name: words }, { name: blind, withhold: true }]
            testData:
              - { question: How long does a refund take?, expected: x, rightSource: Refunds }
              - { question: Which fees are there?, expected: x, rightSource: Fees }

            """)
        let result = try run([
            "eval", file, "--metric", "source-recall", "--format", "json", "--out", folder.path("r.jsonl"),
            "--strict-sample", "0",
        ])
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result.errors)")
        let lanes = try #require(object["lanes"] as? [[String: Any]])
        #expect(lanes.map { ($0["metrics"] as? [String: Double])?["source-recall"] } == [0, 1, 0])
    }
}
