import Sampling
import Testing

@testable import Prompting

struct PromptLaneTests {
    private var prompt: Prompt {
        var prompt = Prompt()
        prompt.input = "{{sources}}"
        prompt.technique = .fewShot
        prompt.modelParameters.temperature = 0.5
        prompt.modelParameters.topK = 10
        prompt.sources.search = .both
        var lane = Lane(name: "B", technique: .zeroShot, model: "other", sources: SourceSearch.none)
        lane.modelParameters.temperature = 1
        prompt.lanes = [Lane(name: ""), lane]
        return prompt
    }

    @Test func `a lane's own values stand in place of the prompt's`() throws {
        let sent = try prompt.asSent(byLane: "B")
        #expect(sent.technique == .zeroShot && sent.model == "other" && sent.sources.search == SourceSearch.none)
        #expect(sent.modelParameters.temperature == 1 && sent.modelParameters.topK == 10)
        #expect(sent.lanes.isEmpty)
    }

    @Test func `a lane without a name is called by its letter`() throws {
        #expect(try prompt.asSent(byLane: "A").sources.search == .both)
        #expect(throws: LaneError.unknownLane("C", known: ["A", "B"])) { try prompt.asSent(byLane: "C") }
        #expect(throws: LaneError.unknownLane("A", known: [])) { try Prompt().asSent(byLane: "A") }
    }

    @Test func `what all lanes say of sources holds, else what the prompt says`() {
        #expect(prompt.sourceSearch == .both)
        var same = prompt
        same.lanes = [Lane(name: "A", sources: .bm25), Lane(name: "B", sources: .bm25)]
        #expect(same.sourceSearch == .bm25)
        #expect(Prompt().sourceSearch == .bm25)
    }
}
