import TestRandom
import Testing

@testable import Sampling

private func inactive(_ change: (inout Settings) -> Void) -> [SettingsKey] {
    var settings = Settings()
    change(&settings)
    let others = SettingsKey.allCases.filter { ![.beams, .lengthPenalty, .keep].contains($0) && !$0.setting.isNew }
    return others.filter { settings.inactiveReason(of: $0) != nil }
}

@Test func `by default only the penalty window is inactive`() {
    #expect(inactive { _ in } == [.repeatLastN])
}

@Test func `what belongs to beams is inactive while tokens are sampled`() {
    for key: SettingsKey in [.beams, .lengthPenalty, .keep] {
        #expect(Settings().inactiveReason(of: key) == "Tokens are sampled; only beam search has a use for it.")
    }
}

@Test func `under beams all that draws tokens is inactive, and the limits stay`() {
    var settings = Settings()
    settings.decoding = .beam
    let active = SettingsKey.allCases.filter { settings.inactiveReason(of: $0) == nil }
    #expect(active == [.maxTokens, .answerTokens, .thinking, .stop, .decoding, .beams, .lengthPenalty, .keep])
    settings.beams = 1
    #expect(settings.inactiveReason(of: .lengthPenalty) == "A single beam has no others to be compared with.")
    settings.keep = 2
    #expect(settings.inactiveReason(of: .keep) == "There is only 1 beam.")
}

@Test func `at temperature 0 the cuts, the seed and the order are inactive`() {
    #expect(
        inactive { $0.temperature = 0 }
            == [.topK, .topP, .minP, .typicalP, .repeatLastN, .seed, .order].filter {
                // In the llama.cpp order typical-P may cut the likeliest candidate.
                $0 != .typicalP
            })
}

@Test func `at temperature 0 top-K stays active before typical-P`() {
    let keys = inactive {
        $0.temperature = 0
        $0.typicalP = 0.5
    }
    #expect(keys == [.topP, .minP, .repeatLastN, .seed])
}

@Test func `at temperature 0 nothing is cut after it in the hugging-face order`() {
    let keys = inactive {
        $0.temperature = 0
        $0.typicalP = 0.5
        $0.order = .huggingFace
    }
    #expect(keys == [.topK, .topP, .minP, .typicalP, .repeatLastN, .seed])
}

@Test func `top-K 1 leaves nothing to the others`() {
    #expect(
        inactive { $0.topK = 1 } == [.temperature, .topP, .minP, .typicalP, .repeatLastN, .seed, .order])
}

@Test func `penalties are inactive without a window, and the window without penalties`() {
    #expect(inactive { $0.repeatLastN = 0 } == [.repeatPenalty, .repeatLastN, .presencePenalty, .frequencyPenalty])
    #expect(inactive { $0.repeatPenalty = 1.1 } == [])
}

@Test func `the order is inactive at temperature 1 without typical-P`() {
    #expect(inactive { $0.temperature = 1 } == [.repeatLastN, .order])
}

@Test func `no inactive knob changes a draw`() throws {
    var random = SplitMix(seed: 11)
    var checked = 0
    for _ in 0..<400 {
        let settings = RandomSettings.make(&random, vocabularySize: 60, coarse: true)
        let row = try Row(whole: RandomRow.make(&random, count: 60, shape: .normal(3)))
        let history = (0..<20).map { _ in Int32(random.below(60)) }
        for key in SettingsKey.allCases where settings.inactiveReason(of: key) != nil {
            var patch = SettingsPatch()
            patch[key] = RandomSettings.make(&random, vocabularySize: 60, coarse: true)[key]
            if case .order(let order)? = patch[key], !order.isPreset { continue }
            let other = settings.applying(patch)
            // Temperature 0 and 1 are special values of an inactive temperature, and the others too: all must agree.
            #expect(draws(settings, row, history) == draws(other, row, history), "\(key) in \(settings)")
            checked += 1
        }
    }
    #expect(checked > 500)
}

private func draws(_ settings: Settings, _ row: Row, _ history: [Int32]) -> [Int32] {
    var funnel = Funnel(settings)
    return (0..<4).compactMap { index in
        let key = NoiseKey(seed: settings.seed, index: index)
        guard case .kept(let survivors) = funnel.apply(to: row, history: history[...], at: FunnelPlace(noise: key))
        else { return nil }
        return survivors.draw(key)
    }
}
