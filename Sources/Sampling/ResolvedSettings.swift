/// Where the value of a setting came from, most telling first.
package enum SettingsSource: String, Sendable, Hashable, Codable, CaseIterable, CustomStringConvertible {
    case commandLine, lane, prompt, user, modelFile, defaults

    /// The source in words, as the end of `from …`.
    package var description: String {
        switch self {
        case .commandLine: "the command line"
        case .lane: "the lane"
        case .prompt: "the prompt"
        case .user: "your settings"
        case .modelFile: "the model file"
        case .defaults: "the defaults"
        }
    }
}

/// A full set of settings that knows where each value came from.
package struct ResolvedSettings: Sendable, Hashable, Codable {
    /// The values.
    package let settings: Settings
    private let sources: [String: SettingsSource]

    /// Takes each value from the first layer that has one, else from Lathe's defaults.
    ///
    /// - Parameter layers: Patches with their sources, the one that wins first.
    package init(_ layers: [(source: SettingsSource, patch: SettingsPatch)]) {
        var merged = SettingsPatch()
        var sources: [String: SettingsSource] = [:]
        for layer in layers {
            for key in layer.patch.keys where merged[key] == nil {
                merged[key] = layer.patch[key]
                sources[key.rawValue] = layer.source
            }
        }
        settings = Settings().applying(merged)
        self.sources = sources
    }

    /// Returns where the value of `key` came from.
    package func source(of key: SettingsKey) -> SettingsSource { sources[key.rawValue] ?? .defaults }
}
