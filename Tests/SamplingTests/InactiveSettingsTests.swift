import TestRandom
import Testing

@testable import Sampling

private func inactive(_ change: (inout Settings) -> Void) -> [SettingsKey] {
    var settings = Settings()
    change(&settings)
    return SettingsKey.allCases.filter { settings.inactiveReason(of: $0) != nil }
}

@Test func `by default only the penalty window is inactive`() {
    #expect(inactive { _ in } == [.repeatLastN])
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
    guard case .kept(let survivors) = funnel.apply(to: row, history: history[...]) else { return [] }
    return (0..<4).map { survivors.draw(NoiseKey(seed: settings.seed, index: $0)) }
}
