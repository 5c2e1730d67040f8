import Evaluation
import Foundation
import GRDB
import Lanes
import TestFolders
import Testing

@testable import History

struct KeptEvaluationTests {
    @Test func `an evaluation is read as it was kept, with cases, outputs and scores`() throws {
        let temporary = try TemporaryHistory()
        let outcome = try SampleEvaluations.outcome()
        let read = try temporary.history.evaluation(try temporary.history.keep(outcome))
        #expect(read.record == outcome.record)
        #expect(read.report.rows.map(\.one) == outcome.report.rows.map(\.one))
        #expect(read.report.rows.map(\.lanes) == outcome.report.rows.map(\.lanes))
        #expect(read.report.rows[2].lanes[1]?.unread != nil)
        #expect(read.report.comparisons == outcome.report.comparisons)
        #expect(read.report.total == 4)
    }

    @Test func `samples, thoughts, calls, checks, mended JSON and failures are kept`() throws {
        let temporary = try TemporaryHistory()
        var outcome = try SampleEvaluations.outcome()
        var output = SampleEvaluations.output("", lane: "cool", id: "2")
        output.samples = [
            .init(text: "a\0b", thoughts: "Hm.", answer: "a"),
            .init(text: "", calls: [ToolCall(name: "look", arguments: "{}")], toolProblem: .cut),
        ]
        var scored = ScoredCase(output: output, expected: ["Positive"], answers: ["a", nil])
        (scored.isCorrect, scored.isCorrectByCount) = (true, [false, true])
        scored.repairs = ["a comma"]
        scored.failedChecks = [FailedCheck(name: "short", reasons: ["It is long."])]
        outcome.report.rows[0].lanes[0] = scored
        var failure = CaseOutput(id: "3", lane: "warm", samples: [], error: "The server is away.")
        failure.request = "2"
        outcome.report.rows[1].lanes[1] = nil
        outcome.report.failures = [failure]
        let read = try temporary.history.evaluation(try temporary.history.keep(outcome)).report
        #expect(read.rows[0].lanes[0] == scored)
        #expect(read.rows[1].lanes[1] == nil)
        #expect(read.failures == [failure])
        #expect(read.lanes[1].failed == 1)
    }

    @Test func `the likelihoods of answers are kept, with what they say of the lanes`() throws {
        let temporary = try TemporaryHistory()
        let labels = ["Positive", "Negative"].map { AnswerLabel($0) }
        let scorer = try Scorer(.choice(labels.map(\.name)), answerSentence: "The answer is")
        let outputs = SampleEvaluations.cases.enumerated().flatMap { index, one in
            ["cool", "warm"].enumerated().map { lane, name in
                let logarithm = -0.1 - 0.3 * Double(index + lane)
                var output = SampleEvaluations.output("Positive", lane: name, id: one.id)
                output.labels = [
                    LabelScore(label: "Positive", logProbability: logarithm, prior: 0.625),
                    LabelScore(label: "Negative", logProbability: -1, prior: 0.375),
                ]
                return output
            }
        }
        var outcome = try SampleEvaluations.outcome {
            $0.likelihood = LikelihoodRecord(labels: labels, corrections: [.contextual])
        }
        outcome.report = EvaluationReport(
            outputs, of: SampleEvaluations.cases, lanes: ["cool", "warm"], scorer: { _ in scorer }, seed: 1)
        let read = try temporary.history.evaluation(try temporary.history.keep(outcome))
        #expect(read.labels == labels && read.corrections == [.contextual])
        #expect(read.report.rows.map(\.lanes) == outcome.report.rows.map(\.lanes))
        let likelihood = try #require(read.report.lanes[0].likelihood)
        #expect(likelihood == outcome.report.lanes[0].likelihood && likelihood.contextual != nil)
    }

    @Test(arguments: [
        "UPDATE evaluationOutputs SET text = NULL WHERE number = 1",
        "UPDATE evaluationOutputs SET details = '{\"answers\":[\"a\",\"b\"]}' WHERE number = 1",
        "UPDATE evaluationOutputs SET details = '{\"rightLabels\":[3]}' WHERE number = 1",
        "UPDATE evaluationOutputs SET number = 70 WHERE number = 1 AND lane = 0",
        "DELETE FROM evaluationCases WHERE number = 1",
        """
        UPDATE evaluations SET record
            = json_set(record, '$.metrics', json('[{"name":"bleu","lanes":[],"pairs":[]}]'))
        """,
    ])
    func `one whose rows don't fit together is an error`(sql: String) throws {
        let temporary = try TemporaryHistory()
        let id = try temporary.history.keep(try SampleEvaluations.outcome())
        try temporary.history.write { try $0.execute(sql: sql) }
        #expect(throws: HistoryError.damagedEvaluation(id)) { try temporary.history.evaluation(id) }
    }

