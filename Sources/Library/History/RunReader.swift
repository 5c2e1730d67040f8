import Foundation
import GRDB
import Prompting
import Sampling

/// Reads a whole run.
struct RunReader {
    private let db: Database
    private let decoder = HistoryJSON.decoder()

    init(_ db: Database) {
        self.db = db
    }

    /// The run with a number, deleted ones too.
    ///
    /// - Throws: `HistoryError.noRun(_:)`.
    func run(_ id: Int64) throws -> RecordedRun {
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
            name: row.text("name"), file: row.optionalText("file"), text: row.text("promptText"),
            variables: try value(row.text("variables")))
        let machine = MachineRecord(
            lathe: row.text("lathe"), processor: row.text("processor"), threads: row["threads"],
            padding: try value(row.text("padding")))
        let run = RunRecord(
            date: Date(milliseconds: row["date"]), seconds: row["seconds"],
            origin: RunOrigin(rawValue: row["origin"]) ?? .run, mode: row["mode"], prompt: prompt,
            lanes: try lanes(of: id), machine: machine, notices: try value(row.text("notices")),
            isFresh: row["isFresh"], isCancelled: row["isCancelled"], rerunOf: row["rerunOf"])
        return RecordedRun(
            id: id, run: run, rating: row["rating"], tags: try tags(of: id), note: row.text("note"),
            deleted: (row["deleted"] as Int64?).map { Date(milliseconds: $0) })
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
            var usage = LaneUsage()
            usage.promptTokens = row["promptTokens"]
            usage.cachedTokens = row["cachedTokens"]
            usage.generatedTokens = row["generatedTokens"]
            usage.replayedTokens = row["replayedTokens"]
            usage.decodedRows = row["decodedRows"]
            var timings = LaneTimings()
            timings.prefillSeconds = row["prefillSeconds"]
            timings.firstTokenSeconds = row["firstTokenSeconds"]
            timings.decodeSeconds = row["decodeSeconds"]
            return LaneRecord(
                name: row.text("name"),
                model: ModelRecord(
                    name: row.text("modelName"), path: row.text("path"), sha256: row["sha256"],
                    architecture: row["architecture"], quantization: row["quantization"],
                    contextLength: row["contextLength"], build: row["build"]),
                samples: row["samples"], modelParameters: settings.modelParameters, sources: settings.sources,
                compiled: try value(row.text("compiledText")), caseKey: UInt64(bitPattern: row["caseKey"] as Int64),
                openings: try row.optionalText("openings").map { try value($0) } ?? [], answer: row.text("answer"),
                error: row.optionalText("error"),
                outputs: try outputs(of: run, lane: row["number"], count: row["outputs"]), usage: usage,
                timings: timings)
        }
    }

    private func outputs(of run: Int64, lane: Int, count: Int) throws -> [OutputRecord] {
        var outputs = Array(repeating: OutputRecord(stages: []), count: max(0, count))
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT stages.output, stages.finish, stages.text, stages.tokens, texts.text AS prompt
                    FROM stages JOIN texts ON texts.id = stages.prompt
                    WHERE stages.run = ? AND stages.lane = ? ORDER BY stages.output, stages.number
                    """),
            arguments: [run, lane])
        for row in rows {
            let output: Int = row["output"]
            guard outputs.indices.contains(output) else { continue }
            outputs[output].stages.append(
                StageRecord(
                    prompt: row.text("prompt"), text: row.text("text"), finish: row["finish"],
                    tokens: TokenRecord.unpacked(row["tokens"]) ?? []))
        }
        return outputs
    }

    private func value<Value: Decodable>(_ text: String) throws -> Value {
        try decoder.decode(Value.self, from: Data(text.utf8))
    }
}
