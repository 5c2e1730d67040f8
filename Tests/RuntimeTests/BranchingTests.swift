import Sampling
import Testing

@testable import Lanes
@testable import Runtime

/// What the screen needs to colour tokens, to show the distribution at one of them, and to branch off there.
@Suite(.serialized)
struct BranchingTests {
    private struct Trace {
        var text = ""
        var tokens: [DrawnToken] = []
        var history: [Int32] = []
        var textEvents = 0
        var summary: RunSummary?
    }

    private func trace(_ run: Run, stage wanted: Int = 0) async -> Trace {
        var trace = Trace()
        for await event in run.events {
            switch event {
            case .stageStarted(_, _, wanted, _, let history): trace.history = history
            case .text(_, _, wanted, let text, let tokens):
                trace.text += text
                trace.tokens += tokens
                trace.textEvents += 1
            case .finished(let summary): trace.summary = summary
            default: break
            }
        }
        return trace
    }

    @Test func `each token says where its text ends and how probable it was`() async throws {
        let engine = try await StarterModel.engine()
        let trace = await trace(engine.start(RunRequest(lanes: [LaneRequest("a", continuing: "Once upon a time")])))
        let bytes = Array(trace.text.utf8)
        #expect(trace.tokens.count == 24)
        #expect(trace.tokens.last?.end == bytes.count)
        var start = 0
        for token in trace.tokens {
            #expect(String(decoding: bytes[start..<token.end], as: UTF8.self) == engine.text(of: token.id))
            start = token.end
            let probability = try #require(token.probability)
            #expect(probability > 0 && probability <= 1)
        }
        engine.shutDown()
    }

    @Test func `a replay tells all of its text at once`() async throws {
        let engine = try await StarterModel.engine()
        let request = RunRequest(lanes: [LaneRequest("a", continuing: "Once upon a time")])
        let first = await trace(engine.start(request))
        let second = await trace(engine.start(request))
        #expect(second.textEvents == 1)
        #expect(second.text == first.text)
        #expect(second.tokens == first.tokens)
        engine.shutDown()
    }

    @Test func `the distribution at a token is the one that the token was drawn from`() async throws {
        let engine = try await StarterModel.engine()
        let trace = await trace(engine.start(RunRequest(lanes: [LaneRequest("a", continuing: "Once upon a time")])))
        for index in [0, 5, 23] {
            let history = trace.history + trace.tokens[..<index].map(\.id)
            let kept = try await engine.next(after: history, isWhole: false)
            #expect(kept.row.probability(of: trace.tokens[index].id) == trace.tokens[index].probability)
            #expect(!kept.row.isComplete)
            let whole = try await engine.next(after: history, isWhole: true)
            #expect(whole.row.isComplete)
        }
        engine.shutDown()
    }

    @Test(arguments: [true, false])
    func `each token says what mirostat or adaptive-P made of those before it`(_ isMirostat: Bool) async throws {
        let engine = try await StarterModel.engine()
        let lane = LaneRequest("a", continuing: "Once upon a time") {
            if isMirostat { $0.mirostatTau = 4 } else { $0.adaptiveTarget = 0.3 }
        }
        let trace = await trace(engine.start(RunRequest(lanes: [lane])))
        var memory = FunnelMemory(lane.settings)
        var funnel = Funnel(lane.settings)
        #expect(Set(trace.tokens.map(\.steering)).count > 1)
        for (index, token) in trace.tokens.enumerated() {
            let (told, folded) = (try #require(token.steering), try #require(memory.steering))
            // A row alone and one of a batch differ by rounding, on some processors by tenths of a logarithm.
            #expect(abs(told - folded) < 0.3)
            let history = trace.history + trace.tokens[..<index].map(\.id)
            let row = try await engine.next(after: history, isWhole: true).row
            let outcome = funnel.apply(to: row, history: history[...], at: FunnelPlace(steering: told))
            guard case .kept(let survivors) = outcome else {
                Issue.record("a whole row doesn't tell the survivors")
                break
            }
            memory.note(token.id, from: survivors)
        }
        engine.shutDown()
    }

    @Test func `a lane that is given its opening goes on as if it had drawn it`() async throws {
        let engine = try await StarterModel.engine()
        let lane = LaneRequest("a", continuing: "Once upon a time")
        let first = await trace(engine.start(RunRequest(lanes: [lane])))
        var branch = lane
        branch.openings = [first.tokens[..<10].map(\.id)]
        let second = await trace(engine.start(RunRequest(lanes: [branch])))
        #expect(second.text == first.text)
        #expect(second.tokens[..<10].allSatisfy { $0.probability == nil })
        branch.openings = [first.tokens[..<9].map(\.id) + [first.tokens[9].id == 253 ? 254 : 253]]
        let third = await trace(engine.start(RunRequest(lanes: [branch])))
        #expect(third.tokens[..<9].map(\.id) == first.tokens[..<9].map(\.id))
        #expect(third.tokens[9].id != first.tokens[9].id)
        #expect(third.text.hasPrefix(first.tokens[..<9].map { engine.text(of: $0.id) }.joined()))
        engine.shutDown()
    }

    @Test func `the answer stage can be given an opening of its own`() async throws {
        let engine = try await StarterModel.engine()
        var lane = LaneRequest("a", continuing: "Q: 2 + 2?\nA: Let's think.", trigger: "\nThe answer is")
        let first = await trace(engine.start(RunRequest(lanes: [lane])), stage: 1)
        let opening = try #require(first.tokens.first)
        lane.openings = [[], [opening.id]]
        let second = await trace(engine.start(RunRequest(lanes: [lane])), stage: 1)
        #expect(second.history == first.history)
        #expect(second.text == first.text)
        #expect(second.tokens.first?.probability == nil)
        engine.shutDown()
    }
}
