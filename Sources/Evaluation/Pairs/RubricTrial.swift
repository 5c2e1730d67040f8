/// A judge's scores of single outputs, measured before they are believed.
package struct RubricTrial: Sendable {
    /// The share of pairs of outputs that must keep their order before a result is told.
    package static let leastHolding = JudgeTrial.leastHolding

    /// True if the judge was asked again in other wordings, false if it was asked the same again.
    package let isReworded: Bool
    /// The number of outputs.
    package let outputs: Int
    /// The number of outputs of which nothing was read.
    package let unscored: Int
    /// How far each score moved that was given more than once: the largest less the smallest.
    package let spans: [Double]
    /// The number of pairs of outputs that were scored more than once.
    package private(set) var repeated = 0
    /// The number of those whose better output was the same each time.
    package private(set) var holding = 0
    /// The number of those of which each output was the better one at some time.
    package private(set) var turning = 0
    /// The number of those that had the same score each time.
    package private(set) var even = 0
    /// Of the pairs with different scores and different lengths, how many the longer output won.
    package private(set) var longerScoresHigher = (count: 0, all: 0)
    /// The correlation of the ranks of scores and lengths, over all outputs; nil if there is none.
    package let lengthCorrelation: Double?
    /// Agreement with people's votes where the scores differ: the higher one is preferred.
    package let agreement: Kappa
    /// Agreement of "the longer text wins" with the same votes.
    package let lengthAgreement: Kappa
    /// The number of pairs of scored outputs on which people's votes prefer one.
    package private(set) var voted = 0

    /// Measures a judge.
    ///
    /// - Parameters:
    ///   - outputs: The outputs with their scores.
    ///   - isReworded: Whether the judge was asked again in other wordings.
    ///   - votes: People's verdicts on the same outputs, if there are any.
    package init(_ outputs: [ScoredOutput], isReworded: Bool, votes: [Pair] = []) {
        self.isReworded = isReworded
        self.outputs = outputs.count
        unscored = outputs.count { $0.value == nil }
        spans = outputs.compactMap { one -> Double? in
            let scores = ([one.value] + one.again).compactMap(\.self)
            guard scores.count > 1, let least = scores.min(), let most = scores.max() else { return nil }
            return most - least
        }
        lengthCorrelation = Spearman.correlation(
            outputs.compactMap { one in one.value.map { (first: $0, second: Double(one.output.text.count)) } })
        var preferred: [PairKey: String] = [:]
        for one in PreferenceSet(votes).preferences {
            preferred[PairKey(caseID: one.caseID, one.chosen, one.rejected)] = one.chosen.text
        }
        var (judged, longer) = ([(first: String, second: String)](), [(first: String, second: String)]())
        var orders: [[Int]] = []
        for pair in ScoredOutput.pairs(of: outputs) {
            let (one, other) = (outputs[pair.one], outputs[pair.other])
            orders.append(Self.orders(one, other))
            let order = Self.order(one.value ?? 0, other.value ?? 0)
            let lengths = one.output.text.count - other.output.text.count
            if order != 0, lengths != 0 {
                longerScoresHigher.all += 1
                if (lengths > 0) == (order > 0) { longerScoresHigher.count += 1 }
            }
            guard let text = preferred[PairKey(caseID: one.caseID, one.output, other.output)] else { continue }
            voted += 1
            func lane(_ isOne: Bool) -> String { isOne ? one.output.lane : other.output.lane }
            let chosen = lane(text == one.output.text)
            if order != 0 { judged.append((chosen, lane(order > 0))) }
            if lengths != 0 { longer.append((chosen, lane(lengths > 0))) }
        }
        agreement = Kappa(judged)
        lengthAgreement = Kappa(longer)
        for one in orders { count(one) }
    }

    /// Counts a pair by the orders of its scores.
    private mutating func count(_ orders: [Int]) {
        guard orders.count > 1 else { return }
        repeated += 1
        switch Set(orders) {
        case [0]: even += 1
        case [1], [-1]: holding += 1
        case let found where found.isSuperset(of: [1, -1]): turning += 1
        default: break
        }
    }

    /// Returns the order of two outputs each time that both were scored: 1 if the first has the higher score.
    private static func orders(_ one: ScoredOutput, _ other: ScoredOutput) -> [Int] {
        zip([one.value] + one.again, [other.value] + other.again).compactMap { mine, its -> Int? in
            guard let mine, let its else { return nil }
            return order(mine, its)
        }
    }

    private static func order(_ one: Double, _ other: Double) -> Int { one > other ? 1 : one < other ? -1 : 0 }

    /// The number of pairs of which the judge preferred one at some time.
    package var distinguished: Int { repeated - even }
    /// The share of those whose better output was the same each time; nil without any.
    package var holdingShare: Double? { distinguished == 0 ? nil : Double(holding) / Double(distinguished) }
    /// True if enough pairs keep their order for a result to be told.
    package var isBelievable: Bool { (holdingShare ?? 0) >= Self.leastHolding }
}
