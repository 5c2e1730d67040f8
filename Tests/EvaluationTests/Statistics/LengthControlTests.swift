import Foundation
import Testing

@testable import Evaluation

@Suite struct LengthControlTests {
    @Test func `fifty random sets have the rates of statsmodels`() throws {
        let sets = try PairFigures.shared.get().lengths
        #expect(sets.count == 50)
        for set in sets {
            let comparisons = zip(set.preferences, set.differences).enumerated().map { number, one in
                LengthControl.Comparison(preference: one.0, lengthDifference: one.1, cluster: number)
            }
            let found = LengthControl(comparisons, seed: 1, resamples: 0)
            #expect(abs(found.raw - set.raw) < 1e-4)
            #expect(abs((found.controlled ?? .nan) - set.controlled) < 1e-4)
            #expect(abs((found.influence ?? .nan) - set.influence) < 1e-4)
        }
    }

    @Test func `a lane that wins by its length alone is worth half without it`() throws {
        var random = SplitMix64(seed: 9)
        let comparisons = (0..<600).map { number in
            let difference = random.unit() * 600 - 100
            let wins = random.unit() < LogisticRegression.share(3 * tanh(difference / 173))
            return LengthControl.Comparison(
                preference: wins ? 1 : 0, lengthDifference: difference, cluster: number)
        }
        let found = LengthControl(comparisons, seed: 1, resamples: 200)
        #expect(found.raw > 0.65)
        let interval = try #require(found.controlledInterval)
        #expect(interval.low < 0.5 && 0.5 < interval.high)
        #expect(found.isExtreme)
    }

    @Test func `texts of one length are compared as they are`() {
        let comparisons = (0..<10).map {
            LengthControl.Comparison(preference: $0 < 7 ? 1 : 0, lengthDifference: 0, cluster: $0)
        }
        let found = LengthControl(comparisons, seed: 1, resamples: 100)
        #expect(abs((found.controlled ?? 0) - 0.7) < 1e-6)
        #expect(found.influence == nil)
    }

    @Test func `a lane that always wins has no controlled rate`() {
        let comparisons = (0..<10).map {
            LengthControl.Comparison(preference: 1, lengthDifference: Double($0), cluster: $0)
        }
        let found = LengthControl(comparisons, seed: 1, resamples: 10)
        #expect(found.raw == 1)
        #expect(found.rawInterval == Wilson.interval(correct: 10, of: 10))
        #expect(found.controlled == nil)
    }

    @Test func `a single case tells nothing of others, however many comparisons it has`() {
        let comparisons = (0..<10).map {
            LengthControl.Comparison(
                preference: $0 % 3 == 0 ? 0 : 1, lengthDifference: Double($0 * 37 % 50) - 20, cluster: 0)
        }
        let found = LengthControl(comparisons, seed: 1, resamples: 100)
        #expect(found.raw == 0.6)
        #expect(found.rawInterval == Interval(low: 0, high: 1))
        #expect(found.controlled != nil && found.controlledInterval == Interval(low: 0, high: 1))
    }

    @Test func `the same seed gives the same intervals`() {
        let comparisons = (0..<40).map {
            LengthControl.Comparison(
                preference: $0 % 3 == 0 ? 0 : 1, lengthDifference: Double($0 * 37 % 50) - 20, cluster: $0 / 2)
        }
        #expect(LengthControl(comparisons, seed: 4) == LengthControl(comparisons, seed: 4))
    }

    @Test func `agreement is told with kappa, as in the usual example`() throws {
        let pairs =
            Array(repeating: ("yes", "yes"), count: 20) + Array(repeating: ("yes", "no"), count: 5)
            + Array(repeating: ("no", "yes"), count: 10) + Array(repeating: ("no", "no"), count: 15)
        let kappa = Kappa(pairs.map { (first: $0.0, second: $0.1) })
        #expect(kappa.agreements == 35)
        #expect(abs(try #require(kappa.value) - 0.4) < 1e-12)
    }
}
