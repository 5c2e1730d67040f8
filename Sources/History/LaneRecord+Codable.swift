import Lanes
import Prompting
import Sampling

extension LaneRecord: Codable {
    private enum Key: CodingKey {
        case name, technique, layout, model, samples, modelParameters, sources, compiled, caseKey, openings, text,
            answer
        case error, outputs, usage, cost, timings, trees
    }

    private enum OutputKey: CodingKey {
        case text, thoughts, toolCalls, answer, stages, beam
    }

    private enum StageKey: CodingKey {
        case prompt, text, thoughts, thoughtTokens, toolUse, finish, tokens
    }

    /// Reads an object. Keys that follow from other keys are ignored.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let prompt = try values.decode(CompiledPrompt.self, forKey: .compiled)
        var request = LaneRequest(
            name: try values.decode(String.self, forKey: .name), prompt: prompt,
            settings: try values.decode(Settings.self, forKey: .modelParameters),
            samples: try values.decode(Int.self, forKey: .samples),
            caseKey: try values.decode(UInt64.self, forKey: .caseKey))
        request.openings = try values.decode([[Int32]].self, forKey: .openings)
        var samples: [SampleResult] = []
        var list = try values.nestedUnkeyedContainer(forKey: .outputs)
        while !list.isAtEnd {
            let output = try list.nestedContainer(keyedBy: OutputKey.self)
            var sample = SampleResult(stages: try output.decode([StageResult].self, forKey: .stages), of: prompt)
            sample.beam = try output.decodeIfPresent(BeamScore.self, forKey: .beam)
            samples.append(sample)
        }
        var result = LaneResult(
            name: request.name, samples: samples, answer: try values.decode(String.self, forKey: .answer),
            error: try values.decodeIfPresent(String.self, forKey: .error).map { .told($0) },
            usage: try values.decode(Usage.self, forKey: .usage),
            timings: try values.decode(Timings.self, forKey: .timings))
        result.trees = try values.decodeIfPresent([BeamTree].self, forKey: .trees)
        self.init(
            request, model: try values.decode(ModelRecord.self, forKey: .model),
            sources: try values.decode([String: SettingsSource].self, forKey: .sources),
            result: result)
    }

    /// Writes an object with the keys of a lane in `lathe run --format json`, and with those that reading it needs
    /// besides.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(name, forKey: .name)
        try values.encode(technique, forKey: .technique)
        try values.encode(layout, forKey: .layout)
        try values.encode(model, forKey: .model)
        try values.encode(request.samples, forKey: .samples)
        try values.encode(settings, forKey: .modelParameters)
        try values.encode(sources, forKey: .sources)
        try values.encode(request.prompt, forKey: .compiled)
        try values.encode(request.caseKey, forKey: .caseKey)
        try values.encode(request.openings, forKey: .openings)
        try values.encode(text, forKey: .text)
        try values.encode(result.answer, forKey: .answer)
        try values.encode(error, forKey: .error)
        var list = values.nestedUnkeyedContainer(forKey: .outputs)
        for sample in result.samples {
            var output = list.nestedContainer(keyedBy: OutputKey.self)
            try output.encode(sample.text, forKey: .text)
            if !sample.thoughts.isEmpty { try output.encode(sample.thoughts, forKey: .thoughts) }
            if !sample.calls.isEmpty { try output.encode(sample.calls, forKey: .toolCalls) }
            try output.encode(sample.answer, forKey: .answer)
            try output.encodeIfPresent(sample.beam, forKey: .beam)
            var stages = output.nestedUnkeyedContainer(forKey: .stages)
            for stage in sample.stages {
                var values = stages.nestedContainer(keyedBy: StageKey.self)
                try values.encode(stage.prompt, forKey: .prompt)
                try values.encode(stage.text, forKey: .text)
                if !stage.thoughts.isEmpty { try values.encode(stage.thoughts, forKey: .thoughts) }
                if stage.thoughtTokens > 0 { try values.encode(stage.thoughtTokens, forKey: .thoughtTokens) }
                try values.encodeIfPresent(stage.toolUse, forKey: .toolUse)
                try values.encode(stage.finish, forKey: .finish)
                // The key is always there, so that a script needn't check for it.
                try values.encode(stage.tokens, forKey: .tokens)
            }
        }
        try values.encode(result.usage, forKey: .usage)
        try values.encodeIfPresent(cost, forKey: .cost)
        try values.encode(result.timings, forKey: .timings)
        try values.encodeIfPresent(result.trees, forKey: .trees)
    }
}
