import TestRandom
import Testing

@testable import Sampling

@Test(arguments: ReferenceNumbers.cases.indices)
func `survivors and probabilities are those of the reference script`(index: Int) throws {
    let reference = ReferenceNumbers.cases[index]
    let row = try Row(whole: ReferenceNumbers.rows[reference.row])
    var funnel = Funnel(reference.settings)
    guard case .kept(let kept) = funnel.apply(to: row, history: ReferenceNumbers.history[...]) else {
        Issue.record("a complete row must always do")
        return
    }
    #expect(kept.ids == reference.ids)
    for (mine, its) in zip(kept.probabilities, reference.probabilities) { #expect(abs(mine - its) < 1e-9) }
}

@Test func `logits 3, 2, 1 keep two tokens in one order and one in the other`() throws {
    let row = try Row(whole: [3, 2, 1] as [Float])
    var settings = Settings()
    settings.temperature = 0.5
    settings.topP = 0.8
    var counts: [StageOrder: Int] = [:]
    for order in StageOrder.allCases {
        settings.order = order
        var funnel = Funnel(settings)
        guard case .kept(let kept) = funnel.apply(to: row, history: []) else { continue }
        counts[order] = kept.count
    }
    #expect(counts == [.llamaCpp: 2, .huggingFace: 1, .koboldCpp: 2])
}

@Test func `a funnel gives the same for a row whatever it saw before`() throws {
    var random = SplitMix(seed: 3)
    var settings = Settings()
    settings.repeatPenalty = 1.2
    settings.logitBias = [5: 2]
    var used = Funnel(settings)
    for _ in 0..<50 {
        let row = try Row(whole: RandomRow.make(&random, count: 100 + random.below(100), shape: .normal(3)))
        let history = (0..<random.below(90)).map { _ in Int32(random.below(100)) }
        var fresh = Funnel(settings)
        guard case .kept(let first) = used.apply(to: row, history: history[...]),
            case .kept(let second) = fresh.apply(to: row, history: history[...])
        else {
            Issue.record("a complete row must always do")
            return
        }
        #expect(first == second)
    }
}

@Test func `tokens that the model doesn't have are ignored`() throws {
    let row = try Row(whole: [3, 2, 1] as [Float])
    var settings = Settings()
    settings.logitBias = [-4: 5, 3: 5, 1: 0.5]
    settings.presencePenalty = 1
    var funnel = Funnel(settings)
    guard case .kept(let kept) = funnel.apply(to: row, history: [-1, 99, 0]) else {
        Issue.record("a complete row must always do")
        return
    }
    #expect(kept.ids == [1, 0, 2])
    #expect(kept.logits == [2.5, 2, 1])
}

@Test func `a bias doesn't bring back a token that the model ruled out`() throws {
    let row = try Row(whole: [3, -.infinity, 1] as [Float])
    var settings = Settings()
    settings.logitBias = [1: 1000]
    var funnel = Funnel(settings)
    guard case .kept(let kept) = funnel.apply(to: row, history: []) else {
        Issue.record("a complete row must always do")
        return
    }
    #expect(kept.ids == [0, 2])
}
