import TestRandom
import Testing

@testable import Sampling

@Test(arguments: ReferenceNumbers.rows.indices)
func `log-sum-exp and entropy are SciPy's`(index: Int) throws {
    let row = try Row(keeping: ReferenceNumbers.rows[index])
    #expect(abs(row.logSumExp - ReferenceNumbers.logSumExps[index]) < 3e-7)
    #expect(abs(row.entropy - ReferenceNumbers.entropies[index]) < 3e-6)
}

@Test(arguments: [600, 3000, 49_152, 131_072, 200_003])
func `the kept candidates are the beginning of the whole row sorted`(count: Int) throws {
    var random = SplitMix(seed: UInt64(count))
    for shape in [RandomRow.Shape.normal(4), .normal(1), .rounded(3), .peaked, .holes, .rounded(0)] {
        let logits = RandomRow.make(&random, count: count, shape: shape)
        let row = try Row(keeping: logits)
        let sorted = logits.indices.filter { logits[$0] > -.infinity }
            .sorted { (logits[$0], $1) > (logits[$1], $0) }
        let whole = try Row(whole: logits)
        #expect(whole.isComplete)
        #expect(whole.candidates.map(\.id) == sorted.map { Int32($0) })
        #expect(row.candidates.map(\.id) == sorted.prefix(row.candidateCount).map { Int32($0) })
        #expect(row.candidates.map(\.logit) == sorted.prefix(row.candidateCount).map { logits[$0] })
        #expect(row.logSumExp == whole.logSumExp)
        #expect(row.finiteCount == sorted.count)
    }
}

@Test func `a row keeps what holds 99.9 % of the probability`() throws {
    var random = SplitMix(seed: 5)
    for deviation in [1.0, 2.0, 3.0, 6.0] {
        let row = try Row(keeping: RandomRow.make(&random, count: 20_000, shape: .normal(deviation)))
        let masses = row.candidates.map { exponential(Double($0.logit) - row.logSumExp) }
        let held = masses.reduce(0, +)
        #expect(row.candidateCount >= 512 && row.candidateCount <= 2048)
        #expect(held >= 0.999 || row.candidateCount == 2048)
        #expect(row.candidateCount == 512 || held - (masses.last ?? 0) < 0.999)
        #expect(abs(row.tailMass - (1 - held)) < 1e-6)
    }
}

@Test func `a small row is complete`() throws {
    let row = try Row(keeping: [1, -.infinity, 3, 2] as [Float])
    #expect(row.isComplete)
    #expect(row.candidates.map(\.id) == [2, 3, 0])
    #expect(row.finiteCount == 3)
}

@Test func `equal logits come by token, both zeros among them`() throws {
    let row = try Row(keeping: [0, -0.0, 0, -1, 5, 5, -0.0] as [Float])
    #expect(row.candidates.map(\.id) == [4, 5, 0, 1, 2, 6, 3])
}

@Test func `extras are kept where they lie outside the candidates`() throws {
    let logits = (0..<5000).map { Float(-$0) }
    let row = try Row(keeping: logits, extras: [4000, 3, 600, 600, -1, 5000])
    #expect(row.extras.map(\.id) == [600, 4000])
    #expect(row.extras.map(\.logit) == [-600, -4000])
}

@Test func `a row that isn't numbers is refused with how many and where`() {
    var logits = [Float](repeating: 0, count: 1000)
    logits[300] = .nan
    logits[999] = .infinity
    #expect(throws: RowError.notNumbers(count: 2, first: 300)) { try Row(keeping: logits) }
    #expect(throws: RowError.notNumbers(count: 2, first: 300)) { try Row(whole: logits) }
    #expect(throws: RowError.allMinusInfinity(count: 4)) {
        try Row(keeping: [Float](repeating: -.infinity, count: 4))
    }
    #expect(throws: RowError.empty) { try Row(keeping: [] as [Float]) }
}

@Test func `a refusal is a sentence`() {
    #expect(
        RowError.notNumbers(count: 2, first: 300).description
            == "The model returned 2 logits that aren't numbers, the first for token 300; the model file may be damaged, "
            + "so fetch it again.")
}

@Test func `a kept row takes about 8 bytes a candidate`() throws {
    var random = SplitMix(seed: 6)
    let row = try Row(keeping: RandomRow.make(&random, count: 50_000, shape: .normal(6)), extras: [1, 2, 3])
    #expect(row.byteCount < 8 * (row.candidateCount + 3) + 300)
}