    @Test func `infinite times and costs aren't read, so that JSON can be written`() throws {
        let temporary = try TemporaryHistory()
        let id = try temporary.history.keep(try SampleEvaluations.outcome())
        try temporary.history.write { db in
            try db.execute(sql: "UPDATE evaluationOutputs SET seconds = 9e999, cost = 9e999, perplexity = -9e999")
        }
        let output = try #require(try temporary.history.evaluation(id).report.rows[0].lanes[0]?.output)
        #expect(output.seconds == 0 && output.cost == nil && output.samples[0].perplexity == nil)
    }

    @Test func `one whose counts can't be is left out of lists`() throws {
        let temporary = try TemporaryHistory()
        let history = temporary.history
        let ids = try (0..<2).map { _ in try history.keep(try SampleEvaluations.outcome()) }
        try history.write { db in
            try db.execute(
                sql: "UPDATE evaluations SET lanes = json_set(lanes, '$[0].count', 9223372036854775807) WHERE id = ?",
                arguments: [ids[1]])
        }
        #expect(try history.evaluations().map(\.id) == [ids[0]])
    }

    @Test(arguments: ["1", "2", "3", "4", "5", "evaluations", "pairs", "trees"])
    func `an older database gets all newer tables and columns`(version: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/history.sqlite"
        let queue = try DatabaseQueue(path: path)
        try HistorySchema.migrator.migrate(queue, upTo: version)
        try queue.close()
        let history = try History(path: path)
        #expect(try history.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == HistorySchema.version)
        let outcome = try SampleEvaluations.outcome()
        #expect(try history.evaluation(try history.keep(outcome)).record == outcome.record)
        let run = SampleRuns.saying("fox")
        #expect(try history.run(try history.record(run)).run == run)
        #expect(try history.pairs().isEmpty)
    }

    @Test func `one that was cut short is listed as unfinished, with what came`() throws {
        let temporary = try TemporaryHistory()
        let outcome = try SampleEvaluations.outcome { $0.isFinished = false }
        let history = temporary.history
        let id = try history.begin(outcome.record, cases: SampleEvaluations.cases, identity: "x", continues: false)
        let row = outcome.report.rows[0]
        let stored = row.lanes.enumerated().compactMap { lane, score in
            score.map { StoredOutput(number: 0, lane: lane, output: $0.output, score: $0) }
        }
        try history.add(stored, to: id, lanes: [.init(name: "cool", model: "tiny", count: 1, correct: 1)])
        let entry = try #require(try history.evaluations().first)
        #expect(!entry.isFinished && entry.outputs == 1 && entry.cases == 4)
        let read = try history.evaluation(id)
        #expect(!read.record.isFinished)
        #expect(read.report.rows.map(\.lanes) == [row.lanes])
        #expect(read.report.total == 4)
    }

    @Test func `one that is continued keeps its number and date`() throws {
        let temporary = try TemporaryHistory()
        let history = temporary.history
        let first = try history.keep(try SampleEvaluations.outcome { $0.isFinished = false })
        let again = try SampleEvaluations.outcome { $0.date += 100 }
        let id = try history.begin(again.record, cases: SampleEvaluations.cases, identity: "x", continues: true)
        #expect(id == first)
        try history.finish(id, again)
        let entries = try history.evaluations()
        #expect(entries.count == 1 && entries[0].isFinished)
        #expect(entries[0].date == Date(timeIntervalSince1970: 1_764_000_000.123))
        let other = try history.begin(again.record, cases: SampleEvaluations.cases, identity: "y", continues: true)
        #expect(other != first)
    }

    @Test func `a deleted one leaves the list, comes back, and is purged after 30 days`() throws {
        let temporary = try TemporaryHistory()
        let history = temporary.history
        let id = try history.keep(try SampleEvaluations.outcome())
        try history.deleteEvaluations([id])
        #expect(try history.evaluations().isEmpty)
        #expect(try history.evaluations(isDeleted: true).map(\.id) == [id])
        try history.restoreEvaluations([id])
        #expect(throws: HistoryError.evaluationNotDeleted(id)) { try history.restoreEvaluations([id]) }
        try history.deleteEvaluations([id], now: Date(timeIntervalSinceNow: -31 * 24 * 3600))
        try history.purge()
        #expect(throws: HistoryError.noEvaluation(id)) { try history.evaluation(id) }
    }

    @Test func `words of prompt, data, lanes and models find evaluations, in any case`() throws {
        let temporary = try TemporaryHistory()
        let history = temporary.history
        let id = try history.keep(try SampleEvaluations.outcome())
        for words in ["", "JUDGE", "reviews.csv tiny", "warm \"zero-shot\"", "jud*"] {
            #expect(try history.evaluations(words).map(\.id) == [id], "\(words)")
            #expect(try history.evaluationCount(words) == 1, "\(words)")
        }
        #expect(try history.evaluations("judge nothing").isEmpty)
    }

