import CLlamaReference
import Foundation
import Sampling

/// Rows of logits of a real model, from llama.cpp itself.
struct ReferenceRows: Sendable {
    let tokens: [Int32]
    let rows: [[Float]]

    struct Unusable: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) can't be decoded; run set-up, which fetches the models." }
    }

    init(model name: String, text: String, most: Int) throws {
        let environment = ProcessInfo.processInfo.environment
        let data = environment["XDG_DATA_HOME"] ?? (environment["HOME"] ?? "") + "/.local/share"
        let path = "\(data)/lathe/models/\(name)"
        var found = cllama_reference_rows()
        guard cllama_reference_decode(path, text, most, &found) else { throw Unusable(path: path) }
        defer { cllama_reference_free(&found) }
        tokens = Array(UnsafeBufferPointer(start: found.tokens, count: found.count))
        let all = UnsafeBufferPointer(start: found.logits, count: found.count * found.vocabulary)
        rows = (0..<found.count).map { Array(all[$0 * found.vocabulary..<($0 + 1) * found.vocabulary]) }
    }
}

/// What llama.cpp's chain keeps of a row: probabilities by token.
func keptByLlama(_ logits: [Float], history: ArraySlice<Int32>, _ settings: Settings) -> [Int32: Float] {
    var ids = [Int32](repeating: 0, count: logits.count)
    var probabilities = [Float](repeating: 0, count: logits.count)
    let biased = settings.logitBias.keys.sorted()
    let biases = biased.map { Float(settings.logitBias[$0] ?? 0) }
    let history = Array(history)
    let count = biased.withUnsafeBufferPointer { biased in
        biases.withUnsafeBufferPointer { biases in
            var knobs = cllama_reference_settings()
            knobs.temperature_first = settings.order == .huggingFace
            knobs.temperature = Float(settings.temperature)
            knobs.top_p = Float(settings.topP)
            knobs.min_p = Float(settings.minP)
            knobs.typical_p = Float(settings.typicalP)
            knobs.repeat_penalty = Float(settings.repeatPenalty)
            knobs.presence_penalty = Float(settings.presencePenalty)
            knobs.frequency_penalty = Float(settings.frequencyPenalty)
            knobs.top_k = Int32(settings.topK)
            knobs.repeat_last_n = Int32(settings.repeatLastN)
            knobs.bias_count = biased.count
            knobs.biased = biased.baseAddress
            knobs.biases = biases.baseAddress
            return cllama_reference_sample(
                logits, logits.count, history, history.count, &knobs, &ids, &probabilities)
        }
    }
    return Dictionary(uniqueKeysWithValues: zip(ids[..<count], probabilities))
}

/// Settings at random, within what llama.cpp's chain computes without NaN.
func randomSettings(_ random: inout some RandomNumberGenerator, history: ArraySlice<Int32>, likely: [Int32]) -> Settings
{
    func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }
    func number(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }
    var settings = Settings()
    settings.order = chance(0.5) ? .llamaCpp : .huggingFace
    settings.temperature = chance(0.1) ? 0 : number(0.1...2)
    settings.topK = chance(0.3) ? 0 : Int.random(in: 1...(chance(0.5) ? 50 : 3000), using: &random)
    settings.topP = chance(0.3) ? 1 : number(0.01...0.999)
    settings.minP = chance(0.3) ? 0 : number(0...1) * number(0...1) * 0.5
    settings.typicalP = chance(0.3) ? number(0.05...0.99) : 1
    if settings.typicalP < 1, settings.order == .huggingFace {
        // Its typical sampler takes the logarithm of a probability that rounds to 0.
        settings.minP = max(settings.minP, 1e-9)
        if settings.temperature == 0 { settings.temperature = 0.5 }
    }
    if chance(0.5) {
        settings.repeatPenalty = number(0.9...1.5)
        settings.presencePenalty = chance(0.5) ? number(-1...1) : 0
        settings.frequencyPenalty = chance(0.5) ? number(-0.3...0.5) : 0
        settings.repeatLastN = Int.random(in: -1...80, using: &random)
    }
    if chance(0.3) {
        for _ in 0..<4 {
            guard let token = likely.randomElement(using: &random) else { continue }
            settings.logitBias[token] = number(-20...5)
        }
    }
    return settings
}
