import CLlamaReference
import Foundation
import Sampling

/// Rows of logits of a real model, from llama.cpp itself.
struct ReferenceRows: Sendable {
    let tokens: [Int32]
    let rows: [[Float]]
    let path: String

    struct Unusable: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) can't be decoded; run set-up, which fetches the models." }
    }

    init(model name: String, text: String, most: Int) throws {
        let environment = ProcessInfo.processInfo.environment
        let data = environment["XDG_DATA_HOME"] ?? (environment["HOME"] ?? "") + "/.local/share"
        path = "\(data)/lathe/models/\(name)"
        var found = cllama_reference_rows()
        guard cllama_reference_decode(path, text, most, &found) else { throw Unusable(path: path) }
        defer { cllama_reference_free(&found) }
        tokens = Array(UnsafeBufferPointer(start: found.tokens, count: found.count))
        let all = UnsafeBufferPointer(start: found.logits, count: found.count * found.vocabulary)
        rows = (0..<found.count).map { Array(all[$0 * found.vocabulary..<($0 + 1) * found.vocabulary]) }
    }
}

/// What llama.cpp's chain keeps of a row: probabilities by token.
func keptByLlama(
    _ logits: [Float], history: ArraySlice<Int32>, _ settings: Settings, model path: String = ""
) -> [Int32: Float] {
    var ids = [Int32](repeating: 0, count: logits.count)
    var probabilities = [Float](repeating: 0, count: logits.count)
    let biased = settings.logitBias.keys.sorted()
    let biases = biased.map { Float(settings.logitBias[$0] ?? 0) }
    let history = Array(history)
    let count = biased.withUnsafeBufferPointer { biased in
        biases.withUnsafeBufferPointer { biases in
            var knobs = cllama_reference_settings()
            knobs.top_n_sigma = Float(settings.topNSigma)
            knobs.xtc_probability = Float(settings.xtcProbability)
            knobs.xtc_threshold = Float(settings.xtcThreshold)
            knobs.dynatemp_range = Float(settings.isMirostat ? 0 : settings.dynatempRange)
            knobs.dynatemp_exponent = Float(settings.dynatempExponent)
            knobs.dry_multiplier = Float(settings.dryMultiplier)
            knobs.dry_base = Float(settings.dryBase)
            knobs.dry_allowed_length = Int32(settings.dryAllowedLength)
            knobs.dry_last_n = Int32(settings.dryLastN)
            knobs.mirostat_tau = Float(settings.mirostatTau)
            knobs.mirostat_eta = Float(settings.mirostatEta)
            knobs.adaptive_target = Float(settings.adaptiveTarget)
            knobs.adaptive_decay = Float(settings.adaptiveDecay)
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
            return llamaOrder(settings).withCString { order in
                path.withCString { path in
                    (knobs.order, knobs.path) = (order, path)
                    return cllama_reference_sample(
                        logits, logits.count, history, history.count, &knobs, &ids, &probabilities)
                }
            }
        }
    }
    return Dictionary(uniqueKeysWithValues: zip(ids[..<count], probabilities))
}

/// The letters of llama.cpp's samplers for the stages that act, or that are always in its chain.
private func llamaOrder(_ settings: Settings) -> String {
    let letters: [FunnelStage: Character] = [
        .penalties: "p", .dry: "d", .topNSigma: "n", .topK: "k", .typicalP: "y", .topP: "t", .minP: "m", .xtc: "x",
        .temperature: "T", .adaptiveP: "a", .mirostat: "M",
    ]
    return String(settings.stages.filter { $0.isActive(settings) || $0 == .temperature }.compactMap { letters[$0] })
}

/// Switches on one to three of the stages that are off unless somebody asks for them, in any order of stages.
func addFurtherStages(to settings: inout Settings, _ random: inout some RandomNumberGenerator) {
    func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }
    func number(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }
    if chance(0.5) {
        settings.order = StageOrder(StageOrder.listable.shuffled(using: &random)) ?? .llamaCpp
        // It has to be the last, and temperature 0 leaves the others candidates of -infinity there.
        settings.order = settings.order.moving(.adaptiveP, to: StageOrder.listable.count)
        if settings.temperature == 0 { settings.temperature = 0.7 }
    }
    if chance(0.4) {
        settings.topNSigma = number(0.3...4)
        // There top-n-sigma leaves what it cuts as candidates of -infinity, which typical-P can't take, and which count for
        // the dynamic temperature.
        settings.typicalP = 1
    } else if chance(0.4) {
        settings.dynatempRange = number(0.1...1.5)
        settings.dynatempExponent = number(0.3...2)
        settings.temperature = max(settings.temperature, settings.dynatempRange + 0.05)
    }
    if chance(0.4) { (settings.xtcProbability, settings.xtcThreshold) = (1, number(0.01...0.4)) }
    if chance(0.5) {
        (settings.dryMultiplier, settings.dryBase) = (number(0.2...4), number(1.01...3))
        (settings.dryAllowedLength, settings.dryLastN) = (
            Int.random(in: 1...3, using: &random), [-1, 20, 64].randomElement(using: &random) ?? -1
        )
    }
    if chance(0.2) { settings.adaptiveTarget = number(0.05...0.95) }
    if chance(0.15) { (settings.mirostatTau, settings.temperature) = (number(1...6), max(settings.temperature, 0.2)) }
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
