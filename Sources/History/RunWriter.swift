import Foundation
import GRDB
import Library
import Prompting
import Sampling

/// Writes a run into the tables, within a transaction.
struct RunWriter {
    private let db: Database
    private let encoder = HistoryJSON.encoder()

    init(_ db: Database) {
        self.db = db
    }

    /// Adds a run with its words in the index.
    ///
    /// - Returns: The run's number.
    func insert(_ run: RunRecord) throws -> Int64 {
        let prompt = try id(of: run.prompt)
        var techniques: [String] = []
        var models: [String] = []
        for lane in run.lanes {
            if !techniques.contains(lane.technique.rawValue) { techniques.append(lane.technique.rawValue) }
            if !models.contains(lane.model.name) { models.append(lane.model.name) }
        }
        try execute(
            """
            INSERT INTO runs(date, origin, mode, prompt, file, techniques, models, lanes, tokens, seconds, isCancelled,
                failedLanes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                run.date.milliseconds, run.origin.rawValue, run.mode, StoredText(run.prompt.name),
                run.prompt.file.map { StoredText($0) }, techniques.joined(separator: " "),
                StoredText(models.joined(separator: "\n")), run.lanes.count,
                run.lanes.reduce(0) { $0 + $1.result.usage.generatedTokens }, run.seconds, run.isCancelled,
                run.lanes.count { $0.error != nil },
            ])
        let id = db.lastInsertedRowID
        try execute(
            """
            INSERT INTO runDetails(run, prompt, lathe, processor, threads, padding, notices, isFresh, rerunOf)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                id, prompt, run.machine.lathe, StoredText(run.machine.processor), run.machine.threads,
                try json(run.machine.padding),
                try json(run.notices), run.isFresh, run.rerunOf,
            ])
        for (number, lane) in run.lanes.enumerated() { try insert(lane, number: number, run: id) }
        try HistoryIndex(db).add(id)
        return id
    }

    private func insert(_ lane: LaneRecord, number: Int, run: Int64) throws {
        let settings = LaneSettings(modelParameters: lane.settings, sources: lane.sources)
        let (request, result) = (lane.request, lane.result)
        let (usage, timings) = (result.usage, result.timings)
        try execute(
            """
            INSERT INTO lanes(run, number, name, model, samples, settings, compiled, caseKey, openings, outputs, error,
                promptTokens, cachedTokens, generatedTokens, replayedTokens, decodedRows, prefillSeconds,
                firstTokenSeconds, decodeSeconds, answer, trees)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                run, number, StoredText(lane.name), try id(of: lane.model), request.samples,
                try text(try json(settings)),
                try text(try json(request.prompt)), Int64(bitPattern: request.caseKey),
                request.openings.isEmpty ? nil : try json(request.openings), result.samples.count,
                lane.error.map { StoredText($0) }, usage.promptTokens, usage.cachedTokens, usage.generatedTokens,
                usage.replayedTokens, usage.decodedRows, finite(timings.prefillSeconds),
                finite(timings.firstTokenSeconds), finite(timings.decodeSeconds), StoredText(result.answer),
                stored(result.trees),
            ])
        for (output, sample) in result.samples.enumerated() {
            for (step, stage) in sample.stages.enumerated() {
                try execute(
                    """
                    INSERT INTO stages(run, lane, output, number, prompt, finish, text, tokens, thoughts, thoughtTokens,
                        toolUse, beam)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    [
                        run, number, output, step, try text(stage.prompt), stage.finish.rawValue,
                        StoredText(stage.text),
                        PackedTokens.packed(stage.tokens, thoughts: stage.thoughtTokens),
                        stage.thoughts.isEmpty ? nil : StoredText(stage.thoughts), stage.thoughtTokens,
                        try stage.toolUse.map { StoredText(try json($0)) },
                        // The score is that of the last stage.
                        step == sample.stages.count - 1 ? try sample.beam.map { try json($0) } : nil,
                    ])
            }
        }
    }

    /// The most bytes of the searches of a lane that are kept: eight beams of 256 tokens have a quarter of that.
    private static let mostTreeBytes = 1 << 20

    /// Returns the searches of a lane as JSON; nil if there are none, or if they are too large to be kept.
    private func stored(_ trees: [BeamTree]?) -> StoredText? {
        // A tree that can't be written, because a number in it isn't finite, is no reason to lose the run.
        guard let trees, !trees.isEmpty, let text = try? json(trees), text.utf8.count <= Self.mostTreeBytes else {
            return nil
        }
        return StoredText(text)
    }

    // MARK: what is kept once

    private func id(of prompt: PromptRecord) throws -> Int64 {
        let variables = try json(prompt.variables)
        let hash = (prompt.text + "\u{0}" + variables).contentHash
        let known = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM prompts WHERE hash = ? AND text = ? AND variables = ?"),
            arguments: [hash, StoredText(prompt.text), variables])
        if let known { return known }
        let searched = SearchedPrompt(prompt)
        try execute(
            "INSERT INTO prompts(hash, text, variables, words, input) VALUES (?, ?, ?, ?, ?)",
            [hash, StoredText(prompt.text), variables, StoredText(searched.words), StoredText(searched.input)])
        return db.lastInsertedRowID
    }

    private func id(of model: ModelRecord) throws -> Int64 {
        let build: String = model.server?.stored ?? model.build
        let values: StatementArguments = [
            StoredText(model.name), StoredText(model.path), model.sha256, model.architecture, model.quantization,
            model.contextLength, build,
        ]
        let known = try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT id FROM models WHERE name = ? AND path = ? AND sha256 IS ? AND architecture = ?
                        AND quantization = ? AND contextLength = ? AND build = ?
                    """),
            arguments: values)
        if let known { return known }
        try execute(
            """
            INSERT INTO models(name, path, sha256, architecture, quantization, contextLength, build)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, values)
        return db.lastInsertedRowID
    }

    private func text(_ text: String) throws -> Int64 {
        let hash = text.contentHash
        let known = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM texts WHERE hash = ? AND text = ?"),
            arguments: [hash, StoredText(text)])
        if let known { return known }
        try execute("INSERT INTO texts(hash, text) VALUES (?, ?)", [hash, StoredText(text)])
        return db.lastInsertedRowID
    }

    private func execute(_ sql: String, _ values: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: values)
    }

    private func json(_ value: some Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func finite(_ seconds: Double) -> Double { seconds.isFinite ? seconds : 0 }
}

