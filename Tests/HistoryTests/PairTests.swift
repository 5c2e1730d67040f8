import Evaluation
import Foundation
import GRDB
import Prompting
import Sampling
import Testing

@testable import History

struct PairTests {
    private let kept: TemporaryHistory

    init() throws {
        kept = try TemporaryHistory()
    }

    private func pair(
        _ caseID: String = "1", prompt: String = "story", voter: Voter = .person("Ada"), verdict: Verdict = .first,
        text: String = "Es war\u{0} einmal \u{2028}옛날에"
    ) -> Pair {
        var settings = Settings()
        settings.seed = 9
        func output(_ lane: String) -> PairOutput {
            PairOutput(
                prompt: prompt, lane: lane, technique: .fewShot, model: "tiny", settings: settings,
                request: "\(lane)\(caseID)", text: text + lane)
        }
        return Pair(
            caseID: caseID, question: [Message(role: .user, content: "A story.")], references: ["Once"],
            first: output("A"), second: output("B"), verdict: verdict, voter: voter,
            date: Date(timeIntervalSince1970: 1_764_000_000.1234), seconds: 3.25, choice: .informative,
            probability: 0.75, reason: "Shorter.")
    }

    @Test func `a pair is kept whole`() throws {
        let pair = pair()
        #expect(try kept.history.keep([pair]) == 1)
        #expect(try kept.history.pairs() == [pair])
    }

    @Test func `a pair that comes twice is kept once`() throws {
        let pair = pair()
        #expect(try kept.history.keep([pair, pair]) == 1)
        #expect(try kept.history.keep([pair]) == 0)
        #expect(try kept.history.pairs().count == 1)
    }

    @Test func `pairs are found by prompt, voter, case and output`() throws {
        let judge = Voter(kind: .model, name: "judge", instrument: "ab")
        let pairs = [
            pair("1"), pair("2", voter: .person("Grace")), pair("1", prompt: "poem"), pair("3", voter: judge),
        ]
        try kept.history.keep(pairs)
        func found(_ filter: PairFilter) throws -> [Pair] { try kept.history.pairs(filter) }
        #expect(try found(PairFilter(prompt: "story")) == [pairs[0], pairs[1], pairs[3]])
        #expect(try found(PairFilter(voter: "Grace")) == [pairs[1]])
        #expect(try found(PairFilter(kind: .model)) == [pairs[3]])
        #expect(try found(PairFilter(request: "B2")) == [pairs[1]])
        #expect(try found(PairFilter(prompt: "story", caseID: "1")) == [pairs[0]])
    }

    @Test func `a vote that is taken back is gone`() throws {
        let pair = pair()
        try kept.history.keep([pair])
        #expect(try kept.history.removePair(pair.id))
        #expect(try !kept.history.removePair(pair.id))
        #expect(try kept.history.pairs().isEmpty)
    }

    @Test func `an older database gets the table, and keeps its version`() throws {
        try kept.history.record(SampleRuns.saying("fox"))
        try kept.history.write { db in
            try db.execute(
                sql: """
                    DROP TABLE pairs; ALTER TABLE lanes DROP COLUMN trees;
                    DELETE FROM grdb_migrations WHERE identifier IN ('pairs', 'trees', 'pairRuns')
                    """)
        }
        kept.history.close()
        let reopened = try History(path: kept.history.path)
        #expect(try reopened.keep([pair()]) == 1)
        #expect(try reopened.count() == 1)
        #expect(try reopened.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == HistorySchema.version)
    }

    @Test func `pairs of an older database stay, and none of them has a run`() throws {
        let pair = pair()
        try kept.history.keep([pair])
        try kept.history.write { db in
            try db.execute(
                sql: """
                    DROP INDEX pairsByFirstRun; DROP INDEX pairsBySecondRun;
                    ALTER TABLE pairs DROP COLUMN firstRun; ALTER TABLE pairs DROP COLUMN secondRun;
                    DELETE FROM grdb_migrations WHERE identifier = 'pairRuns'
                    """)
        }
        kept.history.close()
        let reopened = try History(path: kept.history.path)
        #expect(try reopened.pairs() == [pair])
        #expect(try reopened.pairs(PairFilter(run: 1)).isEmpty)
    }

    /// A pair whose outputs are of two runs.
    private func placed(_ first: Int64, _ second: Int64) -> Pair {
        var pair = pair()
        pair.id = UUID()
        pair.first.place = RunPlace(run: first, lane: 1, sample: 2)
        pair.second.place = RunPlace(run: second, lane: 0, sample: 0)
        return pair
    }

    @Test func `pairs are found by the run of either output, and a run tells their number`() throws {
        let runs = try (0..<3).map { try kept.history.record(SampleRuns.saying("fox \($0)")) }
        let pairs = [placed(runs[0], runs[1]), placed(runs[1], runs[1]), pair()]
        try kept.history.keep(pairs)
        #expect(try kept.history.pairs(PairFilter(run: runs[0])).map(\.id) == [pairs[0].id])
        let found = try kept.history.pairs(PairFilter(run: runs[1]))
        #expect(found.map(\.id) == [pairs[0].id, pairs[1].id])
        #expect(found.first?.first.place == RunPlace(run: runs[0], lane: 1, sample: 2))
        #expect(try kept.history.pairs(PairFilter(run: runs[2])).isEmpty)
        #expect(try kept.history.page().entries.map(\.pairs) == [0, 2, 1])
    }

    @Test func `what comes from another history has no runs, because they have other numbers here`() throws {
        let read = PairLines.read(Data(try PairLines.text(of: [placed(7, 7)]).utf8)).pairs
        #expect(read.count == 1 && read.allSatisfy { $0.first.place == nil && $0.second.place == nil })
    }

    @Test func `the newest evaluation that has an output is found, unless it is deleted`() throws {
        let ids = try (0..<2).map { _ in try kept.history.keep(try SampleEvaluations.outcome()) }
        func found(_ prompt: String = "reviews", request: String = "1f") throws -> Int64? {
            try kept.history.evaluation(
                with: PairOutput(
                    prompt: prompt, lane: "cool", technique: .zeroShot, model: "tiny", settings: Settings(),
                    request: request, text: "The answer is Positive."))
        }
        #expect(try found() == ids[1])
        #expect(try found("stories") == nil)
        #expect(try found(request: "2f") == nil)
        #expect(try found(request: "") == nil)
        try kept.history.deleteEvaluations([ids[1]])
        #expect(try found() == ids[0])
    }

    @Test func `lines are read back as they were written, and half a line is told`() throws {
        let pairs = [pair("1"), pair("2", verdict: .bothBad)]
        let text = try PairLines.text(of: pairs)
        #expect(PairLines.read(Data(text.utf8)).pairs == pairs)
        let cut = PairLines.read(Data((text + text.prefix(40)).utf8))
        #expect(cut.pairs == pairs && cut.badLines == [3])
    }

    @Test func `a line with a probability or a time that can't be is no pair`() throws {
        let text = try PairLines.text(of: [pair()])
        for (good, bad) in [("\"probability\":0.75", "\"probability\":7.5"), ("\"seconds\":3.25", "\"seconds\":-1")] {
            #expect(text.contains(good))
            #expect(PairLines.read(Data(text.replacing(good, with: bad).utf8)).badLines == [1])
        }
    }
}
