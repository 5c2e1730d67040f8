import Runtime

/// A text of 1,000 words: how predictable it is, token by token, against llama.cpp's own reading of as many tokens, which gives
/// the logits of each but makes nothing of them.
func detecting(_ model: BenchModel, rounds: Int = Bench.rounds) async throws -> Measurement {
    let bare = try BareLoop(path: try model.path, sequences: 63)
    let words = String(repeating: story, count: 20).split(separator: " ").prefix(1000).joined(separator: " ")
    let texts = try await TextModel.load(path: try model.path)
    defer { texts.shutDown() }
    let tokens = try await texts.predictability(of: words).tokens.count + 1
    func reading() throws -> Double {
        try BareLoop.Way.all.map { try bare.prompt($0, tokens: tokens, size: 63, wantsAllLogits: true) }.min() ?? .nan
    }
    _ = try reading()
    var ratios: [Double] = []
    for _ in 0..<rounds {
        let start = ContinuousClock.now
        _ = try await texts.predictability(of: words)
        ratios.append(seconds(.now - start) / (try reading()))
    }
    return Measurement(
        what: "how predictable 1,000 words (\(tokens) tokens) are, against one bare reading", model: model.rawValue,
        mustBe: "≤ 1.10", value: spread(ratios), isReached: median(ratios) <= 1.1)
}
