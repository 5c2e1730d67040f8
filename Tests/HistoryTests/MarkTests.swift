import Foundation
import GRDB
import Testing

@testable import History
@testable import Library

struct MarkTests {
    private let kept: TemporaryHistory
    private let id: Int64

    init() throws {
        kept = try TemporaryHistory()
        id = try kept.history.record(SampleRuns.saying("fox"))
    }

    private func rows(of table: String) throws -> Int {
        try kept.history.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? -1 }
    }

    @Test func `a rating is kept, replaced and taken away`() throws {
        for rating in [4, 5, nil] {
            try kept.history.rate(id, rating)
            #expect(try kept.history.run(id).rating == rating)
        }
        for rating in [0, 6] { #expect(throws: HistoryError.badRating(rating)) { try kept.history.rate(id, rating) } }
        #expect(throws: HistoryError.noRun(99)) { try kept.history.rate(99, 1) }
    }

    @Test func `tags are added and removed, and one that no run has is forgotten`() throws {
        #expect(try kept.history.tag(id, add: [" good ", "초안", "good"]) == ["good", "초안"])
        #expect(try kept.history.tag(id, add: ["new"], remove: ["good", "never"]) == ["new", "초안"])
        #expect(try rows(of: "tags") == 2)
        #expect(throws: HistoryError.noRun(99)) { try kept.history.tag(99, add: ["x"]) }
        #expect(try rows(of: "tags") == 2)
    }

    @Test(arguments: ["", "  ", "a,b", "a\nb", String(repeating: "x", count: 65)])
    func `a text that can't be a tag is refused`(tag: String) throws {
        #expect(throws: HistoryError.badTag(tag)) { try kept.history.tag(id, add: [tag]) }
    }

    @Test func `a note is kept whole`() throws {
        try kept.history.note(id, "한 줄\nzwei \u{0}")
        #expect(try kept.history.run(id).note == "한 줄\nzwei \u{0}")
        #expect(throws: HistoryError.noRun(99)) { try kept.history.note(99, "x") }
    }

    @Test func `a deleted run is in no list and comes back as it was`() throws {
        try kept.history.rate(id, 2)
        try kept.history.tag(id, add: ["x"])
        let before = try kept.history.run(id)
        try kept.history.delete([id])
        #expect(try kept.history.page().entries.isEmpty)
        #expect(try kept.found("fox").isEmpty)
        #expect(try kept.history.count() == 0)
        #expect(try kept.history.tags().isEmpty)
        #expect(throws: HistoryError.noSuchRun("last")) { try kept.history.newest() }
        #expect(try kept.history.page(HistoryFilter(isDeleted: true)).entries.map(\.id) == [id])
        #expect(try kept.history.run(id).deleted != nil)
        try kept.history.restore([id])
        #expect(try kept.history.run(id) == before)
        #expect(try kept.found("fox") == [id])
    }

    @Test func `either all runs of a deletion are deleted or none`() throws {
        #expect(throws: HistoryError.noRun(99)) { try kept.history.delete([id, 99]) }
        #expect(try kept.history.count() == 1)
    }

    @Test func `deleting twice doesn't prolong the time to come back`() throws {
        let now = Date(timeIntervalSince1970: 1_764_000_000)
        try kept.history.delete([id], now: now)
        try kept.history.delete([id], now: now.addingTimeInterval(1000))
        #expect(try kept.history.run(id).deleted == now)
    }

    @Test func `what was deleted 30 days ago is purged, and nothing else`() throws {
        let now = Date()
        let other = try kept.history.record(SampleRuns.saying("hen"))
        let kept = self.kept.history
        let third = try kept.record(SampleRuns.saying("owl"))
        try kept.delete([id], now: now.addingTimeInterval(-31 * 24 * 3600))
        try kept.delete([other], now: now.addingTimeInterval(-29 * 24 * 3600))
        #expect(try kept.purge(now: now) == 1)
        #expect(throws: HistoryError.noRun(id)) { try kept.run(id) }
        #expect(throws: HistoryError.noRun(id)) { try kept.restore([id]) }
        try kept.restore([other])
        #expect(try kept.page().entries.map(\.id) == [third, other])
    }

    @Test func `with the last run that had them, prompts, texts, models and tags are gone`() throws {
        try kept.history.tag(id, add: ["x"])
        let shared = try kept.history.record(SampleRuns.saying("other"))
        try kept.history.delete([id])
        #expect(try kept.history.prune(PruneRule()) == 1)
        #expect(try kept.history.run(shared).run == SampleRuns.saying("other"))
        #expect(try rows(of: "tags") == 0)
        try kept.history.delete([shared])
        try kept.history.prune(PruneRule())
        for table in ["runs", "runDetails", "lanes", "stages", "texts", "prompts", "models", "runTags"] {
            #expect(try rows(of: table) == 0, "\(table)")
        }
        #expect(try kept.found("fox").isEmpty)
    }

    @Test func `pruning by age and number spares what was marked, unless asked`() throws {
        let day = Date(timeIntervalSince1970: 1_764_000_000)
        let runs = try (0..<8).map { number in
            try kept.history.record(SampleRuns.run(date: day.addingTimeInterval(Double(number))))
        }
        try kept.history.delete([id])
        try kept.history.prune(PruneRule())
        try kept.history.rate(runs[0], 1)
        try kept.history.tag(runs[1], add: ["x"])
        try kept.history.note(runs[2], "n")
        let rule = PruneRule(before: day.addingTimeInterval(5))
        #expect(try kept.history.count(rule) == 2)
        #expect(try kept.history.prune(rule) == 2)
        #expect(try kept.history.page().entries.map(\.id) == [7, 6, 5, 2, 1, 0].map { runs[$0] })
        #expect(try kept.history.prune(PruneRule(keepNewest: 2)) == 1)
        #expect(try kept.history.prune(PruneRule(keepNewest: 2, includesMarked: true)) == 3)
        #expect(try kept.history.page().entries.map(\.id) == [runs[7], runs[6]])
    }

    @Test func `compacting gives room back`() throws {
        for _ in 0..<30 { try kept.history.record(SampleRuns.saying(String(repeating: "\(UUID()) ", count: 500))) }
        let before = kept.history.bytes
        try kept.history.prune(PruneRule(keepNewest: 0))
        try kept.history.compact()
        #expect(kept.history.bytes < before / 4)
        #expect(try kept.found("fox").isEmpty)
    }
}
