import Lanes
import Prompting

/// Decides whether outputs are right. The same outputs may be scored by several scorers, without generating again.
package struct Scorer: Sendable {
    private let extractor: AnswerExtractor
    private let assertions: [Assertion]
    private let tools: [Tool]
    /// The call that a right answer makes; nil if answers are texts.
    private let pattern: ToolPattern?
    /// The numbers that models gave; see ``needs(_:of:)``.
    package var found = Findings()

    /// Creates a scorer of answers of one form.
    ///
    /// - Parameters:
    ///   - type: The form of an answer.
    ///   - answerSentence: The answer is looked for first behind its last occurrence; empty for none.
    ///   - sentences: Other sentences that announce an answer.
    ///   - pick: The answer that counts if none is announced and several are given one after another.
    ///   - assertions: Checks that must hold besides, in all cases.
    ///   - tools: The prompt's tools, for checks of calls.
    /// - Throws: ``AnswerTypeError`` if a regular expression can't be read.
    package init(
        _ type: AnswerType, answerSentence: String, sentences: [String] = AnswerForm.usualSentences,
        pick: AnswerPick = .last, assertions: [Assertion] = [], tools: [Tool] = []
    ) throws(AnswerTypeError) {
        extractor = try AnswerExtractor(type, answerSentence: answerSentence, sentences: sentences, pick: pick)
        self.assertions = assertions
        self.tools = tools
        if case .tool(let pattern) = type { self.pattern = pattern } else { pattern = nil }
    }

    /// Returns the score of a lane's output for a case; nil if the lane failed.
    package func score(_ output: CaseOutput, of one: Case) -> ScoredCase? {
        guard output.error == nil, !output.samples.isEmpty else { return nil }
        if let pattern { return score(output, of: one, pattern) }
        let extractor = extractor.with(options: one.options)
        if !output.labels.isEmpty { return score(output, of: one, by: extractor) }
        var answers: [String?] = []
        var repairs: Set<String> = []
        var reasons: [UnreadReason] = []
        for sample in output.samples {
            let search = sample.isUnanswered ? AnswerSearch.nothing(.onlyThoughts) : extractor.search(sample)
            if case .repaired(_, let made) = search { repairs.formUnion(made) }
            if let reason = search.reason { reasons.append(reason) }
            // `$18` and `18` vote for the same.
            answers.append(
                search.answer.map { answer in
                    answers.lazy.compactMap(\.self).first { extractor.isSame($0, answer) } ?? answer
                })
        }
        var scored = ScoredCase(output: output, expected: one.expected, answers: answers)
        scored.repairs = repairs.sorted()
        if scored.extracted == nil { scored.unread = reasons.first }
        scored.failedChecks = failedChecks(output, one)
        let passes = scored.failedChecks.isEmpty
        let right = one.expected.compactMap(extractor.canonical)
        func isRight(_ answer: String?) -> Bool {
            one.expected.isEmpty || answer.map { extractor.isAnswer($0, among: right) } ?? false
        }
        scored.isCorrect = passes && isRight(scored.extracted)
        // The result of the vote if only the first 1, 2, … samples had voted.
        scored.isCorrectByCount = answers.indices.map { index in
            passes && isRight(Vote(among: Array(answers[...index])).winner)
        }
        return withoutUnchecked(scored, one)
    }

    /// Returns the score of an output that is the likeliest of some possible answers.
    private func score(_ output: CaseOutput, of one: Case, by extractor: AnswerExtractor) -> ScoredCase {
        let names = output.labels.map { extractor.canonical($0.label) ?? $0.label }
        var scored = ScoredCase(
            output: output, expected: one.expected, answers: [output.labels.likeliest.map { names[$0] }])
        scored.failedChecks = failedChecks(output, one)
        let passes = scored.failedChecks.isEmpty
        let right = one.expected.compactMap(extractor.canonical)
        scored.rightLabels = names.indices.filter { extractor.isAnswer(names[$0], among: right) }
        func isRight(_ index: Int?) -> Bool {
            passes && (one.expected.isEmpty || index.map { scored.rightLabels.contains($0) } == true)
        }
        scored.isCorrect = isRight(output.labels.likeliest)
        scored.isCorrectByCharacter = isRight(output.labels.likeliestByCharacter)
        scored.isCorrectByCount = [scored.isCorrect]
        return withoutUnchecked(scored, one)
    }

    /// Returns a score that isn't right if a check that must hold couldn't be made: nobody knows then.
    private func withoutUnchecked(_ scored: ScoredCase, _ one: Case) -> ScoredCase {
        guard scored.failedChecks.isEmpty,
            scored.isCorrect || scored.isCorrectByCharacter || scored.isCorrectByCount.contains(true),
            let measured = measured(scored.output, of: one)
        else { return scored }
        let open = checks(of: one).filter {
            $0.weight > 0 && $0.holds(for: measured, found) == nil && !$0.unmeasured(measured, found).isEmpty
        }
        guard !open.isEmpty else { return scored }
        var scored = scored
        scored.unread = .unchecked(open.map(\.name))
        (scored.isCorrect, scored.isCorrectByCharacter) = (false, false)
        scored.isCorrectByCount = scored.isCorrectByCount.map { _ in false }
        return scored
    }

    /// Returns the score of an output by its calls of tools, whose canonical texts are the answers.
    private func score(_ output: CaseOutput, of one: Case, _ pattern: ToolPattern) -> ScoredCase {
        let answers = output.samples.map(\.calls.text)
        let expected = pattern.expected(one.expected, columns: one.columns(of: output.lane))
        /// Returns why the calls of an answer are wrong, by the right answer that comes nearest.
        func mismatches(_ answer: String?) -> [String] {
            let sample = zip(output.samples, answers).first { $1 == answer }?.0
            guard let sample, !sample.calls.isEmpty else {
                return [Self.reason(output.samples.lazy.compactMap(\.toolProblem).first)]
            }
            return expected.map { $0.mismatches(sample.calls) }.min { $0.count < $1.count } ?? []
        }
        let hasRight = !one.isForeign && (!one.expected.isEmpty || !pattern.text.isEmpty)
        var scored = ScoredCase(output: output, expected: one.expected, answers: answers)
        scored.failedChecks = failedChecks(output, one)
        if scored.extracted == nil {
            scored.unread = .noCall(Self.reason(output.samples.lazy.compactMap(\.toolProblem).first))
        }
        let passes = scored.failedChecks.isEmpty
        scored.isCorrectByCount = answers.indices.map { index in
            passes && (!hasRight || mismatches(Vote(among: Array(answers[...index])).winner).isEmpty)
        }
        let reasons = hasRight ? mismatches(scored.extracted) : []
        scored.isCorrect = passes && reasons.isEmpty
        if !reasons.isEmpty { scored.failedChecks.append(FailedCheck(name: "tool call", reasons: reasons)) }
        return withoutUnchecked(scored, one)
    }

    /// Returns why an output has no call.
    private static func reason(_ problem: ToolUse.Problem?) -> String {
        switch problem {
        case nil: "The output calls no tool."
        case .cut: "The output ends in the middle of a call."
        case .malformed: "The output has no call that can be read."
        }
    }

    /// Returns the checks that a case's outputs must pass.
    private func checks(of one: Case) -> [Assertion] { one.assertions + (one.isForeign ? [] : assertions) }

    private func failedChecks(_ output: CaseOutput, _ one: Case) -> [FailedCheck] {
        let checks = checks(of: one)
        guard !checks.isEmpty, let measured = measured(output, of: one) else { return [] }
        return checks.compactMap { assertion in
            guard assertion.weight > 0, assertion.holds(for: measured, found) == false else { return nil }
            return FailedCheck(name: assertion.name, reasons: assertion.reasons(for: measured, found))
        }
    }

    /// Returns the output as checks take it; nil if the lane failed.
    private func measured(_ output: CaseOutput, of one: Case) -> MeasuredOutput? {
        guard output.error == nil, let sample = output.samples.first else { return nil }
        var measured = MeasuredOutput(
            sample.measuredText, columns: one.columns(of: output.lane), seconds: output.seconds)
        (measured.calls, measured.tools) = (sample.calls, tools)
        (measured.cost, measured.perplexity) = (output.cost, sample.perplexity)
        return measured
    }

    /// Returns what models must be asked before the output is scored. Without it, the checks that need it aren't made.
    package func needs(_ output: CaseOutput, of one: Case) -> Needs {
        guard let measured = measured(output, of: one) else { return Needs() }
        return checks(of: one).reduce(into: Needs()) { $0.add($1.needs(measured)) }
    }

    /// Returns whether any check of these cases needs a model.
    package func needsModel(for cases: [Case]) -> Bool {
        (assertions + cases.flatMap(\.assertions)).contains { $0.check.modelUse != nil }
    }

    /// Returns whether an output's checks were made as far as they can be: false if measuring was ended before one of them.
    package func isMeasured(_ output: CaseOutput, of one: Case) -> Bool {
        guard let measured = measured(output, of: one) else { return true }
        return checks(of: one).allSatisfy { $0.unmeasured(measured, found).allSatisfy { $0.lack != nil } }
    }

    /// Returns the checks that should have been made but weren't, because no model was asked or an output lacks what they
    /// are about.
    package func unmeasured(in report: EvaluationReport) -> [UnmeasuredCheck] {
        var found: [UnmeasuredCheck] = []
        for row in report.rows {
            for scored in row.lanes {
                let all = checks(of: row.one)
                guard !all.isEmpty, let scored, let measured = measured(scored.output, of: row.one) else { continue }
                let checks = all.flatMap { $0.unmeasured(measured, self.found) }
                for (name, reason) in Dictionary(checks.map { ($0.name, $0.lack) }, uniquingKeysWith: { $1 }) {
                    if let index = found.firstIndex(where: { $0.name == name }) {
                        found[index].outputs += 1
                    } else {
                        found.append(UnmeasuredCheck(name: name, outputs: 1, reason: reason))
                    }
                }
            }
        }
        return found.sorted { $0.name < $1.name }
    }
}

