import TestRandom
import Testing

@testable import Sampling

private func survivors(_ row: Row, _ change: (inout Settings) -> Void = { _ in }) throws -> Survivors {
    var settings = Settings()
    change(&settings)
    try settings.check()
    var funnel = Funnel(settings)
    guard case .kept(let survivors) = funnel.apply(to: row, history: []) else { throw NotKept() }
    return survivors
}

private struct NotKept: Error {}

/// Pearson's statistic of draws at positions of one key each.
private func chiSquare(_ survivors: Survivors, draws: Int, seed: UInt64) -> Double {
    var counts: [Int32: Int] = [:]
    for index in 0..<draws { counts[survivors.draw(NoiseKey(seed: seed, index: index)), default: 0] += 1 }
    return zip(survivors.ids, survivors.probabilities).reduce(0) { sum, pair in
        let expected = pair.1 * Double(draws)
        let difference = Double(counts[pair.0] ?? 0) - expected
        return sum + difference * difference / expected
    }
}

@Test(arguments: [0.7, 1.0, 1.7])
func `100,000 draws follow the softmax of the survivors`(temperature: Double) throws {
    let row = try Row(whole: ReferenceNumbers.rows[0])
    let kept = try survivors(row) {
        $0.temperature = temperature
        $0.minP = 0.01
    }
    #expect(kept.count >= 7)
    // Not above the 99.9 % quantile; the seed is fixed, so this can't change from run to run.
    let statistic = chiSquare(kept, draws: 100_000, seed: 20)
    #expect(statistic < ReferenceNumbers.chiSquare999[kept.count - 1])
}

@Test func `draws over samples and cases follow it too`() throws {
    let row = try Row(whole: ReferenceNumbers.rows[1])
    let kept = try survivors(row) { $0.minP = 0.1 }
    var counts: [Int32: Int] = [:]
    for index in 0..<100_000 {
        let key = NoiseKey(seed: 1, case: UInt64(index / 1000) &* 0x9E37_79B9_7F4A_7C15, sample: index % 1000, index: 3)
        counts[kept.draw(key), default: 0] += 1
    }
    let statistic = zip(kept.ids, kept.probabilities).reduce(0.0) { sum, pair in
        let difference = Double(counts[pair.0] ?? 0) - pair.1 * 100_000
        return sum + difference * difference / (pair.1 * 100_000)
    }
    #expect(statistic < ReferenceNumbers.chiSquare999[kept.count - 1])
}

@Test func `the draw is the largest sum of weight and noise, however many survive`() throws {
    var random = SplitMix(seed: 9)
    for count in [2, 15, 16, 17, 100, 5000] {
        for _ in 0..<40 {
            let row = try Row(whole: RandomRow.make(&random, count: count, shape: .normal(random.unit() * 5)))
            let kept = try survivors(row) {
                $0.topK = 0
                $0.topP = 1
                $0.minP = 0
            }
            #expect(kept.count == count)
            let key = NoiseKey(seed: random.next() >> 11, case: random.next(), index: random.below(1000))
            let sums = zip(kept.ids, kept.logWeights).map { $1 + Noise.gumbel(key, token: $0) }
            let best = sums.indices.reduce(0) { sums[$1] > sums[$0] ? $1 : $0 }
            #expect(kept.draw(key) == kept.ids[best])
        }
    }
}

@Test func `temperature 0 takes the likeliest, of equal ones the smallest token`() throws {
    let row = try Row(whole: [1, 4, 0, 4, 4] as [Float])
    for order in StageOrder.allCases {
        let kept = try survivors(row) {
            $0.temperature = 0
            $0.order = order
        }
        #expect(kept.ids == [1])
        #expect(kept.draw(NoiseKey(seed: 5, index: 0)) == 1)
    }
}

@Test func `a smaller top-K changes a draw only if it cuts the drawn token`() throws {
    var random = SplitMix(seed: 12)
    var changed = 0
    for index in 0..<3000 {
        let row = try Row(whole: RandomRow.make(&random, count: 500, shape: .normal(2)))
        let large = try survivors(row) {
            $0.topK = 400
            $0.topP = 1
            $0.minP = 0
        }
        let small = try survivors(row) {
            $0.topK = 40
            $0.topP = 1
            $0.minP = 0
        }
        let key = NoiseKey(seed: 4, index: index)
        let token = large.draw(key)
        if small.ids.contains(token) {
            #expect(small.draw(key) == token)
        } else {
            changed += 1
        }
    }
    #expect(changed > 100)
}

@Test func `a slightly higher temperature leaves most draws as they are`() throws {
    var random = SplitMix(seed: 13)
    var same = 0
    for index in 0..<2000 {
        let row = try Row(whole: RandomRow.make(&random, count: 300, shape: .normal(3)))
        let key = NoiseKey(seed: 4, index: index)
        let cool = try survivors(row) { $0.temperature = 0.7 }
        let warm = try survivors(row) { $0.temperature = 0.8 }
        if cool.draw(key) == warm.draw(key) { same += 1 }
    }
    #expect(same > 1800)
}
