import Prompting

/// Says of outputs whether they are right. The same outputs may be scored by several, without generating again.
package struct Scorer: Sendable {
    private let extractor: AnswerExtractor
    /// For the second stage's text, which is an answer from its beginning.
    private let answerExtractor: AnswerExtractor
    private let assertions: [Assertion]
    /// What models said; see ``needs(_:of:)``.
    package var found = Findings()

    /// A scorer of answers of one type.
    ///
    /// - Parameters:
    ///   - type: What an answer looks like.
    ///   - answerSentence: Behind its last occurrence the answer is looked for first; empty for none.
    ///   - pick: Which match counts where the sentence doesn't occur.
    ///   - assertions: What must hold besides, for all cases.
    /// - Throws: ``AnswerTypeError`` for a pattern that isn't one.
    package init(
        _ type: AnswerType, answerSentence: String, pick: AnswerPick = .last, assertions: [Assertion] = []
    ) throws(AnswerTypeError) {
        extractor = try AnswerExtractor(type, answerSentence: answerSentence, pick: pick)
        answerExtractor = try AnswerExtractor(type, answerSentence: "", pick: .first)
        self.assertions = assertions
    }

    /// Returns the score of what a lane made of a case; nil if it failed.
    package func score(_ output: CaseOutput, of one: Case) -> ScoredCase? {
        guard output.error == nil, !output.samples.isEmpty else { return nil }
        let answers = output.samples.map { sample in
            sample.answer.map { answerExtractor.extract(from: $0) } ?? extractor.extract(from: sample.text)
        }
        var scored = ScoredCase(output: output, expected: one.expected, answers: answers)
        scored.isCorrect = isCorrect(scored.extracted, output, one)
        // Accuracy as the number of samples grows: what the vote of the first 1, 2, … would have been.
        scored.isCorrectByCount = answers.indices.map { index in
            isCorrect(Vote(among: Array(answers[...index])).winner, output, one)
        }
        return scored
    }

    private func isCorrect(_ answer: String?, _ output: CaseOutput, _ one: Case) -> Bool {
        if !one.expected.isEmpty {
            guard let answer, extractor.isCorrect(answer, expected: one.expected) else { return false }
        }
        return (one.assertions + assertions).allSatisfy { assertion in
            assertion.holds(
                for: output.samples[0].text, columns: one.columns, seconds: output.seconds, found: found)
                ?? true
        }
    }

    /// Returns what has to be found out before the score of an output counts; without it, such assertions aren't
    /// checked.
    package func needs(_ output: CaseOutput, of one: Case) -> Needs {
        var needs = Needs()
        guard output.error == nil, let sample = output.samples.first else { return needs }
        for assertion in one.assertions + assertions {
            needs.add(assertion.needs(sample.text, columns: one.columns))
        }
        return needs
    }

    /// Returns whether any assertion of these cases needs a model.
    package func needsModel(for cases: [Case]) -> Bool {
        (assertions + cases.flatMap(\.assertions)).contains { $0.check.modelUse != nil }
    }

    /// Returns how many outputs have an assertion that isn't checked, because no model was asked.
    package func unmeasured(in report: EvaluationReport) -> Int {
        report.rows.reduce(0) { count, row in
            count
                + row.lanes.count {
                    $0.map { !found.missing(needs($0.output, of: row.one)).isEmpty } ?? false
                }
        }
    }
}

/// An output and what came of it.
package struct ScoredCase: Sendable, Hashable {
    /// What the lane made of the case.
    package var output: CaseOutput
    /// The right answers.
    package var expected: [String]
    /// The answer in each sample; nil if none was found.
    package var answers: [String?]
    /// Whether the answer that won is right, and all that must hold holds.
    package var isCorrect = false
    /// The same if only the first 1, 2, … samples had voted.
    package var isCorrectByCount: [Bool] = []

    /// The votes for each answer.
    package var vote: Vote { Vote(among: answers) }

    /// The answer that won; nil if no sample has one.
    package var extracted: String? { vote.winner }

    /// The first sample with the answer that won.
    package var winner: CaseOutput.Sample? {
        let extracted = extracted
        return zip(output.samples, answers).first { $1 == extracted }?.0
    }

    /// The answer that won, of several samples with its votes: `42 (3 of 5 votes)`.
    package var answerWithVotes: String? {
        let vote = vote
        guard answers.count > 1, let winner = vote.counts.first else { return vote.winner }
        return "\(winner.answer) (\(winner.votes) of \(answers.count) votes)"
    }

    init(output: CaseOutput, expected: [String], answers: [String?]) {
        self.output = output
        self.expected = expected
        self.answers = answers
    }
}

/// A majority vote of samples by their extracted answers (self-consistency, Wang et al. 2022).
package struct Vote: Sendable, Hashable {
    /// The answers with their votes, most votes first; of equally many the one that came first.
    package var counts: [(answer: String, votes: Int)] { tally.map { ($0.answer, $0.votes) } }
    /// Samples without an answer have no vote.
    package let abstentions: Int

    private struct Tally: Sendable, Hashable {
        var answer: String
        var votes: Int
    }

    private var tally: [Tally] = []

    /// The answer with most votes; nil if nobody voted.
    package var winner: String? { tally.first?.answer }

    /// Counts.
    package init(among answers: [String?]) {
        abstentions = answers.count { $0 == nil }
        for answer in answers.compactMap(\.self) {
            if let index = tally.firstIndex(where: { $0.answer == answer }) {
                tally[index].votes += 1
            } else {
                tally.append(Tally(answer: answer, votes: 1))
            }
        }
        // A stable sort keeps the order of those with equally many.
        let order = tally.enumerated().sorted { ($1.element.votes, $0.offset) < ($0.element.votes, $1.offset) }
        tally = order.map(\.element)
    }
}