    @Test func `last names the newest one`() throws {
        let temporary = try TemporaryHistory()
        let history = temporary.history
        let ids = try (0..<2).map { _ in try history.keep(try SampleEvaluations.outcome()) }
        #expect(try history.newestEvaluation(before: 0) == ids[1])
        #expect(try history.newestEvaluation(before: 1) == ids[0])
        #expect(throws: HistoryError.noSuchEvaluation("last~2", isDeleted: false)) {
            try history.newestEvaluation(before: 2)
        }
    }

    @Test func `the hash of the data depends on values and right answers, and their order`() {
        let cases = SampleEvaluations.cases
        var other = cases
        other[0].expected = ["Negative"]
        let hashes = [cases, other, Array(cases.reversed())].map { DataRecord.hash(of: $0) }
        #expect(Set(hashes).count == 3)
        #expect(hashes[0].count == 64)
    }
}

struct EvaluationComparisonTests {
    private func compared(
        _ first: EvaluationOutcome, _ second: EvaluationOutcome
    ) -> EvaluationComparison {
        var (one, other) = (first, second)
        (one.number, other.number) = (3, 5)
        return EvaluationComparison(one, other)
    }

    @Test func `lanes of the same name are compared on the cases that both have`() throws {
        let all = Array(repeating: (cool: "Positive", warm: "Negative"), count: 4)
        let comparison = compared(try SampleEvaluations.outcome(), try SampleEvaluations.outcome(all))
        #expect(comparison.cases == .init(shared: 4, onlyFirst: 0, onlySecond: 0, otherAnswers: 0))
        #expect(comparison.report.lanes.map(\.name) == ["cool (3)", "cool (5)", "warm (3)", "warm (5)"])
        let pairs = comparison.report.comparisons.map { [$0.first, $0.second] }
        #expect(pairs == [["cool (3)", "cool (5)"], ["warm (3)", "warm (5)"]])
        let cool = comparison.report.comparisons[0].outcomes
        #expect(cool == PairedOutcomes(both: 2, onlyFirst: 1, onlySecond: 1, neither: 0))
        #expect(comparison.differences.isEmpty)
        #expect(comparison.prompt?.isEmpty == true)
        #expect(comparison.changed.map(\.one.id) == ["2", "3", "4", "5"])
    }

    @Test func `cases are known by their values, whatever their ids and order`() throws {
        var others = Array(SampleEvaluations.cases.dropFirst().reversed())
        for index in others.indices { others[index].id = "x\(index)" }
        others.append(Case(id: "new", variables: ["review": "Dull."], expected: ["Negative"]))
        others[0].expected = ["Negative"]
        let answers = Array(repeating: (cool: "Positive", warm: "Positive"), count: 4)
        let comparison = compared(
            try SampleEvaluations.outcome(), try SampleEvaluations.outcome(answers, cases: others))
        #expect(comparison.cases == .init(shared: 3, onlyFirst: 1, onlySecond: 1, otherAnswers: 1))
        #expect(comparison.report.rows.map(\.one.id) == ["x0", "x1", "x2"])
        #expect(comparison.differences.map(\.name) == ["cases' SHA-256"])
    }

    @Test func `what differs in prompt, settings, model and data is named`() throws {
        let second = try SampleEvaluations.outcome { record in
            record.prompt.text = "instruction: Judge well.\ninput: \"Review: {{review}}\"\nlanes:\n  - name: cool\n"
            record.data.sha256 = "cd"
            record.mode = .strict
            record.lanes[0].settings.temperature = 1.5
            record.lanes[0].model.sha256 = "ee"
            record.lanes[1].name = "hot"
        }
        let comparison = compared(try SampleEvaluations.outcome(), second)
        #expect(comparison.differences.map(\.name) == ["prompt's SHA-256", "data's SHA-256", "mode"])
        #expect(comparison.prompt?.map(\.name) == ["instruction"])
        #expect(comparison.lanes[0].differences.map(\.name) == ["SHA-256", "temperature"])
        #expect(comparison.lanes[1].differences.map(\.name) == ["name"])
    }

    @Test func `a lane without a partner is shown and not compared`() throws {
        let outcome = try SampleEvaluations.outcome()
        var single = outcome
        single.record.lanes.removeFirst()
        for index in single.report.rows.indices { single.report.rows[index].lanes.removeFirst() }
        let comparison = compared(outcome, single)
        #expect(comparison.lanes.map { [$0.first, $0.second] } == [["cool", nil], ["warm", "warm"]])
        #expect(comparison.report.lanes.map(\.name) == ["cool (3)", "warm (3)", "warm (5)"])
        #expect(comparison.report.comparisons.count == 1)
        #expect(comparison.changed.isEmpty)
    }

    @Test func `a prompt says what has changed since, but for what no model reads`() throws {
        let record = try SampleEvaluations.outcome().record
        #expect(record.changedSince(record.prompt.text) == nil)
        #expect(record.changedSince("name: Other\ntags: [x]\n" + record.prompt.text) == nil)
        let changed = record.prompt.text.replacing("Judge.", with: "Judge well.")
        #expect(record.changedSince(changed) == "The prompt has changed since: instruction.")
    }
}
