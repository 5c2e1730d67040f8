extension FunnelStage {
    /// The settings by stage, found once: the screen asks for them in each row of the knobs.
    private static let settingsOfStages = Dictionary(
        grouping: SettingsKey.allCases.compactMap { key in key.setting.stage.map { (stage: $0, key: key) } },
        by: \.stage
    ).mapValues { $0.map(\.key) }

    /// The settings that the stage obeys.
    package var settings: [SettingsKey] { Self.settingsOfStages[self] ?? [] }

    /// The setting that the stage is named after; nil for the penalties, which obey several.
    var key: SettingsKey? {
        let own = settings
        return own.count == 1 ? own.first : nil
    }

    /// The name on the screen.
    package var title: String { key?.setting.title ?? rawValue }

    /// llama.cpp's name in lists of samplers.
    package var sampler: String {
        settings.lazy.compactMap(\.setting.samplers.first).first ?? String(rawValue.map { $0 == "-" ? "_" : $0 })
    }

    /// All its names in other programs' lists of samplers.
    package var samplers: Set<String> { Set(settings.flatMap(\.setting.samplers) + [sampler]) }

    /// Returns whether the stage has an effect under these settings.
    package func isActive(_ settings: Settings) -> Bool {
        let isOn = self.settings.contains { $0 != .repeatLastN && !settings.isOff($0) }
        return isOn && (self != .penalties || !settings.isOff(.repeatLastN))
    }
}

extension StageOrder {
    /// Finds the differences in effect between this order and another one.
    ///
    /// - Parameters:
    ///   - stages: The other order. Stages may be missing.
    ///   - settings: The settings of the stages; nil for settings under which every stage has an effect.
    /// - Returns: Pairs of active stages, in the order of `stages`, that are in reverse order here and don't commute.
    package func conflicts(
        with stages: [FunnelStage], settings: Settings?
    ) -> [(before: FunnelStage, after: FunnelStage)] {
        let active = stages.filter { $0 != .logitBias && (settings.map($0.isActive) ?? true) }
        let own = self.stages
        var conflicts: [(before: FunnelStage, after: FunnelStage)] = []
        for (index, first) in active.enumerated() {
            for second in active[(index + 1)...]
            where !FunnelStage.commute(first, second, temperature: settings?.temperature ?? 2) {
                guard let a = own.firstIndex(of: first), let b = own.firstIndex(of: second), a > b else { continue }
                conflicts.append((first, second))
            }
        }
        return conflicts
    }
}
