import Foundation
import Testing

@testable import Evaluation

private struct DealtLanes: Decodable {
    let lanes: [[Bool]]
    let p: Double

    static func all() throws -> [DealtLanes] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "Reference/best.json")
        return try JSONDecoder().decode([DealtLanes].self, from: Data(contentsOf: file))
    }
}

@Test func `the permutation test of the best lane comes near the exact p value of all dealings`() throws {
    for dealt in try DealtLanes.all() {
        let p = BestOfMany(dealt.lanes, seed: 3).pValue
        // Four standard errors of 9,999 resamples.
        let variance: Double = dealt.p * (1 - dealt.p) / 9_999
        let error = 4 * variance.squareRoot() + 0.0002
        #expect(abs(p - dealt.p) < error, "\(p) against \(dealt.p)")
    }
}

@Test func `if lanes are alike the best one is called more than luck at most as often as the level`() {
    var random = SplitMix64(seed: 5)
    var found = 0
    for _ in 0..<400 {
        let lanes = (0..<6).map { _ in (0..<40).map { _ in random.unit() < 0.5 } }
        if BestOfMany(lanes, seed: 1, resamples: 999).pValue < 0.05 { found += 1 }
    }
    // .05 and three standard errors of 400 trials.
    #expect(found <= 33)
}

@Test func `the best lane beats those that the corrected exact test says it does`() {
    let good = (0..<40).map { $0 < 36 }
    let poor = (0..<40).map { $0 < 12 }
    let near = (0..<40).map { $0 < 34 }
    let result = BestOfMany([poor, good, near], seed: 1)
    #expect(result.best == [1])
    #expect(result.beaten == [0])
    #expect(
        result.sentence(names: ["A", "B", "C"]).contains(
            "Best is B: 36 of 40 right, 90 %. That is more than luck: if all 3"))
    #expect(result.sentence(names: ["A", "B", "C"]).contains("It isn't shown to be better than C"))
}

@Test func `a best lane that chance would give as well is told to be luck`() {
    let lanes = [[true, false, true, false], [false, true, false, false], [true, true, false, false]]
    let result = BestOfMany(lanes, seed: 1)
    #expect(result.best == [0, 2])
    #expect(result.pValue > 0.5)
    #expect(result.sentence(names: ["A", "B", "C"]).contains("Best are A and C: 2 of 4 right, 50 %. That may be luck"))
}

@Test func `lanes that are right on the same number of cases are equally good`() {
    let result = BestOfMany([[true, false], [false, true]], seed: 1)
    #expect(result.sentence(names: ["A", "B"]) == "All 2 are equally good: 1 of 2 right, 50 %.")
}

@Test func `the same seed gives the same p value`() {
    let lanes = [[true, false, true, true, true], [false, true, false, false, true]]
    #expect(BestOfMany(lanes, seed: 8) == BestOfMany(lanes, seed: 8))
}
