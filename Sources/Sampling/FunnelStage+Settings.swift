extension FunnelStage {
    /// The settings by stage, found once: the screen asks for them in each row of the knobs.
    private static let settingsOfStages = Dictionary(
        grouping: SettingsKey.allCases.compactMap { key in key.setting.stage.map { (stage: $0, key: key) } },
        by: \.stage
    ).mapValues { $0.map(\.key) }

    /// The settings that the stage obeys.
    package var settings: [SettingsKey] { Self.settingsOfStages[self] ?? [] }

    /// The setting that the stage is named after; nil for the penalties, which obey several, and for the grammar.
    package var key: SettingsKey? {
        self == .penalties ? nil : settings.first { $0.setting.tunes == nil }
    }

    /// The name on the screen.
    package var title: String { key?.setting.title ?? rawValue }

    /// llama.cpp's name in lists of samplers.
    package var sampler: String {
        settings.lazy.compactMap(\.setting.samplers.first).first ?? String(rawValue.map { $0 == "-" ? "_" : $0 })
    }

    /// All its names in other programs' lists of samplers.
    package var samplers: Set<String> { Set(settings.flatMap(\.setting.samplers) + [sampler]) }

    /// True if the stage is off unless somebody asks for it. Results leave it out then.
    package var isLeftOut: Bool { self != .grammar && settings.allSatisfy { $0.setting.isNew } }

    /// Returns whether the stage's own settings give it an effect.
    package func isActive(_ settings: Settings) -> Bool {
        let isOn = self.settings.contains { key in
            key != .repeatLastN && key.setting.tunes == nil && !settings.isOff(key)
        }
        return switch self {
        case .penalties: isOn && settings.repeatLastN != 0
        case .dry: isOn && settings.dryLastN != 0
        case .xtc: isOn && settings.xtcThreshold <= 0.5
        default: isOn
        }
    }
}

extension Settings {
    /// The stages that the funnel has under these settings, in order. Those that are off are among them.
    package var stages: [FunnelStage] {
        if isMirostat { return [.logitBias, .temperature, .mirostat] }
        let listed = order.listed
        let isAimLast = !listed.drop { $0 != .adaptiveP }.dropFirst().contains { $0.isActive(self) }
        return [.logitBias] + (isAimLast ? listed : listed.filter { $0 != .adaptiveP })
    }

    /// Returns whether a stage has its place and an effect of its own.
    package func acts(_ stage: FunnelStage) -> Bool { stage.isActive(self) && stages.contains(stage) }
}

extension StageOrder {
    /// Returns llama.cpp's names of the stages, without those that are off unless somebody asks for them. Adaptive-P is left out
    /// where a stage behind it keeps it from acting: llama.cpp runs it last, wherever it is listed.
    package func samplers(_ settings: Settings) -> [String] {
        listed.filter { $0 == .adaptiveP ? settings.acts($0) : !$0.isLeftOut || $0.isActive(settings) }.map(\.sampler)
    }

    /// Finds the differences in effect between this order and another one.
    ///
    /// - Parameters:
    ///   - stages: The other order. Stages may be missing.
    ///   - settings: The settings of the stages; nil for settings under which every stage has an effect.
    /// - Returns: Pairs of active stages, in the order of `stages`, that are in reverse order here and don't commute.
    package func conflicts(
        with stages: [FunnelStage], settings: Settings?
    ) -> [(before: FunnelStage, after: FunnelStage)] {
        if settings?.isMirostat == true { return [] }
        let active = stages.filter { $0 != .logitBias && $0 != .mirostat && (settings.map($0.isActive) ?? true) }
        let own = self.stages
        var conflicts: [(before: FunnelStage, after: FunnelStage)] = []
        for (index, first) in active.enumerated() {
            for second in active[(index + 1)...] where !FunnelStage.commute(first, second, settings: settings) {
                guard let a = own.firstIndex(of: first), let b = own.firstIndex(of: second), a > b else { continue }
                conflicts.append((first, second))
            }
        }
        return conflicts
    }
}