/// A check that wasn't made of some outputs.
package struct UnmeasuredCheck: Sendable, Hashable, Codable {
    /// The name of the check.
    package var name: String
    /// The number of outputs.
    package var outputs: Int
    /// Why it wasn't made, as the end of a sentence; nil if measuring was ended.
    package var reason: String?

    init(name: String, outputs: Int, reason: String? = nil) {
        self.name = name
        self.outputs = outputs
        self.reason = reason
    }
}

/// An output and its score.
package struct ScoredCase: Sendable, Hashable {
    /// The output.
    package var output: CaseOutput
    /// The right answers.
    package var expected: [String]
    /// The answer in each sample; nil if none was found.
    package var answers: [String?]
    /// Why no answer was found, or why nobody knows whether it is right; nil if neither is so. Of several samples it is the
    /// first one's.
    package var unread: UnreadReason?
    /// What was mended in JSON before an answer could be read, in words; empty if nothing was.
    package var repairs: [String] = []
    /// The checks that don't hold.
    package var failedChecks: [FailedCheck] = []
    /// True if the winning answer is right and all checks hold.
    package var isCorrect = false
    /// The indices of the possible answers that are right; empty if the lane generated.
    package var rightLabels: [Int] = []
    /// The value of ``isCorrect`` if the answer counted that is likeliest by character; false if the lane generated.
    package var isCorrectByCharacter = false
    /// The value of ``isCorrect`` if only the first 1, 2, … samples had voted.
    package var isCorrectByCount: [Bool] = []

    /// The votes for each answer.
    package var vote: Vote { Vote(among: answers) }

    /// The winning answer; nil if no sample has one.
    package var extracted: String? { vote.winner }

    /// True if no answer was found, or if a check that decides couldn't be made.
    package var isUnread: Bool { extracted == nil || unread != nil }

    /// The first sample with the winning answer.
    package var winner: CaseOutput.Sample? {
        let extracted = extracted
        return zip(output.samples, answers).first { $1 == extracted }?.0
    }

    /// The winning answer; with several samples also its votes: `42 (3 of 5 votes)`.
    package var answerWithVotes: String? {
        let vote = vote
        guard answers.count > 1, let winner = vote.counts.first else { return vote.winner }
        return "\(winner.answer) (\(winner.votes) of \(answers.count) votes)"
    }

    /// Creates the score of an output in which these answers were found, as one that is wrong.
    package init(output: CaseOutput, expected: [String], answers: [String?]) {
        self.output = output
        self.expected = expected
        self.answers = answers
    }
}

/// A majority vote of samples by their extracted answers (self-consistency, Wang et al. 2022).
package struct Vote: Sendable, Hashable {
    /// The answers with their votes, most votes first. Of answers with equally many votes the earlier one comes first.
    package var counts: [(answer: String, votes: Int)] { tally.map { ($0.answer, $0.votes) } }
    /// Number of samples without an answer; they have no vote.
    package let abstentions: Int

    private struct Tally: Sendable, Hashable {
        var answer: String
        var votes: Int
    }

    private var tally: [Tally] = []

    /// The answer with most votes; nil if nobody voted.
    package var winner: String? { tally.first?.answer }

    /// Counts the votes of the samples' answers.
    package init(among answers: [String?]) {
        abstentions = answers.count { $0 == nil }
        for answer in answers.compactMap(\.self) {
            if let index = tally.firstIndex(where: { $0.answer == answer }) {
                tally[index].votes += 1
            } else {
                tally.append(Tally(answer: answer, votes: 1))
            }
        }
        // A stable sort, so that answers with equally many votes keep their order.
        let order = tally.enumerated().sorted { ($1.element.votes, $0.offset) < ($0.element.votes, $1.offset) }
        tally = order.map(\.element)
    }
}
