import Foundation
import History
import TextLayout

/// The tokens of some time, by model, with their sum.
package struct UsageReport: Encodable {
    private enum CodingKeys: String, CodingKey {
        case since, models, total
    }

    /// The beginning of the time.
    private let since: Date
    private let models: [TokenUsage]
    private let total: TokenUsage

    /// Adds up what models used.
    package init(_ models: [TokenUsage], since: Date) {
        (self.models, self.since) = (models, since)
        total = .total(of: models)
    }

    /// The table.
    package var table: TextTable {
        let rows = (models.count == 1 ? models : models + [total]).map { one in
            [
                one.model, "\(one.outputs)", "\(one.promptTokens)", "\(one.generatedTokens)",
                one.cost.map { "$\(Figures.decimal($0, 4))" } ?? "",
            ]
        }
        return TextTable(rows: [["model", "outputs", "prompt tokens", "generated tokens", "cost"]] + rows)
    }
}
