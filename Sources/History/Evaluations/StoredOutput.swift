import Evaluation
import Foundation
import GRDB

/// An output of an evaluation with its score, as a row of the database.
package struct StoredOutput: Sendable {
    /// The case's place among the cases.
    package var number: Int
    /// The lane's place among the lanes.
    package var lane: Int
    /// The output.
    package var output: CaseOutput
    /// Its score; nil if the lane failed.
    package var score: ScoredCase?

    /// Creates a row.
    package init(number: Int, lane: Int, output: CaseOutput, score: ScoredCase?) {
        self.number = number
        self.lane = lane
        self.output = output
        self.score = score
    }

    /// What most outputs don't have, as JSON in one column.
    private struct Details: Codable, Equatable {
        var samples: [CaseOutput.Sample]?
        var answers: [String?]?
        var isCorrectByCount: [Bool]?
        var repairs: [String]?
        var failedChecks: [FailedCheck]?
        var labels: [LabelScore]?
        var rightLabels: [Int]?
        var isCorrectByCharacter: Bool?
        var serverBuild: String?
    }

    static let insertion = """
        INSERT OR REPLACE INTO evaluationOutputs (evaluation, number, lane, request, text, thoughts, step, finish, error,
            tokens, promptTokens, evaluatedTokens, seconds, date, cost, perplexity, answer, isCorrect, unread, details)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    static let selection = """
        SELECT number, lane, request, text, thoughts, step, finish, error, tokens, promptTokens, evaluatedTokens,
            seconds, date, cost, perplexity, answer, isCorrect, unread, details
        FROM evaluationOutputs WHERE evaluation = ? ORDER BY number, lane
        """

    /// Returns the values of ``insertion``.
    func arguments(evaluation: Int64, _ encoder: JSONEncoder) throws -> StatementArguments {
        let sample = output.samples.first
        let isPlain = output.samples.count < 2 && sample?.calls.isEmpty ?? true && sample?.toolProblem == nil
        var details = Details()
        if !isPlain { details.samples = output.samples }
        if let score, output.samples.count > 1 {
            (details.answers, details.isCorrectByCount) = (score.answers, score.isCorrectByCount)
        }
        if let score, !score.repairs.isEmpty { details.repairs = score.repairs }
        if let score, !score.failedChecks.isEmpty { details.failedChecks = score.failedChecks }
        if !output.labels.isEmpty {
            details.labels = output.labels
            (details.rightLabels, details.isCorrectByCharacter) = (score?.rightLabels, score?.isCorrectByCharacter)
        }
        details.serverBuild = output.serverBuild
        func json(_ value: (some Encodable)?) throws -> StoredText? {
            try value.map { StoredText(String(decoding: try encoder.encode($0), as: UTF8.self)) }
        }
        let thoughts = sample?.thoughts ?? ""
        let values: [(any DatabaseValueConvertible)?] = [
            evaluation, number, lane, output.request, sample.map { StoredText($0.text) },
            thoughts.isEmpty ? nil : StoredText(thoughts), sample?.answer.map { StoredText($0) }, output.finish,
            output.error.map { StoredText($0) }, output.tokens, output.promptTokens, output.evaluatedTokens,
            output.seconds, output.date, output.cost, sample?.perplexity, score?.extracted.map { StoredText($0) },
            score.map(\.isCorrect), try json(score?.unread), try json(details == Details() ? nil : details),
        ]
        return StatementArguments(values)
    }

    /// Reads rows of ``selection``. `names` are the lanes' names, and `cases` the cases.
    struct Reader {
        let names: [String]
        let cases: [Case]
        private let decoder = JSONDecoder()
        /// Reasons repeat, and reading them takes longer than all else.
        private var reasons: [String: UnreadReason] = [:]

        init(names: [String], cases: [Case]) {
            self.names = names
            self.cases = cases
        }

        mutating func output(_ row: Row) throws -> StoredOutput {
            let columns = Columns(row: row)
            let (number, lane) = (try columns.count(0), try columns.count(1))
            guard cases.indices.contains(number), names.indices.contains(lane) else {
                throw UnreadableValue(column: "number")
            }
            let details = try columns.text(18).map { try decoder.decode(Details.self, from: Data($0.utf8)) }
            var samples = details?.samples ?? []
            if samples.isEmpty, let text = columns.text(3) {
                samples = [CaseOutput.Sample(text: text, thoughts: columns.text(4) ?? "", answer: columns.text(5))]
                samples[0].perplexity = columns.number(14)
            }
            var output = CaseOutput(
                id: cases[number].id, lane: names[lane], samples: samples, finish: columns.text(6),
                error: columns.text(7), tokens: try columns.count(8), promptTokens: try columns.count(9),
                evaluatedTokens: try columns.count(10), seconds: columns.number(11) ?? 0)
            output.request = columns.text(2) ?? ""
            (output.date, output.cost) = (columns.integer(12), columns.number(13))
            output.labels = details?.labels ?? []
            output.serverBuild = details?.serverBuild
            guard let isCorrect = columns.integer(16).map({ $0 != 0 }) else {
                return StoredOutput(number: number, lane: lane, output: output, score: nil)
            }
            let answers = details?.answers ?? [columns.text(15)]
            let rightLabels = details?.rightLabels ?? []
            // Whoever reads scores relies on an answer for each sample, and on right answers that are among the labels.
            guard !samples.isEmpty, answers.count == samples.count,
                rightLabels.allSatisfy(output.labels.indices.contains)
            else { throw UnreadableValue(column: "details") }
            var score = ScoredCase(output: output, expected: cases[number].expected, answers: answers)
            score.isCorrect = isCorrect
            score.isCorrectByCount = details?.isCorrectByCount ?? [isCorrect]
            score.unread = try columns.text(17).map { try reason($0) }
            score.repairs = details?.repairs ?? []
            score.failedChecks = details?.failedChecks ?? []
            score.rightLabels = rightLabels
            score.isCorrectByCharacter = details?.isCorrectByCharacter ?? false
            return StoredOutput(number: number, lane: lane, output: output, score: score)
        }

        private mutating func reason(_ text: String) throws -> UnreadReason {
            if let known = reasons[text] { return known }
            let reason = try decoder.decode(UnreadReason.self, from: Data(text.utf8))
            reasons[text] = reason
            return reason
        }
    }

    /// Safe reading by the columns' places, which is quicker than by their names.
    struct Columns {
        let row: Row

        func text(_ place: Int) -> String? {
            let value: DatabaseValue = row[place]
            return StoredText.fromDatabaseValue(value)?.text
        }

        func integer(_ place: Int) -> Int64? {
            let value: DatabaseValue = row[place]
            return Int64.fromDatabaseValue(value)
        }

        /// Returns a number; nil if it is infinite, which JSON can't say.
        func number(_ place: Int) -> Double? {
            let value: DatabaseValue = row[place]
            guard let number = Double.fromDatabaseValue(value), number.isFinite else { return nil }
            return number
        }

        func count(_ place: Int) throws(UnreadableValue) -> Int {
            guard let value = integer(place), (0...1 << 40).contains(value) else {
                throw UnreadableValue(column: "\(place)")
            }
            return Int(value)
        }
    }
}
