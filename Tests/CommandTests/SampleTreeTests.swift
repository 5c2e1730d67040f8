import Foundation
import Lanes
import Prompting
import Sampling
import Testing
import TextLayout

@testable import Reports

/// The tree of a lane's samples, as `lathe run` prints it.
struct SampleTreeTests {
    /// Returns a stage that thought one token and wrote `words`, with these ids and probabilities.
    private static func stage(_ words: [(id: Int32, text: String, probability: Float)]) -> StageResult {
        var (text, tokens) = ("", [DrawnToken(id: 99, probability: 0.5, end: 2)])
        for word in words {
            text += word.text
            tokens.append(DrawnToken(id: word.id, probability: word.probability, end: text.utf8.count))
        }
        return StageResult(prompt: "Say.", text: text, thoughts: "Hm", thoughtTokens: 1, finish: .end, tokens: tokens)
    }

    /// A lane of three samples: two part behind their first word, and the third ends where the first one goes on.
    private static var lane: LaneResult {
        let stages = [
            stage([(1, "ba", 0.5), (2, "da", 0.25)]), stage([(1, "ba", 0.5), (3, "ram", 0.5)]), stage([(1, "ba", 0.5)]),
        ]
        return LaneResult(
            name: "A", samples: stages.map { SampleResult(stages: [$0], text: $0.text, answer: $0.text) }, answer: "ba")
    }

    private static func report(_ result: LaneResult) throws -> RunReport.Lane {
        let prompt = CompiledPrompt(technique: .zeroShot, body: .completion([Fragment("Say.", isField: false)]))
        return RunReport.Lane(
            LaneRequest(name: "A", prompt: prompt, settings: Settings()), result, server: nil, model: nil, lacking: [])
    }

    @Test func `several samples whose tokens are known are a tree for each stage`() throws {
        let tree = try #require(Self.lane.stageTrees?.first)
        #expect(Self.lane.stageTrees?.count == 1)
        #expect(tree.results.map { tree.text(to: $0) } == ["Hmbada", "Hmbaram", "Hmba"])
        #expect(tree.sizes == [1, 1, 2])
        let score = (log(0.5) + log(0.5) + log(0.25)) / 3
        #expect(abs((tree.scores.first ?? 0) - score) < 1e-6)
        var alone = Self.lane
        alone.samples = [alone.samples[0]]
        #expect(alone.stageTrees == nil)
        var untold = Self.lane
        for index in untold.samples.indices { untold.samples[index].stages[0].tokens = [] }
        #expect(untold.stageTrees == nil)
    }

    @Test func `tokens behind the end of a text that a stop string cut have no text`() {
        var stage = Self.stage([(1, "ba", 0.5), (2, "da", 0.25)])
        stage.text = "ba"
        #expect(stage.drawn.map(\.text) == ["Hm", "ba", ""])
    }

    @Test func `the tree has each sample at its end, also where another one goes on`() throws {
        let tree = try #require(Self.lane.stageTrees?.first)
        let text = BeamTreeText(tree, glyphs: .ascii).text
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines[0].hasPrefix("`- Hmba  [3] score "), "\(text)")
        #expect(lines[1].hasPrefix("   |- ram  [2] score "), "\(text)")
        #expect(lines[2].hasPrefix("   `- da  [1] score ") && lines[2].hasSuffix("3 tokens"), "\(text)")
        #expect(lines.contains("step 3") && !text.contains("fell"))
    }

    @Test func `samples that are alike end at the same place`() throws {
        var lane = Self.lane
        lane.samples[1] = lane.samples[0]
        let tree = try #require(lane.stageTrees?.first)
        #expect(BeamTreeText(tree, glyphs: .unicode).text.contains("da  [1][2] score"))
    }

    @Test func `the JSON of a lane has its trees and no tokens besides`() throws {
        let written = try json(Self.report(Self.lane), pretty: false)
        #expect(written.contains("\"trees\":[{") && !written.contains("\"tokens\""), "\(written)")
        let read = try JSONDecoder().decode(RunReport.Lane.self, from: Data(written.utf8))
        #expect(try json(read, pretty: false) == written)
        var alone = Self.lane
        alone.samples = [alone.samples[0]]
        #expect(try !json(Self.report(alone), pretty: false).contains("trees"))
    }

    @Test func `a run prints the samples of a lane as a tree, and one sample as its text`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("x.prompt.yaml", "input: Name a colour.\nmodelParameters: { maxTokens: 5 }")
        let lanes = ["--lane", "name=several,samples=3,temperature=1.5", "--lane", "name=alone"]
        let tree = try Program.run(["run", file, "--format", "tree"] + lanes).output
        #expect(tree.contains("] score ") && tree.components(separatedBy: "step 1\n").count == 2, "\(tree)")
        let written = try Program.run(["run", file, "--format", "json"] + lanes).output
        let report = try JSONSerialization.jsonObject(with: Data(written.utf8)) as? [String: Any]
        let found = try #require(report?["lanes"] as? [[String: Any]])
        let trees = try #require(found[0]["trees"] as? [[String: Any]])
        #expect(trees.count == 1 && (trees[0]["results"] as? [Int])?.count == 3)
        #expect(found[1]["trees"] == nil)
    }
}
