import Foundation
import GRDB

/// The tokens that a model read and wrote in some time, and what they cost.
package struct TokenUsage: Sendable, Hashable, Codable {
    /// The model's name.
    package var model: String
    /// The number of lanes of runs, and of outputs of evaluations.
    package var outputs = 0
    /// Tokens of prompts, those among them that weren't computed again.
    package var promptTokens = 0
    /// Tokens that were generated.
    package var generatedTokens = 0
    /// The cost in US dollars; nil if no price is known.
    package var cost: Double?

    /// Begins to count for a model.
    package init(model: String) { self.model = model }

    /// Returns the sum of what models used, under the name `all`.
    package static func total(of models: [TokenUsage]) -> TokenUsage {
        var total = TokenUsage(model: "all")
        for one in models {
            total.add(outputs: one.outputs, prompt: one.promptTokens, generated: one.generatedTokens, cost: one.cost)
        }
        return total
    }

    /// Adds outputs. A sum that is too large for its type stays the largest number.
    mutating func add(outputs more: Int = 1, prompt: Int, generated: Int, cost: Double?) {
        func sum(_ one: Int, _ other: Int) -> Int {
            let (sum, isTooLarge) = one.addingReportingOverflow(max(0, other))
            return isTooLarge ? .max : sum
        }
        (outputs, promptTokens) = (sum(outputs, more), sum(promptTokens, prompt))
        generatedTokens = sum(generatedTokens, generated)
        if let cost, cost.isFinite { self.cost = (self.cost ?? 0) + max(0, cost) }
    }
}

extension History {
    /// An output that was generated once, also if several evaluations have taken it over.
    private struct Generated: Hashable {
        var request: String
        var date: Int64
        var seconds: Double
    }

    /// Returns the tokens of all runs and outputs of evaluations that were made in a time, by model; deleted ones count too.
    ///
    /// - Parameters:
    ///   - since: The earliest date.
    ///   - until: The date before which they must have been made.
    /// - Returns: The models in the order of their generated tokens, the most first.
    /// - Throws: ``HistoryError``.
    package func usage(since: Date, until: Date = .distantFuture) throws(HistoryError) -> [TokenUsage] {
        try read { db in
            var models: [String: TokenUsage] = [:]
            let runs = """
                SELECT m.name, m.build, l.promptTokens, l.generatedTokens FROM runs r
                JOIN lanes l ON l.run = r.id JOIN models m ON m.id = l.model WHERE r.date >= ? AND r.date < ?
                """
            let ends: StatementArguments = [since.milliseconds, until.milliseconds]
            let rows = try Row.fetchCursor(db, sql: runs, arguments: ends)
            while let row = try rows.next() {
                let name = try row.text("name")
                let (prompt, generated) = (try row.count("promptTokens"), try row.count("generatedTokens"))
                let price = ServerRecord(stored: try row.text("build"))?.price
                let cost = price.map { (Double(prompt) * $0.input + Double(generated) * $0.output) / 1e6 }
                models[name, default: TokenUsage(model: name)].add(prompt: prompt, generated: generated, cost: cost)
            }
            // Outputs have their date in seconds; those of older versions have none. None is much younger than the beginning of
            // its evaluation, and so the outputs of older evaluations, which may be many, aren't read.
            let outputs = """
                SELECT o.evaluation, o.lane, o.request, o.seconds, o.promptTokens, o.tokens, o.cost,
                    COALESCE(o.date * 1000, e.date) AS date
                FROM evaluations e CROSS JOIN evaluationOutputs o ON o.evaluation = e.id
                WHERE e.date >= ? AND COALESCE(o.date * 1000, e.date) >= ? AND COALESCE(o.date * 1000, e.date) < ?
                """
            var names: [Int64: [String]] = [:]
            var known: Set<Generated> = []
            let day: TimeInterval = 24 * 3600
            let youngest: StatementArguments = [since.addingTimeInterval(-day).milliseconds]
            let kept = try Row.fetchCursor(db, sql: outputs, arguments: youngest + ends)
            while let row = try kept.next() {
                let evaluation: Int64 = try row.value("evaluation")
                let one = Generated(
                    request: try row.text("request"), date: try row.value("date"), seconds: try row.seconds("seconds"))
                // One without a request isn't taken over.
                guard one.request.isEmpty || known.insert(one).inserted else { continue }
                if names[evaluation] == nil { names[evaluation] = try Self.models(of: evaluation, db) }
                let lane = try row.count("lane")
                let lanes = names[evaluation] ?? []
                let name = lanes.indices.contains(lane) ? lanes[lane] : "?"
                let cost: Double? = try row.optional("cost")
                models[name, default: TokenUsage(model: name)].add(
                    prompt: try row.count("promptTokens"), generated: try row.count("tokens"), cost: cost)
            }
            return models.values.sorted { ($0.generatedTokens, $1.model) > ($1.generatedTokens, $0.model) }
        }
    }

    /// Returns the names of the models of an evaluation's lanes.
    private static func models(of evaluation: Int64, _ db: Database) throws -> [String] {
        guard
            let text = try String.fetchOne(
                db, sql: "SELECT record FROM evaluations WHERE id = ?", arguments: [evaluation])
        else { return [] }
        let record = try? HistoryJSON.decoder().decode(EvaluationRecord.self, from: Data(text.utf8))
        return record?.lanes.map(\.model.name) ?? []
    }
}
