import Prompting

/// What an evaluation found: each lane's accuracy, how sure that is, and which lanes differ.
public struct EvaluationReport: Sendable {
    /// One lane.
    public struct Lane: Sendable {
        /// The lane's name.
        public var name: String
        /// Cases with an output.
        public var count: Int
        /// Cases that are right.
        public var correct: Int
        /// Cases in whose outputs no answer was found; they are not right, and counted here by themselves.
        public var unparsed: Int
        /// Cases that failed; they count nowhere else.
        public var failed: Int
        /// Wilson's 95 % interval of the accuracy.
        public var interval: Interval
        /// Tokens generated.
        public var tokens: Int
        /// Tokens of all prompts, and those of them that were evaluated.
        public var promptTokens: (all: Int, evaluated: Int)
        /// The cases' own times, summed.
        public var seconds: Double
        /// Accuracy if only the first 1, 2, … samples had voted; empty for one sample.
        public var accuracyByCount: [Double]

        /// Correct among those with an output, 0...1; 0 where there is none.
        public var accuracy: Double { count == 0 ? 0 : Double(correct) / Double(count) }
    }

    /// The lanes, in their order.
    public var lanes: [Lane]
    /// All pairs of lanes, over the cases that both have.
    public var comparisons: [Comparison]
    /// The cases in their order, each with the lanes in their order.
    public var cases: [ScoredCase]
    /// Cases that failed.
    public var failures: [CaseOutput]
    /// How many cases the data has.
    public var total: Int

    /// Scores outputs and compares lanes.
    ///
    /// - Parameters:
    ///   - outputs: What is there, in any order.
    ///   - cases: All cases.
    ///   - lanes: Names of the lanes.
    ///   - scorer: What is right, for each lane, by its name.
    ///   - seed: Of the bootstrap.
    public init(
        _ outputs: [CaseOutput], of cases: [Case], lanes: [String], scorer: (String) -> Scorer, seed: UInt64
    ) {
        var found: [EvaluationRun.Key: CaseOutput] = [:]
        for output in outputs { found[EvaluationRun.Key(lane: output.lane, id: output.id)] = output }
        var scored: [String: [String: ScoredCase]] = [:]
        self.cases = []
        failures = []
        total = cases.count
        let scorers = Dictionary(lanes.map { ($0, scorer($0)) }, uniquingKeysWith: { $1 })
        for one in cases {
            for lane in lanes {
                guard let output = found[EvaluationRun.Key(lane: lane, id: one.id)] else { continue }
                guard let score = scorers[lane]?.score(output, of: one) else {
                    failures.append(output)
                    continue
                }
                scored[lane, default: [:]][one.id] = score
                self.cases.append(score)
            }
        }
        let failed = failures
        self.lanes = lanes.map { name in
            Lane(name: name, scored: Array((scored[name] ?? [:]).values), failed: failed.count { $0.lane == name })
        }
        let ids = cases.map(\.id).filter { id in lanes.allSatisfy { scored[$0]?[id] != nil } }
        comparisons =
            lanes.count < 2 || ids.isEmpty
            ? []
            : Comparisons.all(
                lanes: lanes.map { name in (name, ids.map { scored[name]?[$0]?.isCorrect ?? false }) }, seed: seed)
    }
}

extension EvaluationReport.Lane {
    init(name: String, scored: [ScoredCase], failed: Int) {
        let correct = scored.count { $0.isCorrect }
        let samples = scored.map(\.isCorrectByCount.count).max() ?? 1
        self.init(
            name: name, count: scored.count, correct: correct, unparsed: scored.count { $0.extracted == nil },
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
                })
    }
}
