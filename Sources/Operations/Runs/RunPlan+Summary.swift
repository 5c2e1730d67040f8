import Sampling

extension RunPlan {
    /// One sentence for each lane about what it runs with: its model, and each setting that isn't the default, with its
    /// origin.
    package var summaries: [String] {
        request.lanes.indices.map { index in
            let lane = request.lanes[index]
            let resolved = settings[index]
            let parts = SettingsKey.allCases.compactMap { key -> String? in
                let source = resolved.source(of: key)
                guard source != .defaults else { return nil }
                var text = key.setting.text(of: resolved.settings[key])
                if case .texts(let texts) = resolved.settings[key] { text = "[\(BackslashEscapes.understood(texts))]" }
                return "\(key.rawValue) \(text) (from \(source))"
            }
            let settings = parts.isEmpty ? "all settings are the defaults" : parts.joined(separator: ", ")
            return "\(lane.name): \(backends[index].name), samples \(lane.samples); \(settings)."
        }
    }
}
