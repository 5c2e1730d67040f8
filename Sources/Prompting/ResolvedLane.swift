import Sampling

/// A lane with everything that it leaves to its prompt filled in.
public struct ResolvedLane: Sendable, Hashable {
    /// The lane's name, unique among its prompt's.
    public var name: String
    /// How it asks.
    public var technique: Technique
    /// The layout that was asked for; nil leaves it to the model.
    public var layout: Layout?
    /// Name or path of the model; nil is the default one.
    public var model: String?
    /// How many outputs are drawn.
    public var samples: Int
    /// The settings, and where each came from.
    public var settings: ResolvedSettings
}

extension Prompt {
    /// The lanes of a run: those given, else the prompt's, else one with the prompt's own settings.
    ///
    /// A setting's value comes from, in order: the command line, the lane, the prompt, the user's settings, the model file, the
    /// defaults. Technique and layout likewise.
    ///
    /// `lanes` empty leaves the prompt's; `technique`, `layout` and `commandLine` are what the command line says. Lanes without a
    /// name are called A, B, C, … by their place; throws ``LaneError/repeatedName(_:)``.
    public func resolvedLanes(
        replacedBy lanes: [Lane] = [], technique: Technique? = nil, layout: Layout? = nil,
        commandLine: SettingsPatch = SettingsPatch(), user: SettingsPatch = SettingsPatch(),
        modelFile: SettingsPatch = SettingsPatch()
    ) throws(LaneError) -> [ResolvedLane] {
        var chosen = lanes.isEmpty ? self.lanes : lanes
        if chosen.isEmpty { chosen = [Lane(name: "")] }
        var names: Set<String> = []
        var resolved: [ResolvedLane] = []
        for (index, lane) in chosen.enumerated() {
            let name = lane.name.isEmpty ? Lane.letters(index) : lane.name
            guard names.insert(name).inserted else { throw .repeatedName(name) }
            resolved.append(
                ResolvedLane(
                    name: name, technique: technique ?? lane.technique ?? defaultTechnique,
                    layout: layout ?? lane.layout ?? self.layout, model: lane.model ?? model,
                    samples: lane.samples ?? samples ?? 1,
                    settings: ResolvedSettings([
                        (.commandLine, commandLine), (.lane, lane.modelParameters), (.prompt, modelParameters),
                        (.user, user), (.modelFile, modelFile),
                    ])))
        }
        return resolved
    }
}

extension Lane {
    /// The name of a lane that has none: A … Z, then AA, AB, …
    static func letters(_ index: Int) -> String {
        let letter = String(Unicode.Scalar(UInt8(ascii: "A") + UInt8(index % 26)))
        return index < 26 ? letter : letters(index / 26 - 1) + letter
    }
}
