import TestRandom
import Testing

@testable import Sampling

/// How thousands of random rows came out.
private struct Tally {
    var proven = 0
    var unproven = 0
    var wrong: [String] = []
}

private func compare(trials: Int, seed: UInt64, withExtras: Bool) throws -> Tally {
    var random = SplitMix(seed: seed)
    var tally = Tally()
    for trial in 0..<trials {
        let count = random.pick([530, 900, 2000, 2000, 6000])
        let shape = random.pick([
            RandomRow.Shape.normal(6), .normal(3), .normal(1), .rounded(5), .rounded(2), .peaked, .peaked, .holes,
        ])
        let logits = RandomRow.make(&random, count: count, shape: shape)
        let settings = RandomSettings.make(&random, vocabularySize: count)
        let likely = logits.indices.sorted { logits[$0] > logits[$1] }.prefix(80)
        let history = (0..<random.below(100)).map { _ in
            Int32(random.below(2) == 0 ? random.below(count) : likely[random.below(80)])
        }
        let partial = try Row(keeping: logits, extras: withExtras ? history + Array(settings.logitBias.keys) : [])
        var funnel = Funnel(settings)
        let key = NoiseKey(seed: settings.seed, index: trial)
        let place = FunnelPlace(noise: key, spelling: { $0 % 7 == 0 ? Array("\n".utf8) : [0x61] })
        guard case .kept(let expected) = funnel.apply(to: try Row(whole: logits), history: history[...], at: place)
        else {
            tally.wrong.append("trial \(trial): a complete row was unproven")
            continue
        }
        switch funnel.apply(to: partial, history: history[...], at: place) {
        case .unproven: tally.unproven += 1
        case .kept(let kept):
            tally.proven += 1
            if kept != expected || kept.draw(key) != expected.draw(key) {
                tally.wrong.append("trial \(trial): \(kept.count) instead of \(expected.count) with \(settings)")
            }
        }
    }
    return tally
}

@Test func `what a partial row proves is what the complete row gives`() throws {
    let tally = try compare(trials: 6000, seed: 1, withExtras: true)
    #expect(tally.wrong == [])
    #expect(tally.proven > 3000)
    #expect(tally.unproven > 100)
}

@Test func `without the changed tokens' logits nothing false is proven`() throws {
    let tally = try compare(trials: 2000, seed: 2, withExtras: false)
    #expect(tally.wrong == [])
    #expect(tally.proven > 500)
    #expect(tally.unproven > 500)
}

private func row(extras: [Int32] = []) throws -> Row {
    // The likeliest 512 of these hold nearly all of the probability.
    try Row(keeping: (0..<2000).map { Float(-Double($0) / 20) }, extras: extras)
}

private func reason(_ row: Row, history: [Int32] = [], _ change: (inout Settings) -> Void) -> UnprovenReason? {
    var settings = Settings()
    change(&settings)
    var funnel = Funnel(settings)
    guard case .unproven(let reason) = funnel.apply(to: row, history: history[...]) else { return nil }
    return reason
}

@Test func `the defaults are proven`() throws {
    #expect(try reason(row()) { _ in } == nil)
}

@Test func `any one cut inside proves`() throws {
    let row = try row()
    #expect(row.candidateCount == 512)
    for order in StageOrder.allCases {
        #expect(
            reason(row) {
                $0 = Settings.uncut(order)
                $0.topK = 512
            } == nil)
        #expect(
            reason(row) {
                $0 = Settings.uncut(order)
                $0.topP = 0.99
            } == nil)
        #expect(
            reason(row) {
                $0 = Settings.uncut(order)
                $0.minP = 1e-6
            } == nil)
    }
    #expect(
        reason(row) {
            $0 = Settings.uncut(.llamaCpp)
            $0.typicalP = 0.9
        } == nil)
    #expect(
        reason(row) {
            $0 = Settings.uncut(.llamaCpp)
            $0.temperature = 0
        } == nil)
}

@Test func `no cut at all is unproven, and says so`() throws {
    let row = try row()
    let uncut = reason(row) { $0 = Settings.uncut(.llamaCpp) }
    #expect(uncut == .tooFewKept(512))
    #expect(
        uncut?.description == "These settings may keep more candidates than the 512 whose logits were kept.")
    #expect(
        reason(row) {
            $0 = Settings.uncut(.llamaCpp)
            $0.topK = 513
        } == .tooFewKept(512))
}

@Test func `a changed token without a logit is unproven`() throws {
    #expect(try reason(row()) { $0.logitBias = [1500: 1] } == .missingToken(1500))
    #expect(try reason(row(), history: [1500]) { $0.repeatPenalty = 1.1 } == .missingToken(1500))
    #expect(try reason(row(extras: [1500]), history: [1500]) { $0.repeatPenalty = 1.1 } == nil)
}

@Test func `a raised token from outside takes its place`() throws {
    var settings = Settings()
    settings.logitBias = [1500: 80]
    var funnel = Funnel(settings)
    guard case .kept(let kept) = funnel.apply(to: try row(extras: [1500]), history: []) else {
        Issue.record("this must be proven")
        return
    }
    #expect(kept.ids.first == 1500)
}

@Test func `lowering every kept candidate is unproven`() throws {
    #expect(
        try reason(row()) { settings in
            for token in 0..<512 { settings.logitBias[Int32(token)] = -1000 }
        } == .allLowered(512))
}

extension Settings {
    /// Every cut off.
    fileprivate static func uncut(_ order: StageOrder) -> Settings {
        var settings = Settings()
        settings.topK = 0
        settings.topP = 1
        settings.minP = 0
        settings.order = order
        return settings
    }
}
