import Prompting
import Sampling

/// A row of the knobs' pane.
enum Knob: Sendable, Hashable {
    case setting(SettingsKey)
    case samples
    /// Shows or hides the knobs behind it.
    case more

    /// All knobs in the pane's order: that of the settings, with the order of stages at the end. Those of stages that are
    /// rarely on stand behind ``more``.
    static let all: [Knob] = usual + [.more] + keys.filter(\.isFurther).map(Knob.setting)

    /// The knobs that are always seen.
    static let usual: [Knob] =
        (keys.filter { $0 != .order && !$0.isFurther } + [.order]).map(Knob.setting) + [.samples]

    private static let keys = SettingsKey.allCases.filter(\.hasKnob)

    var title: String {
        switch self {
        case .samples: "samples"
        case .more: "more stages"
        case .setting(let key): key.setting.title
        }
    }

    /// Why the number of samples has no effect under beam search.
    static let samplesReason = "Beam search shows its best beams, as many as “keep beams” says."

    /// The values that it takes, in words.
    var range: String {
        switch self {
        case .samples: "a whole number from 1 to 1000"
        case .more: "nothing"
        case .setting(let key): key.range
        }
    }

    /// Its stops from left to right, for the slider and the arrow keys; empty if it has none.
    var stops: [Double] {
        switch self {
        case .samples: return [1, 2, 3, 4, 5, 8, 10, 16, 20, 32]
        case .more: return []
        case .setting(let key):
            guard case .slider(let stops) = key.setting.knob else { return [] }
            return stops
        }
    }

    /// Returns the text of its value; `off` if the value has no effect.
    func text(_ settings: Settings, samples: Int) -> String {
        if self == .more {
            let active = FunnelStage.allCases.filter { stage in
                settings.acts(stage)
                    && stage.settings.contains { $0.isFurther && $0.setting.tunes == nil && !settings.isOff($0) }
            }
            return active.isEmpty ? "off" : "\(active.count) on"
        }
        guard case .setting(let key) = self else { return "\(samples)" }
        let setting = key.setting
        let value = settings[key]
        if let number = value.number, let word = setting.words[number] { return word }
        switch value {
        case .number(let number):
            let isFine = abs((number * 100).rounded() / 100 - number) > 1e-9
            return Self.fixed(number, isFine ? setting.decimals : 2)
        case .texts(let texts): return texts.isEmpty ? "none" : "\(texts.count)"
        case .order(let order): return order.name ?? order.listed.map(\.rawValue).joined(separator: " ")
        default: return "\(value)"
        }
    }

    /// Returns the value that is shown as `word`; nil if none is.
    func value(reading word: String) -> Double? {
        guard case .setting(let key) = self else { return nil }
        return key.setting.words.first { $0.value == word.lowercased() }?.key
    }

    /// Returns its value as a number, for the slider; nil if it isn't one.
    func number(_ settings: Settings, samples: Int) -> Double? {
        switch self {
        case .samples: Double(samples)
        case .more: nil
        case .setting(let key): settings[key].number
        }
    }

    /// Returns the index of the stop that is nearest to a value.
    func stop(nearest value: Double) -> Int {
        let stops = stops
        return stops.indices.min { abs(stops[$0] - value) < abs(stops[$1] - value) } ?? 0
    }

    /// Returns a number with `digits` digits behind the point, whatever the locale.
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

extension SettingsKey {
    /// True if its knob stands behind ``Knob/more``: its stage is off unless somebody asks for it.
    var isFurther: Bool { setting.isNew && setting.stage != nil }

    fileprivate var hasKnob: Bool {
        if case .none = setting.knob { false } else { true }
    }
}
