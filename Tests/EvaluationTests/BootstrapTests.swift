import Testing

@testable import Evaluation

@Test func `the interval of right and wrong answers has the ends of the bootstrap's exact law`() throws {
    for reference in try ReferenceFigures.shared.get().bootstrap.binary {
        let outcomes = PairedOutcomes(
            both: reference.both, onlyFirst: reference.onlyFirst, onlySecond: reference.onlySecond,
            neither: reference.neither)
        for seed in UInt64(0)..<5 {
            let interval = Bootstrap.differenceInterval(outcomes, seed: seed)
            let share = Double(outcomes.differing) / Double(outcomes.count)
            let error = ((share - outcomes.difference * outcomes.difference) / Double(outcomes.count)).squareRoot()
            // A percentile of 10,000 resamples has a standard error of .027 of theirs; the law's own steps are one case.
            let tolerance = 0.1 * error + 1.001 / Double(outcomes.count)
            #expect(abs(interval.low - reference.low) <= tolerance, "\(reference)")
            #expect(abs(interval.high - reference.high) <= tolerance, "\(reference)")
        }
    }
}

@Test func `the interval of scores is SciPy's paired bootstrap`() throws {
    for reference in try ReferenceFigures.shared.get().bootstrap.scores {
        for seed in UInt64(0)..<5 {
            let interval = Bootstrap.differenceInterval(reference.first, reference.second, seed: seed)
            #expect(abs(interval.low - reference.low) <= 0.12 * reference.standardError)
            #expect(abs(interval.high - reference.high) <= 0.12 * reference.standardError)
        }
    }
}

@Test func `an interval depends on the pairs and the seed alone`() {
    var random = SplitMix64(seed: 3)
    let scores = (0..<80).map { _ in (first: random.unit(), second: random.unit()) }
    let shuffled = scores.shuffled(using: &random)
    func interval(_ pairs: [(first: Double, second: Double)], seed: UInt64) -> Interval {
        Bootstrap.differenceInterval(pairs.map(\.first), pairs.map(\.second), seed: seed, resamples: 1000)
    }
    #expect(interval(scores, seed: 1) == interval(shuffled, seed: 1))
    #expect(interval(scores, seed: 1) != interval(scores, seed: 2))

    let first = (0..<200).map { _ in random.unit() < 0.5 }
    let second = (0..<200).map { _ in random.unit() < 0.6 }
    #expect(
        Bootstrap.differenceInterval(PairedOutcomes(first, second), seed: 5)
            == Bootstrap.differenceInterval(first.map { $0 ? 1 : 0 }, second.map { $0 ? 1 : 0 }, seed: 5))
}

@Test func `without cases or differences the interval is a point`() {
    #expect(Bootstrap.differenceInterval([], [], seed: 1) == Interval(low: 0, high: 0))
    #expect(
        Bootstrap.differenceInterval(PairedOutcomes(both: 0, onlyFirst: 0, onlySecond: 0, neither: 0), seed: 1)
            == Interval(low: 0, high: 0))
    #expect(Bootstrap.differenceInterval([1, 2, 3], [1.5, 2.5, 3.5], seed: 1) == Interval(low: 0.5, high: 0.5))
}

/// Shares of simulated runs whose interval holds the true difference.
private func coverage(_ runs: Int, seed: UInt64, truth: Double, _ interval: (inout SplitMix64, UInt64) -> Interval)
    -> Double
{
    var random = SplitMix64(seed: seed)
    let held = (0..<runs).count { run in
        let interval = interval(&random, UInt64(run))
        return interval.low <= truth && truth <= interval.high
    }
    return Double(held) / Double(runs)
}

@Test func `about 95 of 100 intervals of right and wrong answers hold the true difference`() {
    let share = coverage(1500, seed: 21, truth: 0.07) { random, seed in
        var outcomes = PairedOutcomes(both: 0, onlyFirst: 0, onlySecond: 0, neither: 0)
        for _ in 0..<150 {
            switch random.unit() {
            case ..<0.08: outcomes.onlyFirst += 1
            case ..<0.23: outcomes.onlySecond += 1
            default: outcomes.both += 1
            }
        }
        return Bootstrap.differenceInterval(outcomes, seed: seed, resamples: 1000)
    }
    #expect(share > 0.92 && share < 0.975)
}

@Test func `about 95 of 100 intervals of scores hold the true difference`() {
    let share = coverage(600, seed: 22, truth: 0) { random, seed in
        let first = (0..<60).map { _ in random.unit() }
        let second = first.map { _ in random.unit() }
        return Bootstrap.differenceInterval(first, second, seed: seed, resamples: 600)
    }
    #expect(share > 0.91 && share < 0.98)
}

@Test func `drawn successes have the binomial law's mean and variance for any number of trials`() {
    let draws = BinomialDraws(probability: 0.3, upTo: 1000)
    var random = SplitMix64(seed: 4)
    for trials in [0, 1, 7, 64, 777, 1000] {
        let values = (0..<20_000).map { _ in Double(draws.draw(trials, &random)) }
        let mean = values.reduce(0, +) / 20_000
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
        let expected = Double(trials) * 0.21
        #expect(abs(mean - Double(trials) * 0.3) <= 4.5 * (expected / 20_000).squareRoot())
        #expect(abs(variance - expected) <= 0.06 * expected)
    }
    #expect(BinomialDraws(probability: 1, upTo: 9).draw(9, &random) == 9)
    #expect(BinomialDraws(probability: 0, upTo: 9).draw(9, &random) == 0)
}
