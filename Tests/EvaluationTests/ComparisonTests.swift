import Testing

@testable import Evaluation

private func comparison(
    both: Int = 100, onlyFirst: Int, onlySecond: Int, of count: Int = 200, interval: Interval? = nil,
    adjusted: Double? = nil
) -> Comparison {
    let outcomes = PairedOutcomes(
        both: both, onlyFirst: onlyFirst, onlySecond: onlySecond, neither: count - both - onlyFirst - onlySecond)
    return Comparison(
        first: "A", second: "B", outcomes: outcomes,
        interval: interval ?? Bootstrap.differenceInterval(outcomes, seed: 1),
        pValue: McNemar.pValue(onlyFirst: onlyFirst, onlySecond: onlySecond), adjustedPValue: adjusted)
}

@Test func `the sentence names the better lane, the counts, the points, the interval and p`() {
    let better = comparison(onlyFirst: 14, onlySecond: 29, interval: Interval(low: 0.01, high: 0.14))
    #expect(
        better.sentence
            == "B is better: right where A is wrong on 29 of 200 cases, the reverse on 14; 7.5 points, 95 % interval 1 to 14, p = .03."
    )
    #expect(better.verdict == .secondIsBetter)
    #expect(better.difference == 0.075)

    let worse = comparison(onlyFirst: 40, onlySecond: 12)
    #expect(worse.verdict == .firstIsBetter)
    #expect(
        worse.sentence.hasPrefix(
            "A is better: right where B is wrong on 40 of 200 cases, the reverse on 12; 14 points,"))
    #expect(worse.sentence.hasSuffix("p < .001."))
}

@Test func `where the test doesn't decide the sentence says so`() {
    let undecided = comparison(onlyFirst: 14, onlySecond: 20, interval: Interval(low: -0.025, high: 0.085))
    #expect(
        undecided.sentence
            == "B isn't shown to be better than A: right where A is wrong on 20 of 200 cases, the reverse on 14; 3 points, 95 % interval -2.5 to 8.5, p = .39."
    )
    let mirrored = comparison(onlyFirst: 20, onlySecond: 14, interval: Interval(low: -0.085, high: 0.025))
    #expect(
        mirrored.sentence
            == "A isn't shown to be better than B: right where B is wrong on 20 of 200 cases, the reverse on 14; 3 points, 95 % interval -2.5 to 8.5, p = .39."
    )
    let equal = comparison(onlyFirst: 10, onlySecond: 10, interval: Interval(low: -0.045, high: 0.045))
    #expect(
        equal.sentence
            == "Neither A nor B is shown to be better: each is right where the other is wrong on 10 of 200 cases; 0 points, 95 % interval -4.5 to 4.5, p = 1."
    )
}

@Test func `with fewer than six differing cases the sentence says that no test can decide`() {
    #expect(
        comparison(onlyFirst: 1, onlySecond: 3, interval: Interval(low: -0.01, high: 0.03)).sentence
            == "No test can decide between A and B: they differ on 4 of 200 cases, and fewer than 6 never suffice. B is right where A is wrong on 3 of 200 cases, the reverse on 1; 1 point, 95 % interval -1 to 3."
    )
    #expect(
        comparison(onlyFirst: 0, onlySecond: 5, interval: Interval(low: 0.005, high: 0.05)).sentence
            .hasSuffix(" The interval leaves out 0, but it can't be trusted with so few differing cases."))
    #expect(
        comparison(onlyFirst: 0, onlySecond: 0).sentence
            == "No test can decide between A and B: they are right on the same 100 of 200 cases.")
    #expect(
        comparison(both: 0, onlyFirst: 0, onlySecond: 0, of: 0).sentence
            == "No test can decide between A and B: there are no cases.")
}

@Test func `where the interval disagrees with the test the sentence says so`() {
    let touching = comparison(onlyFirst: 14, onlySecond: 29, interval: Interval(low: 0, high: 0.15))
    #expect(touching.sentence.hasSuffix("p = .03. The interval includes 0; the exact test decides."))
    let excluding = comparison(onlyFirst: 14, onlySecond: 26, interval: Interval(low: 0.001, high: 0.12))
    #expect(excluding.sentence.hasSuffix("p = .08. The interval leaves out 0; the exact test decides."))
    #expect(excluding.verdict == .undecided)
    let corrected = comparison(
        onlyFirst: 14, onlySecond: 29, interval: Interval(low: 0.01, high: 0.14), adjusted: 0.0951)
    #expect(
        corrected.sentence
            == "B isn't shown to be better than A: right where A is wrong on 29 of 200 cases, the reverse on 14; 7.5 points, 95 % interval 1 to 14, p = .03, .10 corrected for several comparisons. The interval leaves out 0, but it isn't corrected for several comparisons."
    )
}

@Test func `p is written with as many digits as it takes to see on which side of .05 it is`() {
    let written = [
        (1, "= 1"), (0.999, "= 1"), (0.391, "= .39"), (0.0951, "= .10"), (0.0549, "= .055"), (0.0501, "= .05"),
        (0.05, "= .05"),
        (0.0499, "< .05"), (0.0461, "= .046"), (0.032, "= .03"), (0.0099, "= .010"), (0.004, "= .004"),
        (0.0009, "< .001"),
    ]
    for (p, text) in written { #expect(Wording.pValue(p) == text) }
}

@Test func `all pairs are compared, with Holm's correction over them`() {
    var random = SplitMix64(seed: 8)
    let lanes = [("A", 0.4), ("B", 0.5), ("C", 0.8)].map { name, accuracy in
        (name: name, isCorrect: (0..<100).map { _ in random.unit() < accuracy })
    }
    let comparisons = Comparisons.all(lanes: lanes, seed: 1)
    #expect(comparisons.map { $0.first + $0.second } == ["AB", "AC", "BC"])
    #expect(comparisons.map(\.adjustedPValue) == holmAdjusted(comparisons.map(\.pValue)))
    #expect(comparisons[1].verdict == .secondIsBetter)
    #expect(comparisons[1].outcomes == PairedOutcomes(lanes[0].isCorrect, lanes[2].isCorrect))
    // The interval of a pair doesn't depend on what else is compared.
    #expect(Comparisons.all(lanes: [lanes[0], lanes[2]], seed: 1).first?.interval == comparisons[1].interval)
    #expect(Comparisons.all(lanes: [lanes[0]], seed: 1).isEmpty)
}
