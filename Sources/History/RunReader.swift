import Foundation
import GRDB
import Lanes
import Prompting
import Sampling

/// Reads whole runs.
struct RunReader {
    private let db: Database
    private let decoder = HistoryJSON.decoder()

    init(_ db: Database) {
        self.db = db
    }

    /// Returns the run with a number; it may be deleted.
    ///
    /// - Throws: `HistoryError.noRun(_:)`.
    func run(_ id: Int64) throws -> RecordedRun {
        do {
            return try read(id)
        } catch let error as UnreadableValue {
            throw HistoryError.damagedRun(id, reason: "its `\(error.column)` isn't as Lathe writes it")
        } catch let error as DecodingError {
            throw HistoryError.damagedRun(id, reason: "a part of it is not JSON as Lathe writes it (\(error.place))")
        }
    }

    private func read(_ id: Int64) throws -> RecordedRun {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT runs.*, runDetails.*, prompts.text AS promptText, prompts.variables, runs.prompt AS name
                    FROM runs JOIN runDetails ON runDetails.run = runs.id JOIN prompts ON prompts.id = runDetails.prompt
                    WHERE runs.id = ?
                    """),
            arguments: [id])
        guard let row else { throw HistoryError.noRun(id) }
        let prompt = PromptRecord(
            name: try row.text("name"), file: try row.optionalText("file"), text: try row.text("promptText"),
            variables: try value(row.text("variables")))
        let machine = MachineRecord(
            lathe: try row.text("lathe"), processor: try row.text("processor"),
            threads: try row.count("threads", most: 1 << 16),
            padding: try value(row.text("padding")))
        let run = RunRecord(
            date: Date(milliseconds: try row.value("date")), seconds: try row.seconds("seconds"),
            origin: RunOrigin(rawValue: try row.value("origin")) ?? .run, mode: try row.value("mode"), prompt: prompt,
            lanes: try lanes(of: id), machine: machine, notices: try value(row.text("notices")),
            isFresh: try row.value("isFresh"), isCancelled: try row.value("isCancelled"),
            rerunOf: try row.optional("rerunOf"))
        return RecordedRun(
            id: id, run: run, rating: try row.optional("rating"), tags: try tags(of: id), note: try row.text("note"),
            deleted: (try row.optional("deleted") as Int64?).map { Date(milliseconds: $0) })
    }

    func tags(of run: Int64) throws -> [String] {
        try String.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT tags.name FROM runTags JOIN tags ON tags.id = runTags.tag WHERE runTags.run = ?
                    ORDER BY tags.name
                    """),
            arguments: [run])
    }

    private func lanes(of run: Int64) throws -> [LaneRecord] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT lanes.*, models.name AS modelName, models.path, models.sha256, models.architecture,
                        models.quantization, models.contextLength, models.build, s.text AS settingsText,
                        c.text AS compiledText
                    FROM lanes JOIN models ON models.id = lanes.model JOIN texts s ON s.id = lanes.settings
                        JOIN texts c ON c.id = lanes.compiled
                    WHERE lanes.run = ? ORDER BY lanes.number
                    """),
            arguments: [run])
        return try rows.map { row in
            let settings: LaneSettings = try value(row.text("settingsText"))
            var usage = Usage()
            usage.promptTokens = try row.count("promptTokens")
            usage.cachedTokens = try row.count("cachedTokens")
            usage.generatedTokens = try row.count("generatedTokens")
            usage.replayedTokens = try row.count("replayedTokens")
            usage.decodedRows = try row.count("decodedRows")
            var timings = Timings()
            timings.prefillSeconds = try row.seconds("prefillSeconds")
            timings.firstTokenSeconds = try row.seconds("firstTokenSeconds")
            timings.decodeSeconds = try row.seconds("decodeSeconds")
            let build: String = try row.value("build")
            let server = ServerRecord(stored: build)
            let prompt: CompiledPrompt = try value(row.text("compiledText"))
            var request = LaneRequest(
                name: try row.text("name"), prompt: prompt, settings: settings.modelParameters,
                samples: try row.count("samples", most: 1 << 16),
                caseKey: UInt64(bitPattern: try row.value("caseKey") as Int64))
            request.openings = try row.optionalText("openings").map { try value($0) } ?? []
            let samples = try stages(
                of: run, lane: try row.value("number"), outputs: try row.count("outputs", most: 1 << 16))
            var result = LaneResult(
                name: request.name,
                samples: samples.map { stages, beam in
                    var sample = SampleResult(stages: stages, of: prompt)
                    sample.beam = beam
                    return sample
                },
                answer: try row.text("answer"), error: try row.optionalText("error").map { .told($0) },
                usage: usage, timings: timings)
            result.trees = try row.optionalText("trees").map { try value($0) }
            return LaneRecord(
                request,
                model: ModelRecord(
                    name: try row.text("modelName"), path: try row.text("path"), sha256: try row.optional("sha256"),
                    architecture: try row.value("architecture"), quantization: try row.value("quantization"),
                    contextLength: try row.count("contextLength"), build: server == nil ? build : "", server: server),
                sources: settings.sources, result: result)
        }
    }

    /// Returns the stages of each output of a lane, and its score as a beam.
    private func stages(
        of run: Int64, lane: Int, outputs count: Int
    ) throws -> [(stages: [StageResult], beam: BeamScore?)] {
        var outputs: [(stages: [StageResult], beam: BeamScore?)] = Array(repeating: ([], nil), count: count)
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT stages.output, stages.finish, stages.text, stages.tokens, stages.thoughts, stages.thoughtTokens,
                        stages.toolUse, stages.beam, texts.text AS prompt
                    FROM stages JOIN texts ON texts.id = stages.prompt
                    WHERE stages.run = ? AND stages.lane = ? ORDER BY stages.output, stages.number
                    """),
            arguments: [run, lane])
        for row in rows {
            let output: Int = try row.value("output")
            guard outputs.indices.contains(output) else { continue }
            let text = try row.text("text")
            let thoughts = try row.optionalText("thoughts") ?? ""
            let thoughtTokens = try row.count("thoughtTokens")
            var tokens = PackedTokens.unpacked(try row.value("tokens"), thoughts: thoughtTokens) ?? []
            // Ends beyond a text that another program changed would end the program.
            for index in tokens.indices {
                let bytes = index < thoughtTokens ? thoughts.utf8.count : text.utf8.count
                tokens[index].end = min(tokens[index].end, bytes)
            }
            if let beam = try row.optionalText("beam") { outputs[output].beam = try value(beam) }
            outputs[output].stages.append(
                StageResult(
                    prompt: try row.text("prompt"), text: text,
                    thoughts: thoughts, thoughtTokens: thoughtTokens,
                    toolUse: try row.optionalText("toolUse").map { try value($0) },
                    finish: Finish(rawValue: try row.value("finish")) ?? .error,
                    tokens: tokens))
        }
        return outputs
    }

    private func value<Value: Decodable>(_ text: String) throws -> Value {
        try decoder.decode(Value.self, from: Data(text.utf8))
    }
}

extension DecodingError {
    /// The key that couldn't be read; else a general reason.
    fileprivate var place: String {
        switch self {
        case .keyNotFound(let key, _): "no `\(key.stringValue)`"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.codingPath.map(\.stringValue).joined(separator: ".")
        @unknown default: "unknown"
        }
    }
}
