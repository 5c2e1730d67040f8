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
                    DELETE FROM grdb_migrations WHERE identifier IN ('pairs', 'trees')
                    """)
        }
        kept.history.close()
        let reopened = try History(path: kept.history.path)
        #expect(try reopened.keep([pair()]) == 1)
        #expect(try reopened.count() == 1)
        #expect(try reopened.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == HistorySchema.version)
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
