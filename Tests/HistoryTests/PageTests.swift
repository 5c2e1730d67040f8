import Foundation
import Lanes
import Prompting
import Testing

@testable import History
@testable import Library

struct PageTests {
    private let kept: TemporaryHistory

    init() throws {
        kept = try TemporaryHistory()
    }

    private func ids(_ filter: HistoryFilter, _ position: HistoryPosition = .newest, limit: Int = 50) throws -> [Int64]
    {
        try kept.history.page(filter, from: position, limit: limit).entries.map(\.id)
    }

    @Test(arguments: ["", "fox"])
    func `pages hold every run once, newest first, while others come and go`(text: String) throws {
        var all = try (0..<25).map { try kept.history.record(SampleRuns.saying("fox \($0)")) }
        var seen: [Int64] = []
        var position: HistoryPosition? = .newest
        while let here = position {
            let page = try kept.history.page(HistoryFilter(text: text), from: here, limit: 7)
            seen += page.entries.map(\.id)
            position = page.next
            // One that comes is on no later page, and one that goes makes no gap.
            try kept.history.record(SampleRuns.saying("fox late"))
            if seen.count == 7 { try kept.history.delete([all.removeFirst(), all.remove(at: 19)]) }
        }
        #expect(Set(seen).count == seen.count)
        #expect(seen == seen.sorted(by: >))
        #expect(Set(all).isSubset(of: seen))
    }

    @Test func `the last page says that it is the last`() throws {
        for _ in 0..<4 { try kept.history.record(SampleRuns.run()) }
        #expect(try kept.history.page(limit: 4).next == nil)
        let first = try kept.history.page(limit: 3)
        #expect(first.next == .olderThan(first.entries[2].id))
        #expect(try kept.history.page(from: .olderThan(1)).entries.isEmpty)
    }

    @Test func `upwards a page holds the next newer runs`() throws {
        let all = try (0..<10).map { _ in try kept.history.record(SampleRuns.run()) }
        let page = try kept.history.page(from: .newerThan(all[2]), limit: 3)
        #expect(page.entries.map(\.id) == [all[5], all[4], all[3]])
        #expect(page.next == .olderThan(all[3]))
        #expect(try kept.history.page(from: .newerThan(all[9])).entries.isEmpty)
    }

    @Test func `each condition chooses the runs that fit`() throws {
        let day = Date(timeIntervalSince1970: 1_764_000_000)
        let other = ModelRecord(
            name: "Gemma_3%270m", path: "/g", sha256: nil, architecture: "gemma3", quantization: "Q8_0",
            contextLength: 8, build: "b")
        let plain = try kept.history.record(SampleRuns.run(name: "Sentiment", date: day))
        let cot = try kept.history.record(
            SampleRuns.run(
                name: "Tour",
                lanes: [SampleRuns.lane("a", technique: .chainOfThought), SampleRuns.lane("b", model: other)],
                date: day.addingTimeInterval(60)
            ) { $0.prompt.file = "/prompts/arithmetic.prompt.yaml" })
        let two = try kept.history.record(
            SampleRuns.run(
                lanes: [SampleRuns.lane(technique: .zeroShotChainOfThought)], date: day.addingTimeInterval(120)
            ) { $0.origin = .batch })
        try kept.history.rate(cot, 4)
        try kept.history.tag(cot, add: ["good", "draft"])
        try kept.history.tag(two, add: ["good"])
        #expect(try ids(HistoryFilter(prompt: "sentim")) == [plain])
        #expect(try ids(HistoryFilter(prompt: "arithmetic.p")) == [cot])
        #expect(try ids(HistoryFilter(model: "gemma_3%")) == [cot])
        #expect(try ids(HistoryFilter(model: "a%m")) == [])
        #expect(try ids(HistoryFilter(model: "tiny")) == [two, cot, plain])
        #expect(try ids(HistoryFilter(technique: .chainOfThought)) == [cot])
        #expect(try ids(HistoryFilter(technique: .zeroShotChainOfThought)) == [two])
        #expect(try ids(HistoryFilter(technique: .zeroShot)) == [cot, plain])
        #expect(try ids(HistoryFilter(tags: ["good"])) == [two, cot])
        #expect(try ids(HistoryFilter(tags: ["good", "draft"])) == [cot])
        #expect(try ids(HistoryFilter(tags: ["none"])) == [])
        #expect(try ids(HistoryFilter(rating: 4...5)) == [cot])
        #expect(try ids(HistoryFilter(rating: 5...5)) == [])
        #expect(try ids(HistoryFilter(origin: .batch)) == [two])
        #expect(try ids(HistoryFilter(since: day.addingTimeInterval(60))) == [two, cot])
        #expect(try ids(HistoryFilter(until: day.addingTimeInterval(60))) == [plain])
        #expect(
            try ids(HistoryFilter(text: "fox", technique: .chainOfThought, tags: ["draft"], rating: 1...4)) == [cot])
        #expect(try ids(HistoryFilter(text: "fox", tags: ["draft"], rating: 1...3)) == [])
    }

    @Test func `an entry says what a list shows`() throws {
        let run = SampleRuns.run(
            "input: \"Who   is\\n {{name}}?\"\n", name: "tour",
            lanes: [
                SampleRuns.lane("a", says: "A  fox\n\n and \(String(repeating: "more ", count: 100))"),
                SampleRuns.lane("b", technique: .fewShot) {
                    $0.result.error = .told("It failed.")
                },
            ]
        ) {
            $0.prompt.variables = ["name": "여우"]
            $0.prompt.file = "/x"
        }
        let id = try kept.history.record(run)
        try kept.history.rate(id, 3)
        try kept.history.tag(id, add: ["b", "a"])
        try kept.history.note(id, "A\nnote")
        let entry = try #require(try kept.history.page().entries.first)
        #expect(entry.input == "Who is 여우?")
        #expect(entry.answer.hasPrefix("A fox and more more") && entry.answer.hasSuffix("…"))
        #expect(entry.answer.count <= 161)
        #expect(entry.techniques == [.zeroShot, .fewShot] && entry.models == ["tiny"])
        #expect((entry.lanes, entry.failedLanes, entry.tokens) == (2, 1, 6))
        #expect((entry.rating, entry.tags, entry.note) == (3, ["a", "b"], "A note"))
        #expect((entry.prompt, entry.file, entry.date, entry.match) == ("tour", "/x", run.date, nil))
    }

    @Test func `the values that runs can be filtered by are counted`() throws {
        for name in ["a", "b", "a"] { try kept.history.record(SampleRuns.run(name: name)) }
        try kept.history.tag(1, add: ["x"])
        try kept.history.tag(2, add: ["x", "y"])
        #expect(try kept.history.prompts() == [HistoryFacet(name: "a", runs: 2), HistoryFacet(name: "b", runs: 1)])
        #expect(try kept.history.tags() == [HistoryFacet(name: "x", runs: 2), HistoryFacet(name: "y", runs: 1)])
        #expect(try kept.history.models() == [HistoryFacet(name: "tiny", runs: 3)])
    }

    @Test func `a page that nobody wants any more ends with cancelled`() async throws {
        try kept.history.record(SampleRuns.run())
        let history = kept.history
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await history.page()
        }
        await #expect(throws: HistoryError.cancelled) { try await task.value }
        #expect(try await history.page().entries.count == 1)
        #expect(try await history.run(1).id == 1)
    }
}
