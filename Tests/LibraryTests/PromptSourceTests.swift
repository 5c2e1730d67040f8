import Foundation
import Prompting
import Testing

@testable import Library

struct PromptSourceTests {
    private let text = """
        input: "{{sources}} {{question}}"
        sources: [docs/, notes.md]
        sourceQuery: "{{question}}"
        sourceCount: 3
        sourceTokens: 500
        sourceSearch: both
        sourceModel: bge-small
        lanes:
          - { name: A, sources: none }
          - { name: B, sources: bm25 }
          - { name: C, sources: embeddings }
          - { name: D }

        """

    @Test func `sources are read and written`() throws {
        var file = try PromptFile(text: text, name: "x")
        #expect(
            file.prompt.sources
                == PromptSources(
                    ["docs/", "notes.md"], query: "{{question}}", count: 3, tokens: 500, search: .both,
                    model: "bge-small"))
        #expect(file.prompt.lanes.map(\.sources) == [SourceSearch.none, .bm25, .embeddings, nil])
        #expect(try file.prompt.resolvedLanes().map(\.sources) == [.none, .bm25, .embeddings, .both])
        #expect(file.unknownKeys.isEmpty)
        var wanted = file.prompt
        wanted.sources.count = 5
        wanted.sources.tokens = nil
        wanted.sources.search = .embeddings
        wanted.sources.model = nil
        try file.update(to: wanted)
        #expect(
            file.text
                == text.replacing(
                    "sourceCount: 3\nsourceTokens: 500\nsourceSearch: both\nsourceModel: bge-small\n",
                    with: "sourceCount: 5\nsourceSearch: embeddings\n"))
    }

    @Test func `a lane that withholds the right passages is read, written and typed`() throws {
        let text = "input: x\nlanes:\n  - { name: blind, withhold: true }\n"
        let file = try PromptFile(text: text, name: "x")
        #expect(file.prompt.lanes[0].withholdsRight == true)
        #expect(try file.prompt.resolvedLanes()[0].withholdsRight)
        var new = try PromptFile(text: "input: x\n", name: "x")
        try new.update(to: file.prompt)
        #expect(try PromptFile(text: new.text, name: "x").prompt.lanes == file.prompt.lanes)
        #expect(try Lane(flat: "name=blind,withhold=true") == file.prompt.lanes[0])
        #expect(throws: LaneError.badValue(key: "withhold", text: "maybe", takes: "true or false")) {
            try Lane(flat: "withhold=maybe")
        }
    }

    @Test(arguments: [
        "sourceCount: 0", "sourceCount: many", "sourceTokens: 10", "sources: docs", "lanes: [{ sources: web }]",
        "sourceSearch: web",
    ])
    func `what sources don't take is told with its place`(line: String) {
        #expect(throws: PromptFileError.self) { try PromptFile(text: "input: x\n\(line)\n", name: "x") }
    }

    @Test func `a draft from before there were sources is read`() throws {
        var prompt = Prompt()
        prompt.input = "Hello"
        let encoded = try JSONEncoder().encode(prompt)
        var values = try #require(try JSONSerialization.jsonObject(with: encoded) as? [String: Any])
        values["sources"] = nil
        let read = try JSONDecoder().decode(Prompt.self, from: JSONSerialization.data(withJSONObject: values))
        #expect(read == prompt)
    }
}
