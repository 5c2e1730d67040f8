import Lanes
import Prompting
import Sampling

extension RunReport.Lane: Codable {
    private enum Key: CodingKey {
        case name, technique, layout, modelParameters, stages, text, thoughts, toolCalls, answer, samples, error, usage,
            timings, server, model, notSent, images, trees
    }

    /// An output in a report, without its tokens.
    private struct Sample: Codable {
        var text: String
        var answer: String
        var stages: [StageResult]
        var thoughts: String?
        var toolCalls: [ToolCall]?
        var beam: BeamScore?

        init(_ sample: SampleResult) {
            text = sample.text
            answer = sample.answer
            stages = sample.stages.map { stage in
                var stage = stage
                stage.tokens = []
                return stage
            }
            thoughts = sample.thoughts.isEmpty ? nil : sample.thoughts
            toolCalls = sample.calls.isEmpty ? nil : sample.calls
            beam = sample.beam
        }
    }

    /// Reads a lane from the JSON of `lathe run`. Tokens aren't in it.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        technique = try values.decode(Technique.self, forKey: .technique)
        layout = try values.decode(Layout.self, forKey: .layout)
        settings = try values.decode(Settings.self, forKey: .modelParameters)
        result = LaneResult(
            name: try values.decode(String.self, forKey: .name),
            samples: try values.decode([Sample].self, forKey: .samples).map {
                var sample = SampleResult(stages: $0.stages, text: $0.text, answer: $0.answer)
                sample.beam = $0.beam
                return sample
            },
            answer: try values.decode(String.self, forKey: .answer),
            error: try values.decodeIfPresent(String.self, forKey: .error).map { .told($0) },
            usage: try values.decode(Usage.self, forKey: .usage),
            timings: try values.decode(Timings.self, forKey: .timings))
        result.images = try values.decodeIfPresent([ImageFile].self, forKey: .images) ?? []
        result.trees = try values.decodeIfPresent([BeamTree].self, forKey: .trees)
        server = try values.decodeIfPresent(String.self, forKey: .server)
        model = try values.decodeIfPresent(String.self, forKey: .model)
        lacking = Set(try values.decodeIfPresent([SettingsKey].self, forKey: .notSent) ?? [])
    }

    /// Writes a lane as `lathe run --format json` prints it.
    package func encode(to encoder: any Encoder) throws {
        let samples = result.samples.map { Sample($0) }
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(result.name, forKey: .name)
        try values.encode(technique, forKey: .technique)
        try values.encode(layout, forKey: .layout)
        try values.encode(settings, forKey: .modelParameters)
        try values.encode(samples.first?.stages ?? [], forKey: .stages)
        try values.encode(samples.first?.text ?? "", forKey: .text)
        try values.encodeIfPresent(samples.first?.thoughts, forKey: .thoughts)
        try values.encodeIfPresent(samples.first?.toolCalls, forKey: .toolCalls)
        try values.encode(result.answer, forKey: .answer)
        try values.encode(samples, forKey: .samples)
        // The key is always there, so that a script needn't check for it.
        try values.encode(error, forKey: .error)
        try values.encode(result.usage, forKey: .usage)
        try values.encode(result.timings, forKey: .timings)
        try values.encodeIfPresent(server, forKey: .server)
        try values.encodeIfPresent(model, forKey: .model)
        try values.encodeIfPresent(result.stageTrees, forKey: .trees)
        if !result.images.isEmpty { try values.encode(result.images, forKey: .images) }
        if !lacking.isEmpty { try values.encode(SettingsKey.allCases.filter(lacking.contains), forKey: .notSent) }
    }
}
