import Foundation
import Testing

@testable import Evaluation

/// What NumPy, SciPy and exact enumeration say: Reference/phrasings.json, made by phrasings.py beside it.
private struct ReferenceSpreads: Decodable {
    struct Summary: Decodable {
        let accuracies: [Double]
        let quantiles: [Double]
        let best: Double
        let average: Double
        let cps: Double
        let range: Double
    }

    struct Dealt: Decodable {
        let lanes: [[Bool]]
        let p: Double
        let expectedRange: Double
        let quantiles: [Double]
        let best: Double
        let average: Double
        let cps: Double
        let range: Double
    }

    let dealt: [Dealt]
    let published: [String: Summary]

    static func read() throws -> ReferenceSpreads {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "Reference/phrasings.json")
        return try JSONDecoder().decode(ReferenceSpreads.self, from: Data(contentsOf: file))
    }
}

struct PhrasingSpreadTests {
    @Test func `quantiles, MaxP, AvgP and CPS of published accuracies are NumPy's`() throws {
        let published = try ReferenceSpreads.read().published
        #expect(published.count == 2)
        for (name, own) in published {
            let spread = PhrasingSpread(accuracies: own.accuracies, cases: 100)
            for (a, b) in zip(spread.quantiles, own.quantiles) { #expect(abs(a - b) < 1e-12, "\(name)") }
            #expect(abs(spread.best - own.best) < 1e-12)
            #expect(abs(spread.average - own.average) < 1e-12)
            #expect(abs(spread.combined - own.cps) < 1e-12)
            #expect(abs(spread.range - own.range) < 1e-12)
        }
    }

    @Test func `the permutation test of the range comes near the exact p value and mean of all dealings`() throws {
        for own in try ReferenceSpreads.read().dealt {
            let spread = PhrasingSpread(own.lanes, seed: 3)
            for (a, b) in zip(spread.quantiles, own.quantiles) { #expect(abs(a - b) < 1e-12) }
            #expect(abs(spread.combined - own.cps) < 1e-12)
            let variance: Double = own.p * (1 - own.p) / 9_999
            let p = try #require(spread.pValue)
            #expect(abs(p - own.p) < 4 * variance.squareRoot() + 0.0002, "\(p) against \(own.p)")
            let expected = try #require(spread.expectedRange)
            #expect(abs(expected - own.expectedRange) < 0.01, "\(expected) against \(own.expectedRange)")
        }
    }

    @Test func `a range of 17 points over 187 phrasings and 100 cases is less than chance gives`() throws {
        // As flan-t5-xl on causal_judgement: independent outcomes at 60 % spread over about 26 points by themselves.
        var random = SplitMix64(seed: 4)
        let lanes = (0..<187).map { _ in (0..<100).map { _ in random.unit() < 0.6 } }
        let spread = PhrasingSpread(lanes, seed: 1, resamples: 999)
        let expected = try #require(spread.expectedRange)
        #expect((0.24...0.29).contains(expected), "\(expected)")
        let pValue = try #require(spread.pValue)
        #expect(pValue > 0.05)
        #expect(spread.sentences.last?.hasPrefix("The phrasing isn't shown to matter.") == true)
    }

    @Test func `phrasings that differ on the same cases are told to matter`() {
        let good = (0..<60).map { $0 < 48 }
        let poor = (0..<60).map { $0 < 12 }
        let spread = PhrasingSpread([good, good, poor], seed: 1)
        let sentences = spread.sentences
        #expect(
            sentences[0]
                == "Over 3 phrasings, accuracy is 80 % at the median; the middle half lies from 50 to 80 %, nine in ten from 26 to 80 %."
        )
        #expect(sentences[1] == "Best 80 % (MaxP), mean 60 % (AvgP), best times its nearness to the mean 64 % (CPS).")
        #expect(
            sentences[2].hasPrefix("The phrasing matters more than chance. From the worst to the best it is 60 points;")
        )
    }

    @Test func `a range that all dealings have is told as one that isn't exceeded`() {
        let sentences = PhrasingSpread([[true], [false]], seed: 1).sentences
        #expect(
            sentences.last
                == "The phrasing isn't shown to matter. From the worst to the best it is 100 points; 2 phrasings that are all alike would show 100 points on average and at most 100 points in 95 % of data sets (permutation within cases, p = 1)."
        )
    }

    @Test func `one phrasing, or none with cases, has no spread to speak of`() {
        #expect(PhrasingSpread([[true, false]], seed: 1).pValue == nil)
        #expect(PhrasingSpread([[], []], seed: 1).sentences == ["There is nothing to compare."])
    }

    @Test func `the same seed gives the same spread`() {
        let lanes = [[true, false, true, true, true], [false, true, false, false, true]]
        #expect(PhrasingSpread(lanes, seed: 8) == PhrasingSpread(lanes, seed: 8))
    }
}
