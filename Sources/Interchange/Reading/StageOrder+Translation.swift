import Library
import Sampling

extension FunnelStage {
    /// Finds the stage for another program's name of a sampler; nil if Lathe has none.
    init?(sampler name: String) {
        let name = name.trimmingBlanks.lowercased()
        guard let stage = Self.allCases.first(where: { $0 != .logitBias && $0.samplers.contains(name) }) else {
            return nil
        }
        self = stage
    }
}

extension StageOrder {
    /// Returns the order that draws the same as `stages` under these settings, else the one that differs in the fewest
    /// pairs. Of several, the one that is most similar with all stages on is returned.
    static func nearest(to stages: [FunnelStage], settings: Settings) -> StageOrder {
        let orders = allCases.map { order in
            (
                order, order.conflicts(with: stages, settings: settings).count,
                order.conflicts(with: stages, settings: nil).count
            )
        }
        return orders.min { ($0.1, $0.2) < ($1.1, $1.2) }?.0 ?? .llamaCpp
    }

    /// Returns Lathe's order for another program's list of samplers. If none is the same, the differences are lost.
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
            losses.add(value, "doesn't name \(names), so Lathe puts \(names) last.")
        }
        let all = stages + unnamed
        let order = nearest(to: all, settings: settings)
        for (before, after) in order.conflicts(with: all, settings: settings) {
            losses.add(
                value,
                "has \(before.rawValue) before \(after.rawValue); Lathe's nearest order, `\(order.rawValue)`, has it after \(after.rawValue)."
            )
        }
        return order
    }
}

extension String {
    /// The text without blanks at both ends.
    var trimmingBlanks: String {
        let start = drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
