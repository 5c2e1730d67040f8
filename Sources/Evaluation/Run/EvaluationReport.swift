import Prompting

/// The result of an evaluation: each lane's accuracy, how sure that is, and which lanes differ.
package struct EvaluationReport: Sendable {
    /// The result of one lane.
    package struct Lane: Sendable {
        /// The lane's name.
        package var name: String
        /// Number of cases with an output.
        package var count: Int
        /// Number of cases that are right.
        package var correct: Int
        /// Number of cases in whose outputs no answer was found, or of which a check couldn't be made; they count as wrong.
        package var unparsed: Int
        /// Number of cases that failed; they count nowhere else.
        package var failed: Int
        /// Wilson's 95 % interval of the accuracy.
        package var interval: Interval
        /// Number of tokens generated.
        package var tokens: Int
        /// Number of tokens of all prompts, and of those that were evaluated.
        package var promptTokens: (all: Int, evaluated: Int)
        /// The sum of the cases' own times, in seconds.
        package var seconds: Double
        /// The accuracy if only the first 1, 2, … samples had voted; empty for one sample.
        package var accuracyByCount: [Double]
        /// The mean share of samples that voted for the winning answer, from 0 to 1: over the cases that are right and
        /// over those that are wrong. Nil for one sample, and if there is no such case.
        package var winnerShare: (right: Double?, wrong: Double?)
        /// What the likelihoods of the possible answers say; nil if the lane generated.
        package var likelihood: LikelihoodResult?

        /// The share of right cases among those with an output, from 0 to 1; 0 if there is none.
        package var accuracy: Double { count == 0 ? 0 : Double(correct) / Double(count) }

        /// Returns the cells in which the interval and the accuracy lie, in a bar of `cells` cells from 0 to 100 %.
        package func bar(cells: Int) -> (interval: ClosedRange<Int>, accuracy: Int) {
            func cell(_ share: Double) -> Int { min(cells - 1, max(0, Int(share * Double(cells)))) }
            return (cell(interval.low)...cell(interval.high), cell(accuracy))
        }
    }

    /// One case in all lanes.
    package struct Row: Sendable {
        /// The case.
        package var one: Case
        /// The results in the lanes' order; nil if a lane has no output, or failed.
        package var lanes: [ScoredCase?]

        /// Creates the row of a case.
        package init(one: Case, lanes: [ScoredCase?]) {
            self.one = one
            self.lanes = lanes
        }

        /// True if some lanes have the case right and others wrong.
        package var isDisputed: Bool { Set(lanes.compactMap { $0?.isCorrect }).count > 1 }
    }

    /// The lanes, in their order.
    package var lanes: [Lane]
    /// Comparisons of all pairs of lanes, over the cases that all lanes have.
    package var comparisons: [Comparison]
    /// The cases that at least one lane has an output for, in their order.
    package var rows: [Row]
    /// The outputs that failed.
    package var failures: [CaseOutput]
    /// Number of cases of the data.
    package var total: Int

    /// The outputs with their scores, case by case, each time in the lanes' order.
    package var cases: [ScoredCase] { rows.flatMap { $0.lanes.compactMap(\.self) } }

    /// Returns which cases a lane has right, in the same order for all lanes; nil for one without an output. Cases that no lane
    /// has are at the end.
    package func outcomes(of lane: Int) -> [Bool?] {
        rows.map { $0.lanes[lane]?.isCorrect } + [Bool?](repeating: nil, count: max(0, total - rows.count))
    }

    /// For each lane, which of the cases that all lanes have are right, in the same order.
    package var paired: [[Bool]] {
        // Places and not rows: of a million, these are a copy to be reckoned with.
        let complete = rows.indices.filter { row in rows[row].lanes.allSatisfy { $0 != nil } }
        return lanes.indices.map { lane in complete.map { rows[$0].lanes[lane]?.isCorrect == true } }
    }

    /// Scores outputs and compares lanes.
    ///
    /// - Parameters:
    ///   - outputs: The outputs, in any order.
    ///   - cases: All cases.
    ///   - names: The lanes' names.
    ///   - scorer: Gives the scorer for a lane's name.
    ///   - seed: The seed of the bootstrap; if nil, lanes aren't compared.
    package init(
        _ outputs: [CaseOutput], of cases: [Case], lanes names: [String], scorer: (String) -> Scorer, seed: UInt64?
    ) {
        let scorers = names.map(scorer)
        self.init(outputs, of: cases, lanes: names, seed: seed) { scorers[$0].score($1, of: $2) }
    }

    /// Counts outputs that `score` scores, by the index of their lane, and compares lanes; see the other initializer.
    package init(
        _ outputs: [CaseOutput], of cases: [Case], lanes names: [String], seed: UInt64?,
        score: (_ lane: Int, CaseOutput, Case) -> ScoredCase?
    ) {
        var found: [EvaluationRun.Key: CaseOutput] = [:]
        for output in outputs { found[EvaluationRun.Key(lane: output.lane, id: output.id)] = output }
        var rows: [Row] = []
        var failures: [CaseOutput] = []
        for one in cases {
            var row = Row(one: one, lanes: [])
            for (lane, name) in names.enumerated() {
                let output = found[EvaluationRun.Key(lane: name, id: one.id)]
                let scored = output.flatMap { score(lane, $0, one) }
                if scored == nil, let output { failures.append(output) }
                row.lanes.append(scored)
            }
            if row.lanes.contains(where: { $0 != nil }) { rows.append(row) }
        }
        self.init(rows: rows, failures: failures, total: cases.count, lanes: names, seed: seed)
    }

    /// Compares lanes whose outputs are scored already.
    ///
    /// - Parameters:
    ///   - rows: The cases that a lane has an output for.
    ///   - failures: The outputs that failed.
    ///   - total: Number of cases of the data.
    ///   - names: The lanes' names.
    ///   - seed: The seed of the bootstrap; if nil, lanes aren't compared.
    package init(rows: [Row], failures: [CaseOutput], total: Int, lanes names: [String], seed: UInt64?) {
        self.rows = rows
        self.failures = failures
        self.total = total
        lanes = names.enumerated().map { index, name in
            Lane(name: name, scored: rows.compactMap { $0.lanes[index] }, failed: failures.count { $0.lane == name })
        }
        comparisons = []
        let paired = paired
        guard let seed, names.count > 1, paired[0].count > 0 else { return }
        comparisons = Comparisons.all(lanes: zip(names, paired).map { ($0, $1) }, seed: seed)
    }
}

