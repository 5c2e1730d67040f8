import Evaluation
import Foundation
import Testing

@testable import Operations

/// The file that keeps the outputs of an evaluation or of a search.
@Suite struct ResultsFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func output(_ id: String, date: Int64? = nil) -> CaseOutput {
        var output = CaseOutput(id: id, lane: "A", samples: [.init(text: id)])
        output.date = date
        return output
    }

    @Test func `two commands can't add outputs to the same file at once`() throws {
        let path = folder.path("outputs.jsonl")
        let first = try ResultsFile(path: path)
        first.add(output("1"))
        let refusal = #expect(throws: ResultsError.self) { try ResultsFile(path: path) }
        #expect("\(try #require(refusal))" == "\(path) is in use: another command is adding outputs to it.")
        // The lock stays where the content is replaced.
        try first.replace(with: [output("2")])
        #expect(throws: ResultsError.self) { try ResultsFile(path: path) }
        first.add(output("3"))
        try first.close()
        let second = try ResultsFile(path: path)
        #expect(try second.outputs().outputs.map(\.id) == ["2", "3"])
    }

    @Test func `a search refuses the file of another that runs, and leaves it as it is`() throws {
        let path = folder.path("search.jsonl")
        let run = EvaluationRun(lanes: [], cases: [])
        let first = try OutputBank(run, path: path, isOwn: true, resume: true, models: [:])
        #expect(throws: ResultsError.self) {
            try OutputBank(run, path: path, isOwn: true, resume: true, models: [:])
        }
        try first.close()
        _ = try OutputBank(run, path: path, isOwn: true, resume: true, models: [:])
    }

    @Test func `half a line at the end is counted and left out, and a link stays a link`() throws {
        let file = try folder.file("kept.jsonl", "")
        let link = folder.path("link.jsonl")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        let first = try ResultsFile(path: link)
        first.add(output("1"))
        try first.close()
        let content = try String(contentsOfFile: file, encoding: .utf8)
        try (content + content.prefix(9)).write(toFile: file, atomically: false, encoding: .utf8)
        let second = try ResultsFile(path: link)
        let (outputs, bad) = try second.outputs()
        #expect(outputs.map(\.id) == ["1"] && bad == 1)
        try second.replace(with: outputs)
        try second.close()
        #expect(try String(contentsOfFile: file, encoding: .utf8) == content)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
    }
}
