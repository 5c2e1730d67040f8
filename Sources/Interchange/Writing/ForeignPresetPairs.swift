import Library
import Sampling
import YAMLText

/// The settings of a preset that names every stage, under a program's names.
struct ForeignPresetPairs {
    private(set) var pairs: [YAMLPair] = []

    /// Lists the settings of all stages that the program has, and of others those that somebody set. What it has no name for
    /// is lost. `running` has the settings that somebody set; `allTokens` is the program's word for a window of all tokens.
    init(
        _ program: Program, _ settings: Settings, _ running: SettingsPatch, title: String,
        allTokens: String = "1000000",
        losses: inout Losses
    ) {
        let names = program.names
        for key in SettingsKey.allCases where key != .order {
            let value = settings[key]
            let isOfStage = key.setting.stage != nil && key != .logitBias
            guard let name = names[key] else {
                let isJoined = key == .dynatempRange && program == .sillyTavern
                let isOff = isOfStage && (settings.isOff(key) || settings.inactiveReason(of: key) != nil)
                if running[key] != nil, !isOff, !isJoined {
                    losses.add("`\(key.rawValue)` \(value): a preset of \(title) can't hold it.")
                }
                continue
            }
            guard isOfStage || running[key] != nil else { continue }
            pairs.append(YAMLPair(name, Self.yaml(value, key, settings, allTokens)))
        }
    }

    private static func yaml(
        _ value: SettingsValue, _ key: SettingsKey, _ settings: Settings, _ allTokens: String
    ) -> YAMLValue {
        if value == .integer(-1), key == .repeatLastN || key == .dryLastN { return .bare(allTokens) }
        // Mirostat is on by a key of its own.
        if key == .mirostatTau, !settings.isMirostat { return .bare("5") }
        // What the order leaves out is off, and what looks at no tokens: a window of 0 is every token to SillyTavern.
        if let stage = key.setting.stage, let off = key.setting.off, key != .repeatLastN,
            settings.order.leavesOut(stage) || !stage.isActive(settings)
        {
            return .bare(SettingsValue.number(off).description)
        }
        return ForeignSettings.yaml(value)
    }
}