extension EvaluationReport.Lane {
    init(name: String, scored: [ScoredCase], failed: Int) {
        let correct = scored.count { $0.isCorrect }
        let samples = scored.map(\.isCorrectByCount.count).max() ?? 1
        func share(of cases: [ScoredCase]) -> Double? {
            guard samples > 1, !cases.isEmpty else { return nil }
            let shares = cases.map { Double($0.vote.counts.first?.votes ?? 0) / Double($0.answers.count) }
            return shares.reduce(0, +) / Double(cases.count)
        }
        self.init(
            name: name, count: scored.count, correct: correct, unparsed: scored.count { $0.isUnread },
            failed: failed, interval: Wilson.interval(correct: correct, of: scored.count),
            tokens: scored.reduce(0) { $0 + $1.output.tokens },
            promptTokens: (
                scored.reduce(0) { $0 + $1.output.promptTokens }, scored.reduce(0) { $0 + $1.output.evaluatedTokens }
            ),
            seconds: scored.reduce(0) { $0 + $1.output.seconds },
            accuracyByCount: samples < 2
                ? []
                : (0..<samples).map { index in
                    Double(scored.count { $0.isCorrectByCount.indices.contains(index) && $0.isCorrectByCount[index] })
                        / Double(max(1, scored.count))
                },
            winnerShare: (share(of: scored.filter(\.isCorrect)), share(of: scored.filter { !$0.isCorrect })),
            likelihood: LikelihoodResult(scored))
    }
}
