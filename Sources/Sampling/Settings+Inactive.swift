extension Settings {
    /// Explains in a sentence why a setting has no effect on the drawn tokens under the other settings; nil if it has
    /// one.
    package func inactiveReason(of key: SettingsKey) -> String? {
        switch (key, key.setting.stage) {
        case (.repeatLastN, _):
            let penalties = FunnelStage.penalties.settings.filter { $0 != key }
            return penalties.allSatisfy(isOff) ? "All three penalties are off." : nil
        case (_, .penalties):
            return isOff(.repeatLastN) ? "The penalties look at no tokens, because repeatLastN is 0." : nil
        case (.seed, _):
            if let reason = singleCandidate(for: key) { return reason }
            return temperature == 0 ? "Temperature 0 always takes the likeliest candidate, without noise." : nil
        case (.order, _): return singleCandidate(for: key) ?? sameOrder
        case (_, .logitBias), (_, nil): return nil
        case (_, let stage?): return singleCandidate(for: key) ?? greedy(stage)
        }
    }

    /// Returns the reason if another stage leaves exactly one candidate, and the same one whatever the value of `key`;
    /// else nil.
    private func singleCandidate(for key: SettingsKey) -> String? {
        let stages = order.stages
        let own = key.setting.stage.flatMap(stages.firstIndex) ?? 0
        for stage in FunnelStage.allCases where stage != key.setting.stage {
            guard let cause = stage.key, let single = cause.setting.single, let place = stages.firstIndex(of: stage),
                self[cause].number == single
            else { continue }
            let decides =
                switch key {
                case .seed: true
                // It comes before all other cuts, in both orders.
                case .order: stage == .topK
                // The likeliest candidate is the same at each temperature.
                case .temperature: place < own || stage.keepsLikeliest
                default: place < own
                }
            if decides { return "\(stage.title.capitalised) \(self[cause]) leaves a single candidate." }
        }
        return nil
    }

    /// Returns the reason if temperature 0 takes the same candidate whatever the value of `stage`; else nil.
    private func greedy(_ stage: FunnelStage) -> String? {
        guard temperature == 0, stage != .temperature else { return nil }
        // A cut before temperature matters if it may cut the likeliest candidate, or if it changes a later cut that
        // may.
        let cuts = order.stages.prefix { $0 != .temperature }.drop { $0 != stage }
        if cuts.contains(where: { !$0.keepsLikeliest && ($0 == stage || $0.isActive(self)) }) { return nil }
        return "Temperature 0 always takes the likeliest candidate, which this setting never removes."
    }

    /// The reason if both orders of the stages keep the same candidates; else nil.
    private var sameOrder: String? {
        let other = StageOrder.huggingFace.stages
        guard StageOrder.llamaCpp.conflicts(with: other, settings: self).isEmpty else { return nil }
        if temperature == 1 || temperature == 0 {
            return "At temperature \(self[.temperature]) both orders give the same result."
        }
        let movedStages = StageOrder.llamaCpp.conflicts(with: other, settings: nil)
            .filter { $0.before == .temperature }.map(\.after.title)
        let names = movedStages.dropLast().joined(separator: ", ") + " and " + (movedStages.last ?? "")
        return "With \(names) off both orders give the same result."
    }
}

extension String {
    fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
