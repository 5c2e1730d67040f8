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
        lanes:
          - { name: A, sources: none }
          - { name: B, sources: bm25 }

        """

    @Test func `sources are read and written`() throws {
        var file = try PromptFile(text: text, name: "x")
        #expect(
            file.prompt.sources
                == PromptSources(["docs/", "notes.md"], query: "{{question}}", count: 3, tokens: 500))
        #expect(file.prompt.lanes.map(\.sources) == [SourceSearch.none, .bm25])
        #expect(file.unknownKeys.isEmpty)
        var wanted = file.prompt
        wanted.sources.count = 5
        wanted.sources.tokens = nil
        try file.update(to: wanted)
        #expect(file.text == text.replacing("sourceCount: 3\nsourceTokens: 500\n", with: "sourceCount: 5\n"))
    }

    @Test(arguments: [
        "sourceCount: 0", "sourceCount: many", "sourceTokens: 10", "sources: docs", "lanes: [{ sources: web }]",
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
