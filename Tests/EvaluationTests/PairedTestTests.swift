import Testing

@testable import Evaluation

@Test func `the exact McNemar test gives the p values of statsmodels`() throws {
    for reference in try ReferenceFigures.shared.get().mcnemar {
        let p = McNemar.pValue(onlyFirst: reference.onlyFirst, onlySecond: reference.onlySecond)
        #expect(agree(p, reference.p, within: 1e-11), "\(reference)")
    }
}

@Test func `the McNemar test is symmetric and its p value falls as the lanes differ more`() {
    for differing in 0...60 {
        var last = 0.0
        for rarer in 0...(differing / 2) {
            let p = McNemar.pValue(onlyFirst: rarer, onlySecond: differing - rarer)
            #expect(p == McNemar.pValue(onlyFirst: differing - rarer, onlySecond: rarer))
            #expect(p > last && p <= 1)
            last = p
        }
    }
}

@Test func `with fewer than six differing cases no outcome decides, with six one does`() {
    let fewest = McNemar.fewestDiffering
    #expect(McNemar.pValue(onlyFirst: 0, onlySecond: fewest - 1) >= Comparison.level)
    #expect(McNemar.pValue(onlyFirst: 0, onlySecond: fewest) < Comparison.level)
}

@Test func `if lanes are equally good the test is wrong at most as often as its level`() {
    var random = SplitMix64(seed: 11)
    var rejected = 0
    for _ in 0..<4000 {
        var outcomes = PairedOutcomes(both: 0, onlyFirst: 0, onlySecond: 0, neither: 0)
        for _ in 0..<60 where random.unit() < 0.4 {
            if random.unit() < 0.5 { outcomes.onlyFirst += 1 } else { outcomes.onlySecond += 1 }
        }
        if McNemar.pValue(onlyFirst: outcomes.onlyFirst, onlySecond: outcomes.onlySecond) < 0.05 { rejected += 1 }
    }
    // .05 and three standard errors.
    #expect(Double(rejected) / 4000 < 0.0604)
    #expect(rejected > 40)
}

@Test func `the binomial law is SciPy's`() throws {
    for reference in try ReferenceFigures.shared.get().binomial {
        let (k, n, p) = (reference.k, reference.n, reference.p)
        #expect(agree(Binomial.exactly(k, of: n, probability: p), reference.probability, within: 1e-11), "\(reference)")
        #expect(agree(Binomial.atMost(k, of: n, probability: p), reference.atMost, within: 1e-11), "\(reference)")
        #expect(agree(Binomial.atLeast(k, of: n, probability: p), reference.atLeast, within: 1e-11), "\(reference)")
    }
}

@Test func `the binomial law's probabilities sum to one`() {
    for (trials, probability) in [(1, 0.3), (15, 0.01), (16, 0.5), (17, 0.999), (333, 0.2), (5000, 0.5)] {
        let sum = (0...trials).reduce(0) { $0 + Binomial.exactly($1, of: trials, probability: probability) }
        #expect(abs(sum - 1) < 1e-12)
    }
}

@Test func `Holm's correction gives the p values of statsmodels`() throws {
    for reference in try ReferenceFigures.shared.get().holm {
        for (adjusted, expected) in zip(holmAdjusted(reference.p), reference.adjusted) {
            #expect(agree(adjusted, expected, within: 1e-11))
        }
    }
    #expect(holmAdjusted([]) == [])
}

@Test func `Holm's correction keeps the order, never lowers a p value and moves with the list`() {
    var random = SplitMix64(seed: 12)
    for _ in 0..<300 {
        let pValues = (0...Int.random(in: 0...12, using: &random)).map { _ in
            // Some equal ones among them.
            (random.unit() * random.unit() * 20).rounded() / 20
        }
        let adjusted = holmAdjusted(pValues)
        for (p, after) in zip(pValues, adjusted) { #expect(after >= p && after <= 1) }
        for i in pValues.indices {
            for j in pValues.indices where pValues[i] <= pValues[j] { #expect(adjusted[i] <= adjusted[j]) }
        }
        let order = pValues.indices.shuffled(using: &random)
        #expect(holmAdjusted(order.map { pValues[$0] }) == order.map { adjusted[$0] })
    }
}
