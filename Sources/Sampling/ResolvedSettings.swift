/// The origin of a setting's value, in order of precedence.
package enum SettingsSource: String, Sendable, Hashable, Codable, CaseIterable, CustomStringConvertible {
    case commandLine, lane, prompt, user, modelFile, defaults

    /// The origin in words, as the end of `from …`.
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

/// A full set of settings, with the origin of each value.
package struct ResolvedSettings: Sendable, Hashable, Codable {
    /// The values.
    package let settings: Settings
    private let sources: [String: SettingsSource]

    /// Takes each value from the first layer that has one, else from Lathe's defaults.
    ///
    /// - Parameter layers: Patches with their origin, in order of precedence.
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

    /// Returns the origin of a setting's value.
    package func source(of key: SettingsKey) -> SettingsSource { sources[key.rawValue] ?? .defaults }
}
