import Sampling

/// A lane with all that it leaves to its prompt filled in.
package struct ResolvedLane: Sendable, Hashable {
    /// The lane's name, unique among its prompt's.
    package var name: String
    /// The technique.
    package var technique: Technique
    /// The layout that was asked for; if nil, the model decides.
    package var layout: Layout?
    /// Name or path of the model; nil is the default one.
    package var model: String?
    /// The projector that the lane itself names for images; nil if it leaves that to the prompt.
    package var projector: String?
    /// The number of outputs.
    package var samples: Int
    /// How it gets passages of the prompt's sources.
    package var sources: SourceSearch
    /// True if it isn't sent the passages that the data name right.
    package var withholdsRight: Bool
    /// The settings with their origin.
    package var settings: ResolvedSettings
    /// Values that the model's chat template reads, each written as JSON.
    package var templateArguments: [String: String]
    /// The phrasing that replaces words of the prompt; nil for its own.
    package var phrasing: Phrasing?

    /// True if the layout's own stop strings are used. They are added to the stop strings of the settings, unless the
    /// settings have an empty list, which removes all.
    package var keepsLayoutStops: Bool {
        !settings.settings.stop.isEmpty || settings.source(of: .stop) == .defaults
    }
}

extension Prompt {
    /// Returns the lanes of a run: those given; else the prompt's; else one with the prompt's own settings.
    ///
    /// A setting's value comes from the first of these that has one: the command line, the lane, the prompt, the user's
    /// settings, the model file, the defaults. The same holds for technique and layout.
    ///
    /// If `lanes` is empty, the prompt's are taken. `technique`, `layout` and `commandLine` are those of the command
    /// line. Lanes without a name are called A, B, C, …, without repeating names of others.
    ///
    /// The template's arguments come from the lane, the prompt, then the user's settings (`userArguments`).
    ///
    /// - Returns: The lanes, at least one.
    /// - Throws: ``LaneError/repeatedName(_:)``, ``LaneError/badValue(key:text:takes:)`` for a number of samples out of range,
    ///   or ``LaneError/unknownPhrasing(_:known:)``.
    package func resolvedLanes(
        replacedBy lanes: [Lane] = [], technique: Technique? = nil, layout: Layout? = nil,
        commandLine: SettingsPatch = SettingsPatch(), user: SettingsPatch = SettingsPatch(),
        modelFile: SettingsPatch = SettingsPatch(), userArguments: [String: String] = [:]
    ) throws(LaneError) -> [ResolvedLane] {
        var chosen = lanes.isEmpty ? self.lanes : lanes
        if chosen.isEmpty { chosen = [Lane(name: "")] }
        var names: Set<String> = []
        for lane in chosen where !lane.name.isEmpty {
            guard names.insert(lane.name).inserted else { throw .repeatedName(lane.name) }
        }
        var free = (0...).lazy.map(Lane.letters).filter { [names] in !names.contains($0) }.makeIterator()
        var resolved: [ResolvedLane] = []
        for lane in chosen {
            let name = lane.name.isEmpty ? free.next() ?? "" : lane.name
            let samples = lane.samples ?? self.samples ?? 1
            guard Lane.sampleRange.contains(samples) else {
                throw .badValue(key: "samples", text: String(samples), takes: "a whole number from 1 to 1000")
            }
            let phrasing = try self.phrasing(named: lane.phrasing)
            resolved.append(
                ResolvedLane(
                    name: name, technique: technique ?? lane.technique ?? phrased(phrasing).defaultTechnique,
                    layout: layout ?? lane.layout ?? self.layout, model: lane.model ?? model,
                    projector: lane.projector, samples: samples, sources: search(of: lane),
                    withholdsRight: lane.withholdsRight ?? false,
                    settings: settings(of: lane, commandLine: commandLine, user: user, modelFile: modelFile),
                    templateArguments: userArguments.merging(templateArguments) { $1 }.merging(lane.templateArguments) {
                        $1
                    }, phrasing: phrasing))
        }
        return resolved
    }

    /// Returns the settings of one lane: from the command line, the lane, the prompt, the user's settings, the model
    /// file, the defaults.
    package func settings(
        of lane: Lane, commandLine: SettingsPatch = SettingsPatch(), user: SettingsPatch, modelFile: SettingsPatch
    ) -> ResolvedSettings {
        ResolvedSettings([
            (.commandLine, commandLine), (.lane, lane.modelParameters), (.prompt, modelParameters), (.user, user),
            (.modelFile, modelFile),
        ])
    }
}

extension Lane {
    /// Returns the name of a lane that has none: A … Z, then AA, AB, …
    static func letters(_ index: Int) -> String {
        let letter = String(Unicode.Scalar(UInt8(ascii: "A") + UInt8(index % 26)))
        return index < 26 ? letter : letters(index / 26 - 1) + letter
    }
}
