import Sampling
import TestRandom

extension SplitMix {
    /// Returns a number that is at least 0 and below 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Returns an about normal number: a sum of twelve uniform ones.
    mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + unit() } }
}

/// A row whose memory lives as long as it does.
enum RandomRow {
    enum Shape {
        /// Of a standard deviation.
        case normal(Double)
        /// The same, rounded to eighths, so that many are equal.
        case rounded(Double)
        /// A few large ones and a long tail.
        case peaked
        /// One in three is -infinity.
        case holes
    }

    static func make(_ random: inout SplitMix, count: Int, shape: Shape) -> [Float] {
        (0..<count).map { _ in
            switch shape {
            case .normal(let deviation): Float(random.normal() * deviation)
            case .rounded(let deviation): Float((random.normal() * deviation * 8).rounded() / 8)
            case .peaked: Float(random.below(100) == 0 ? 8 + random.normal() * 4 : random.normal())
            case .holes: random.below(3) == 0 ? -.infinity : Float(random.normal() * 2)
            }
        }
    }
}

enum RandomSettings {
    /// Settings within their ranges; coarse ones take the values that switch a knob off more often.
    static func make(_ random: inout SplitMix, vocabularySize: Int, coarse: Bool = false) -> Settings {
        var settings = Settings()
        let off = coarse ? 2 : 3
        settings.temperature = random.pick([0, 1, 0.1, 0.5, 0.8, 1.3, 2.5, random.unit() * 3])
        settings.topK = random.below(off) == 0 ? 0 : random.pick([1, 2, 5, 40, 200, 400, 511, 600, 1500])
        settings.topP = random.below(off) == 0 ? 1 : random.pick([0, 0.3, 0.7, 0.9, 0.95, 0.99, 0.9995, random.unit()])
        settings.minP = random.below(off) == 0 ? 0 : random.pick([1, 0.5, 0.1, 0.05, 1e-3, 1e-6, random.unit()])
        settings.typicalP = random.below(off) == 0 ? random.pick([0, 0.2, 0.6, 0.9, 0.98, random.unit()]) : 1
        if random.below(2) == 0 {
            settings.repeatPenalty = random.pick([1, 1.1, 1.5, 0.8])
            settings.presencePenalty = random.pick([0, 0.5, -0.5, 3])
            settings.frequencyPenalty = random.pick([0, 0.25, -0.25, 1])
        }
        settings.repeatLastN = random.pick([0, 1, 8, 64, -1])
        if random.below(3) == 0 {
            for _ in 0...random.below(6) {
                settings.logitBias[Int32(random.below(vocabularySize))] = random.pick([-1000, -100, -5, -0.5, 1, 4, 20])
            }
        }
        settings.seed = UInt64(random.below(1000))
        settings.order = random.pick(StageOrder.allCases)
        if random.below(2) == 0 { addFurtherStages(to: &settings, &random, isCoarse: coarse) }
        return settings
    }

    /// Switches some of the stages on that are off unless somebody asks for them.
    private static func addFurtherStages(to settings: inout Settings, _ random: inout SplitMix, isCoarse: Bool) {
        func isOn(_ random: inout SplitMix) -> Bool { random.below(isCoarse ? 2 : 3) == 0 }
        if isOn(&random) { settings.topNSigma = random.pick([0.5, 1, 2, 3, random.unit() * 4]) }
        if isOn(&random) {
            settings.xtcProbability = random.pick([1, 0.5, 0.2])
            settings.xtcThreshold = random.pick([0.1, 0.05, 0.3, 0.6, 1e-3, random.unit()])
        }
        if isOn(&random) {
            settings.dryMultiplier = random.pick([0.8, 2, 10])
            settings.dryBase = random.pick([1, 1.75, 3])
            settings.dryAllowedLength = random.pick([1, 2, 3])
            settings.dryLastN = random.pick([-1, 0, 10, 64])
        }
        if isOn(&random) {
            settings.dynatempRange = random.pick([0.3, 1, 2])
            settings.dynatempExponent = random.pick([0.5, 1, 2])
        }
        if random.below(4) == 0 { settings.adaptiveTarget = random.pick([0.1, 0.5, 0.9]) }
        if random.below(8) == 0 { settings.mirostatTau = random.pick([1, 3, 5]) }
        if random.below(4) == 0 {
            let stages = StageOrder.listable.filter { _ in random.below(5) > 0 }
            settings.order = StageOrder(stages.shuffled(using: &random)) ?? .llamaCpp
        }
    }
}

extension Row {
    /// Keeps every logit of an array.
    init(whole logits: [Float]) throws {
        self = try logits.withUnsafeBufferPointer { try Row(whole: $0) }
    }

    /// Keeps the largest logits of an array.
    init(keeping logits: [Float], extras: [Int32] = []) throws {
        self = try logits.withUnsafeBufferPointer { try Row(keeping: $0, extras: extras, withSpread: true) }
    }
}
