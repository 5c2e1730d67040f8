import Foundation
import Library
import Prompting
import TestFolders
import Testing

@testable import Retrieval

struct ShippedQuestionTests {
    private static let prompts = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Prompts").path

    @Test func `of the shipped questions at least 11 of 12 have the right passage among the first three`() throws {
        let prompt = try PromptFile(contentsOf: Self.prompts + "/ask-sources.prompt.yaml").prompt
        let folder = try TemporaryFolder()
        let sources = try SourceCollection(prompt.sources.paths, base: Self.prompts, in: folder.path)
        _ = try sources.update()
        #expect(prompt.testData.count == 12)
        var missed: [String] = []
        for row in prompt.testData {
            let (question, right) = (try #require(row["question"]), try #require(row["rightSource"]))
            let found = try sources.search(try prompt.sourceQuery(row), count: 3)
            if !found.contains(where: { $0.headings.contains(right) }) { missed.append(question) }
        }
        #expect(missed.count <= 1, "\(missed)")
    }
}
