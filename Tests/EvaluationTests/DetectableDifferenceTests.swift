import Testing

@testable import Evaluation

@Test func `the power of the exact test is the reference's full sum`() throws {
    for reference in try ReferenceFigures.shared.get().power.powers {
        let power = DetectableDifference.power(
            cases: reference.cases, differing: reference.differing, difference: reference.difference,
            level: reference.level)
        #expect(abs(power - reference.power) < 1e-9, "\(reference)")
    }
}

@Test func `the smallest difference that can be shown is the reference's`() throws {
    for reference in try ReferenceFigures.shared.get().power.smallest {
        let found = DetectableDifference.smallest(
            cases: reference.cases, differing: reference.differing, level: reference.level)
        if let expected = reference.difference {
            #expect(abs((found ?? 0) - expected) < 2e-5, "\(reference)")
        } else {
            #expect(found == nil)
        }
    }
}

@Test func `in simulated runs the better lane is found as often as promised`() throws {
    let (cases, differing) = (200, 0.2)
    let difference = try #require(DetectableDifference.smallest(cases: cases, differing: differing))
    var random = SplitMix64(seed: 51)
    let found = (0..<4000).count { _ in
        var (first, second) = (0, 0)
        for _ in 0..<cases where random.unit() < differing {
            if random.unit() < (1 + difference / differing) / 2 {
                second += 1
            } else {
                first += 1
            }
        }
        return second > first && McNemar.pValue(onlyFirst: first, onlySecond: second) < Comparison.level
    }
    // Five standard errors.
    #expect(abs(Double(found) / 4000 - 0.8) < 0.032)
}

@Test func `more cases show smaller differences`() {
    let smallest = [50, 100, 200, 500, 1000, 10_000, 100_000].map {
        DetectableDifference.smallest(cases: $0, differing: 0.2) ?? 1
    }
    #expect(smallest == smallest.sorted(by: >))
    #expect(smallest[6] < 0.005)
}

@Test func `before a run it says what so many cases can show and what that assumes`() {
    #expect(
        DetectableDifference.sentence(cases: 200)
            == "200 cases can show a difference of 9.2 points or more if two lanes differ on 20 % of them (exact McNemar test at 5 %, 80 % power)."
    )
    #expect(
        DetectableDifference.sentence(cases: 200, differing: 0.1, comparisons: 3)
            == "200 cases can show a difference of 7.3 points or more if two lanes differ on 10 % of them (exact McNemar test at 5 % over 3 comparisons, 80 % power)."
    )
    #expect(
        DetectableDifference.sentence(cases: 20)
            == "20 cases can't show any difference if two lanes differ on 20 % of them; at least 39 are needed (exact McNemar test at 5 %, 80 % power)."
    )
    #expect(DetectableDifference.sentence(cases: 0).hasPrefix("0 cases can't show any difference"))
    #expect(DetectableDifference.sentence(cases: 1, differing: 0).hasPrefix("1 case can't show any difference"))
    #expect(DetectableDifference.fewestCases(differing: 0) == nil)
    #expect(
        DetectableDifference.smallest(cases: 50, differing: 1.5)
            == DetectableDifference.smallest(cases: 50, differing: 1))
    #expect(DetectableDifference.smallest(cases: -1, differing: -0.5) == nil)
    #expect(DetectableDifference.fewestCases(differing: 1) == McNemar.fewestDiffering)
}
