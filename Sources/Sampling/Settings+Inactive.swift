extension Settings {
    /// Explains in a sentence why a setting has no effect on the drawn tokens under the other settings; nil if it has
    /// one.
    package func inactiveReason(of key: SettingsKey) -> String? {
        if let reason = decodingReason(of: key) { return reason }
        if let reason = missingStage(of: key) { return reason }
        if let main = key.setting.tunes, isOff(main) { return "\(main.setting.title.capitalised) is off." }
        switch (key, key.setting.stage) {
        case (.repeatLastN, _):
            let penalties = FunnelStage.penalties.settings.filter { $0 != key }
            return penalties.allSatisfy(isOff) ? "All three penalties are off." : nil
        case (_, .penalties):
            return isOff(.repeatLastN) ? "The penalties look at no tokens, because “repeat last” is 0." : nil
        case (.dryLastN, _): return nil
        case (_, .dry): return isOff(.dryLastN) ? "DRY looks at no tokens, because “DRY last” is 0." : nil
        case (.xtcProbability, _) where xtcThreshold > 0.5: return "XTC is off at a threshold above 0.5."
        case (.mirostatTau, _): return nil
        case (.mirostatEta, _): return temperature == 0 ? "Temperature 0 leaves a single candidate." : nil
        case (.seed, _):
            if let reason = singleCandidate(for: key) { return reason }
            return isGreedy && !drawsBeforeTemperature
                ? "Temperature 0 always takes the likeliest candidate, without noise." : nil
        case (.order, _): return singleCandidate(for: key) ?? sameOrder
        case (_, .logitBias), (_, nil): return nil
        case (_, let stage?): return singleCandidate(for: key) ?? greedy(stage)
        }
    }

    /// Explains in a sentence why a stage has no effect; nil if it has one.
    package func inactiveReason(ofStage stage: FunnelStage) -> String? {
        let switches = stage.settings.filter { $0 != .repeatLastN && $0.setting.tunes == nil && !isOff($0) }
        let reasons = switches.map { inactiveReason(of: $0) }
        return reasons.contains(nil) ? nil : reasons.first ?? "It is off."
    }

    /// Returns the reason if the funnel hasn't the stage that obeys a setting, or has it only for other settings.
    private func missingStage(of key: SettingsKey) -> String? {
        let isReplaced =
            switch (key, key.setting.stage) {
            case (.order, _), (.dynatempRange, _), (.dynatempExponent, _): true
            case (_, let stage?): ![.logitBias, .temperature, .mirostat].contains(stage)
            case (_, nil): false
            }
        if isMirostat { return isReplaced ? "Mirostat takes the place of all stages but temperature." : nil }
        guard let stage = key.setting.stage, stage != .mirostat, !stages.contains(stage) else { return nil }
        return order.listed.contains(stage)
            ? "Adaptive-P chooses the token, so it acts only as the last stage."
            : "The order doesn't list \(stage.title)."
    }

    /// True if the likeliest candidate is taken of those that come to the temperature.
    private var isGreedy: Bool {
        temperature == 0 && (dynatempRange == 0 || isMirostat) && stages.contains(.temperature)
    }

    /// True if XTC rolls dice for the candidates that come to the temperature.
    private var drawsBeforeTemperature: Bool {
        stages.prefix { $0 != .temperature }.contains { $0 == .xtc && $0.isActive(self) }
    }

    /// Returns the reason if another stage leaves exactly one candidate, and the same one whatever the value of `key`;
    /// else nil.
    private func singleCandidate(for key: SettingsKey) -> String? {
        let stages = stages
        let own = key.setting.stage.flatMap(stages.firstIndex) ?? 0
        for stage in FunnelStage.allCases where stage != key.setting.stage {
            guard let cause = stage.key, let single = cause.setting.single, let place = stages.firstIndex(of: stage),
                self[cause].number == single
            else { continue }
            let isFirst = stages[..<place].allSatisfy { $0.keepsLikeliest || !$0.isActive(self) }
            let isBent = stages[..<place].dropFirst(own).contains { $0.isAdjusting && $0.isActive(self) }
            let decides =
                switch key {
                case .seed: !stages[..<place].contains { $0 == .xtc && $0.isActive(self) }
                // It comes before the stages that may cut the likeliest, in all presets.
                case .order: stage == .topK && isFirst && order.isPreset
                // The likeliest candidate is the same at each temperature.
                case .temperature, .dynatempRange, .dynatempExponent:
                    place < own || stage.keepsLikeliest && isFirst && !isBent
                default: place < own
                }
            if decides { return "\(stage.title.capitalised) \(self[cause]) leaves a single candidate." }
        }
        return nil
    }

    /// Returns the reason if temperature 0 takes the same candidate whatever the value of `stage`; else nil.
    private func greedy(_ stage: FunnelStage) -> String? {
        guard isGreedy, stage != .temperature else { return nil }
        // A cut before temperature matters if it may cut the likeliest candidate, or if another one becomes the
        // likeliest later.
        let cuts = stages.prefix { $0 != .temperature }.drop { $0 != stage }
        let matters = cuts.contains { ($0.isAdjusting || !$0.keepsLikeliest) && ($0 == stage || $0.isActive(self)) }
        if matters { return nil }
        return "Temperature 0 always takes the likeliest candidate, which this setting never removes."
    }

    /// The reason if all presets keep the same candidates as this order; else nil.
    private var sameOrder: String? {
        let presets = StageOrder.allCases
        guard presets.contains(order), presets.allSatisfy({ order.conflicts(with: $0.stages, settings: self).isEmpty })
        else { return nil }
        if temperature == 1 || temperature == 0 {
            return "At temperature \(self[.temperature]) all presets give the same result."
        }
        return "With these stages all presets give the same result."
    }
}

extension String {
    fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
