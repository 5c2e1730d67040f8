import Foundation
import TestRandom
import Testing

@testable import Sampling

private func inspect(
    _ row: Row, history: [Int32] = [], listing count: Int = 64, _ change: (inout Settings) -> Void
) throws -> FunnelResult {
    var settings = Settings()
    change(&settings)
    var funnel = Funnel(settings)
    return try funnel.inspect(row, history: history[...], listing: count).get()
}

@Test func `each stage tells how many it left and which it cut`() throws {
    let row = try Row(whole: [5, 4, 3, 2, 1, 0, -.infinity] as [Float])
    let result = try inspect(row) {
        $0.topK = 5
        $0.topP = 0.95
        $0.minP = 0.2
    }
    // Stages that are off unless somebody asks for them are left out.
    #expect(
        result.stages.map(\.stage) == [.logitBias, .penalties, .topK, .typicalP, .topP, .minP, .temperature])
    #expect(result.stages.map(\.kept) == [6, 6, 5, 5, 3, 2, 2])
    #expect(result.stages.map(\.cut) == [[], [], [5], [], [3, 4], [2], []])
    #expect(result.keptCount == 2)
}

@Test func `a candidate has both probabilities and the stage that cut it`() throws {
    let row = try Row(whole: [2, 1, 0] as [Float])
    let result = try inspect(row) {
        $0.topK = 2
        $0.topP = 1
        $0.minP = 0
        $0.temperature = 0.5
    }
    // Softmax of 2, 1, 0, and of 4, 2.
    let base = [0.665240955774822, 0.244728471054798, 0.090030573170380]
    let drawn = [0.880797077977882, 0.119202922022118]
    #expect(result.candidates.map(\.id) == [0, 1, 2])
    for (mine, its) in zip(result.candidates.map(\.baseProbability), base) { #expect(abs(mine - its) < 1e-6) }
    for (mine, its) in zip(result.candidates.compactMap(\.probability), drawn) { #expect(abs(mine - its) < 1e-9) }
    #expect(result.candidates[2].probability == nil)
    #expect(result.candidates.map(\.cutBy) == [nil, nil, .topK])
    #expect(abs(result.baseEntropy - 1.200893) < 1e-5)
    #expect(abs(result.entropy - 0.527065) < 1e-5)
}

@Test func `a banned token stays in the list with its base probability`() throws {
    let row = try Row(whole: [5, 1, 0, -1] as [Float])
    let result = try inspect(row, listing: 2) {
        $0.logitBias = [0: -100]
        $0.topK = 2
    }
    #expect(result.candidates.map(\.id) == [0, 1])
    #expect(result.candidates.map(\.cutBy) == [.topK, nil])
    #expect(result.candidates[0].baseProbability > 0.9)
}

@Test func `what is inspected is what is drawn from`() throws {
    var random = SplitMix(seed: 21)
    for _ in 0..<300 {
        let logits = RandomRow.make(&random, count: 900, shape: random.pick([.normal(3), .rounded(4), .peaked]))
        let settings = RandomSettings.make(&random, vocabularySize: 900)
        let history = (0..<50).map { _ in Int32(random.below(900)) }
        for row in [
            try Row(whole: logits), try Row(keeping: logits, extras: history + Array(settings.logitBias.keys)),
        ] {
            var funnel = Funnel(settings)
            let place = FunnelPlace(noise: NoiseKey(seed: settings.seed, index: 3), steering: nil)
            let outcome = funnel.apply(to: row, history: history[...], at: place)
            let inspected = funnel.inspect(row, history: history[...], at: place, listing: 900)
            switch (outcome, inspected) {
            case (.kept(let kept), .success(let result)):
                let drawn = result.candidates.filter { $0.cutBy == nil }
                #expect(Set(drawn.map(\.id)) == Set(kept.ids))
                #expect(result.stages.last?.kept == kept.count)
                let sum = result.candidates.compactMap(\.probability).reduce(0, +)
                #expect(abs(sum - 1) < 1e-9)
            case (.unproven, .failure): break
            default: Issue.record("apply and inspect disagree with \(settings)")
            }
        }
    }
}

@Test func `a result survives JSON`() throws {
    let result = try inspect(Row(whole: [5, 4, 3, 2] as [Float])) { $0.topK = 2 }
    #expect(try JSONDecoder().decode(FunnelResult.self, from: JSONEncoder().encode(result)) == result)
}
