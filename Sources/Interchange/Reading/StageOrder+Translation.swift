import Library
import Sampling

extension FunnelStage {
    /// The stage that other programs' name for a sampler means; nil where Lathe has none.
    init?(sampler name: String) {
        switch name.trimmingBlanks.lowercased() {
        case "penalties", "repetition_penalty", "presence_penalty", "frequency_penalty": self = .penalties
        case "top_k": self = .topK
        case "typ_p", "typical_p", "typical": self = .typicalP
        case "top_p": self = .topP
        case "min_p": self = .minP
        case "temperature", "temp": self = .temperature
        default: return nil
        }
    }

    /// text-generation-webui's and llama.cpp's name.
    var sampler: String {
        switch self {
        case .logitBias: "logit_bias"
        case .penalties: "penalties"
        case .topK: "top_k"
        case .typicalP: "typ_p"
        case .topP: "top_p"
        case .minP: "min_p"
        case .temperature: "temperature"
        }
    }

    /// Whether the stage does anything under these settings.
    func isActive(_ settings: Settings) -> Bool {
        switch self {
        case .logitBias: !settings.logitBias.isEmpty
        case .penalties:
            settings.repeatLastN != 0
                && (settings.repeatPenalty != 1 || settings.presencePenalty != 0 || settings.frequencyPenalty != 0)
        case .topK: settings.topK > 0
        case .typicalP: settings.typicalP < 1
        case .topP: settings.topP < 1
        case .minP: settings.minP > 0
        case .temperature: settings.temperature != 1
        }
    }

    /// Whether the two stages come to the same in either order, at this temperature.
    static func commute(_ a: FunnelStage, _ b: FunnelStage, temperature: Double) -> Bool {
        let pair: Set = [a, b]
        // Temperature keeps the order of candidates, and min-P looks only at ratios to the likeliest.
        if pair == [.topK, .temperature] || pair == [.topK, .minP] { return true }
        // The likeliest candidate, which temperature 0 keeps, is cut by none of these.
        return temperature == 0 && pair.contains(.temperature)
            && !pair.isDisjoint(with: [.topP, .minP])
    }
}

extension StageOrder {
    /// Pairs of stages that are active under `settings`, stand the other way round here than in `stages`, and where that makes a
    /// difference.
    func conflicts(with stages: [FunnelStage], settings: Settings) -> [(before: FunnelStage, after: FunnelStage)] {
        let active = stages.filter { $0.isActive(settings) && $0 != .logitBias }
        let own = self.stages
        var conflicts: [(before: FunnelStage, after: FunnelStage)] = []
        for (index, first) in active.enumerated() {
            for second in active[(index + 1)...]
            where !FunnelStage.commute(first, second, temperature: settings.temperature) {
                guard let a = own.firstIndex(of: first), let b = own.firstIndex(of: second), a > b else { continue }
                conflicts.append((first, second))
            }
        }
        return conflicts
    }

    /// The order that draws the same as `stages` under these settings, else the one that differs in the fewest pairs; of several
    /// the one that is most alike when all stages are on.
    static func nearest(to stages: [FunnelStage], settings: Settings) -> StageOrder {
        var all = Settings()
        (all.temperature, all.topK, all.topP, all.minP, all.typicalP, all.repeatPenalty) = (2, 1, 0.5, 0.5, 0.5, 2)
        let orders = allCases.map { order in
            (
                order, order.conflicts(with: stages, settings: settings).count,
                order.conflicts(with: stages, settings: all).count
            )
        }
        return orders.min { ($0.1, $0.2) < ($1.1, $1.2) }?.0 ?? .llamaCpp
    }

    /// Lathe's order for another program's list of samplers; where neither is the same, what differs is lost.
    static func translated(
        _ samplers: [String], patch: SettingsPatch, at value: PlacedValue, losses: inout Losses
    ) -> StageOrder {
        let settings = Settings().applying(patch)
        var stages: [FunnelStage] = []
        for sampler in samplers {
            guard let stage = FunnelStage(sampler: sampler), !stages.contains(stage) else { continue }
            stages.append(stage)
        }
        let unnamed = FunnelStage.allCases.filter { !stages.contains($0) && $0.isActive(settings) && $0 != .logitBias }
        if !unnamed.isEmpty {
            let names = unnamed.map(\.rawValue).joined(separator: ", ")
            losses.add(value, "doesn't name \(names); taken to come last.")
        }
        let all = stages + unnamed
        let order = nearest(to: all, settings: settings)
        for (before, after) in order.conflicts(with: all, settings: settings) {
            losses.add(
                value,
                "has \(before.rawValue) before \(after.rawValue); Lathe's nearest order, `\(order.rawValue)`, has it after."
            )
        }
        return order
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmingBlanks: String {
        let start = drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
