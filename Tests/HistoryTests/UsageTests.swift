import Foundation
import Testing

@testable import History
@testable import Lanes
@testable import Library

/// Tokens and costs of a time.
@Suite struct UsageTests {
    private let kept: TemporaryHistory

    init() throws { kept = try TemporaryHistory() }

    private func lane(_ name: String, prompt: Int, generated: Int, model: ModelRecord = SampleRuns.model) -> LaneRecord
    {
        SampleRuns.lane(name, model: model) {
            ($0.result.usage.promptTokens, $0.result.usage.generatedTokens) = (prompt, generated)
        }
    }

    @Test func `tokens are added up by model, of the time that is asked for`() throws {
        var other = SampleRuns.model
        other.name = "large"
        let lanes = [lane("A", prompt: 10, generated: 3), lane("B", prompt: 20, generated: 90, model: other)]
        for second in [100.0, 200, 300] {
            try kept.history.record(SampleRuns.run(lanes: lanes, date: Date(timeIntervalSince1970: second)))
        }
        let usage = try kept.history.usage(
            since: Date(timeIntervalSince1970: 200), until: Date(timeIntervalSince1970: 300.5))
        #expect(usage.map(\.model) == ["large", "tiny"])
        #expect(usage.map(\.outputs) == [2, 2])
        #expect(usage.map(\.promptTokens) == [40, 20])
        #expect(usage.map(\.generatedTokens) == [180, 6])
        #expect(usage.allSatisfy { $0.cost == nil })
        #expect(try kept.history.usage(since: Date(timeIntervalSince1970: 301)).isEmpty)
    }

    @Test func `an output of an evaluation counts once, also if a later evaluation has taken it over`() throws {
        var outcome = try SampleEvaluations.outcome()
        for row in outcome.report.rows.indices {
            for lane in 0..<2 { outcome.report.rows[row].lanes[lane]?.output.request = "\(row) \(lane)" }
        }
        for _ in 0..<2 { _ = try kept.history.keep(outcome) }
        let date = Date(timeIntervalSince1970: 1_764_000_000)
        let usage = try kept.history.usage(since: date, until: date + 1)
        #expect(usage.map(\.model) == ["tiny"])
        #expect(usage.map(\.outputs) == [8] && usage.map(\.cost) == [0])
        #expect(usage.map(\.promptTokens) == [8 * 140] && usage.map(\.generatedTokens) == [8 * 12])
        #expect(try kept.history.usage(since: date + 1).isEmpty)
    }

    @Test func `sums that are too large stay the largest number`() {
        var large = TokenUsage(model: "large")
        (large.outputs, large.promptTokens, large.generatedTokens) = (1, .max, .max - 1)
        let total = TokenUsage.total(of: [large, large])
        #expect(total.outputs == 2 && total.promptTokens == .max && total.generatedTokens == .max)
    }

    @Test func `a server's price gives the cost`() throws {
        var server = SampleRuns.model
        (server.name, server.path) = ("gpt", "")
        server.server = ServerRecord(
            url: "http://localhost:1", kind: "openai", price: Server.Price(input: 2, output: 8))
        let lanes = [lane("A", prompt: 1_000_000, generated: 500_000, model: server)]
        try kept.history.record(SampleRuns.run(lanes: lanes))
        #expect(try kept.history.usage(since: .distantPast).map(\.cost) == [6])
    }
}
