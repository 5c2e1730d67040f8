import Evaluation
import Foundation
import Lanes
import Prompting
import Sampling
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

    @Test func `a search makes outputs again that another build of the server has made`() async throws {
        let path = folder.path("search.jsonl")
        func search(_ build: String?) async throws -> (made: Int, kept: Int, notices: [String]) {
            var engine = ScriptedEngine(["A": .init(["Yes"])])
            engine.builds = build.map { ServerBuilds([$0]) }
            let prompt = CompiledPrompt(technique: .zeroShot, body: .completion([Fragment("Good?", isField: true)]))
            let lane = EvaluatedLane(name: "A", engine: engine, engineKey: "server") { _ in
                LaneRequest(name: "A", prompt: prompt, settings: Settings())
            }
            let cases = (1...3).map { Case(id: "\($0)", variables: [:]) }
            let bank = try OutputBank(
                EvaluationRun(lanes: [lane], cases: cases), path: path, isOwn: true, resume: true, models: [:])
            let missing = await bank.missing(lane, cases: cases)
            let outputs = try await bank.outputs([lane], cases: cases) { _ in true }
            #expect(outputs.count == 3)
            try bank.close()
            return (missing, outputs.values.count(where: bank.isKept), bank.notices)
        }
        #expect(try await search("b1") == (3, 0, []))
        #expect(try await search("b1") == (0, 3, []))
        #expect(try await search(nil) == (0, 3, []))
        let other = try await search("b2")
        #expect(other.made == 3 && other.kept == 0)
        #expect(
            other.notices == ["3 outputs in \(path) are made again, because another build of the server made them."])
        #expect(try await search("b2") == (0, 3, []))
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