/// A lane's settings in the form in which they are kept.
struct LaneSettings: Codable {
    var modelParameters: Settings
    var sources: [String: SettingsSource]
}

/// The texts by which a prompt is found.
private struct SearchedPrompt {
    /// All text that a person wrote in it.
    var words: String
    /// The beginning of the input, on one line.
    var input: String

    init(_ record: PromptRecord) {
        let values = record.variables.sorted { $0.key < $1.key }.map(\.value)
        guard let prompt = try? PromptFile(text: record.text, name: record.name).prompt else {
            words = ([record.text] + values).joined(separator: "\n")
            input = preview(record.text)
            return
        }
        let examples = prompt.examples.flatMap { [$0.input, $0.reasoning ?? "", $0.output] }
        let own = prompt.variables.filter { record.variables[$0.key] == nil }.sorted { $0.key < $1.key }.map(\.value)
        let parts: [String] =
            [prompt.name, prompt.description] + prompt.tags + [prompt.instruction] + examples + prompt.turns.map(\.text)
            + [prompt.input]
        words = (parts + values + own).filter { !$0.isEmpty }.joined(separator: "\n")
        let all = prompt.variables.merging(record.variables) { $1 }
        let rendered = try? Template(prompt.input).rendered(with: all, in: .input)
        input = preview(rendered ?? prompt.input)
    }
}
