import Prompting
import Sampling

/// A row of the knobs' pane.
enum Knob: Sendable, Hashable {
    case setting(SettingsKey)
    case samples

    /// All that the pane shows, in the funnel's order.
    static let all: [Knob] =
        [.temperature, .topK, .topP, .minP, .typicalP, .repeatPenalty, .repeatLastN, .presencePenalty]
        .map(Knob.setting) + [.frequencyPenalty, .seed, .maxTokens, .answerTokens, .stop, .order].map(Knob.setting)
        + [.samples]

    var title: String {
        switch self {
        case .samples: "samples"
        case .setting(let key):
            switch key {
            case .topK: "top-K"
            case .topP: "top-P"
            case .minP: "min-P"
            case .typicalP: "typical-P"
            case .repeatPenalty: "repeat pen."
            case .repeatLastN: "repeat last"
            case .presencePenalty: "presence"
            case .frequencyPenalty: "frequency"
            case .maxTokens: "max tokens"
            case .answerTokens: "answer tok."
            case .stop: "stop"
            default: key.rawValue
            }
        }
    }

    /// Which values it takes.
    var range: String {
        switch self {
        case .samples: "a whole number from 1 to 1000"
        case .setting(let key): key.range
        }
    }

    /// Its stops from left to right, for the slider and the arrow keys; empty where it has none.
    var stops: [Double] {
        switch self {
        case .samples: [1, 2, 3, 4, 5, 8, 10, 16, 20, 32]
        case .setting(let key):
            switch key {
            case .temperature: (0...40).map { Double($0) / 20 } + [2.5, 3, 4, 5]
            case .topK: [1, 2, 3, 4, 5, 10, 20, 30, 40, 50, 64, 100, 200, 500, 1000, 0]
            case .topP: [0.05] + (1...19).map { Double($0) / 20 }.dropFirst() + [0.96, 0.97, 0.98, 0.99, 1]
            case .typicalP: (1...20).map { Double($0) / 20 }
            case .minP: [0, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1]
            case .repeatPenalty: (0...20).map { 1 + Double($0) / 20 }
            case .repeatLastN: [0, 16, 32, 64, 128, 256, 512, -1]
            case .presencePenalty, .frequencyPenalty: (-20...20).map { Double($0) / 10 }
            case .maxTokens: [1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 2048, 4096]
            case .answerTokens: [1, 2, 4, 8, 16, 32, 64, 128]
            default: []
            }
        }
    }

    /// How a value reads, `off` where it does nothing.
    func text(_ settings: Settings, samples: Int) -> String {
        switch self {
        case .samples: return "\(samples)"
        case .setting(let key):
            switch key {
            case .temperature: return Self.fixed(settings.temperature, 2)
            case .topK: return settings.topK == 0 ? "off" : "\(settings.topK)"
            case .topP: return settings.topP == 1 ? "off" : Self.fixed(settings.topP, 2)
            case .minP:
                return settings.minP == 0 ? "off" : Self.fixed(settings.minP, hasThreeDigits(settings.minP) ? 3 : 2)
            case .typicalP: return settings.typicalP == 1 ? "off" : Self.fixed(settings.typicalP, 2)
            case .repeatPenalty: return settings.repeatPenalty == 1 ? "off" : Self.fixed(settings.repeatPenalty, 2)
            case .repeatLastN: return settings.repeatLastN == -1 ? "all" : "\(settings.repeatLastN)"
            case .presencePenalty:
                return settings.presencePenalty == 0 ? "off" : Self.fixed(settings.presencePenalty, 2)
            case .frequencyPenalty:
                return settings.frequencyPenalty == 0 ? "off" : Self.fixed(settings.frequencyPenalty, 2)
            case .stop: return settings.stop.isEmpty ? "none" : "\(settings.stop.count)"
            default: return "\(settings[key])"
            }
        }
    }

    private func hasThreeDigits(_ value: Double) -> Bool {
        abs((value * 100).rounded() / 100 - value) > 1e-9
    }

    /// The value that reads `off`; nil where none does.
    var valueOff: Double? {
        switch self {
        case .setting(.topK), .setting(.minP), .setting(.presencePenalty), .setting(.frequencyPenalty): 0
        case .setting(.topP), .setting(.typicalP), .setting(.repeatPenalty): 1
        default: nil
        }
    }

    /// The value as a number, for the slider; nil where it isn't one.
    func number(_ settings: Settings, samples: Int) -> Double? {
        switch self {
        case .samples: return Double(samples)
        case .setting(let key):
            switch settings[key] {
            case .number(let number): return number
            case .integer(let number): return Double(number)
            default: return nil
            }
        }
    }

    /// The place among the stops that is nearest to a value.
    func stop(nearest value: Double) -> Int {
        let stops = stops
        return stops.indices.min { abs(stops[$0] - value) < abs(stops[$1] - value) } ?? 0
    }

    /// Digits behind the point without going through a locale.
    static func fixed(_ value: Double, _ digits: Int) -> String {
        let scale = [1.0, 10, 100, 1000][digits]
        let rounded = (abs(value) * scale).rounded()
        guard rounded < 1e15 else { return "\(value)" }
        let whole = Int(rounded)
        let unit = Int(scale)
        let sign = value < 0 && whole > 0 ? "-" : ""
        let fraction = String(whole % unit)
        return "\(sign)\(whole / unit)"
            + (digits == 0 ? "" : "." + String(repeating: "0", count: digits - fraction.count) + fraction)
    }
}
