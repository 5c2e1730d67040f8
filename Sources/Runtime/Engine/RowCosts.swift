import CLlama
import Foundation

/// Where measured costs are kept.
public struct RowCostsLocation: Sendable, Hashable {
    /// A JSON file, made if it isn't there.
    public var path: String
    /// SHA-256 of the model.
    public var modelChecksum: String

    /// A file and the name of the model in it.
    public init(path: String, modelChecksum: String) {
        self.path = path
        self.modelChecksum = modelChecksum
    }
}

/// What a batch of 1 to 8 rows costs on this machine: with repacked kernels three rows cost more than four.
struct RowCosts {
    /// How many rows to decode for 1, 2, … rows; empty where nothing was measured.
    let padding: [Int]

    static let most = 8
    /// A longer batch must be faster by this before it is preferred.
    static let margin = 0.08

    /// Costs in seconds of 1, 2, … rows.
    init(seconds: [Double]) {
        padding = seconds.indices.map { index in
            let best = (index..<seconds.count).min { seconds[$0] < seconds[$1] } ?? index
            return (seconds[best] < seconds[index] * (1 - RowCosts.margin) ? best : index) + 1
        }
    }

    /// How many rows to decode where `rows` are needed.
    func padded(_ rows: Int) -> Int {
        padding.indices.contains(rows - 1) ? padding[rows - 1] : rows
    }

    /// The costs from the file, or measured now, which `measuring` is told, and written there.
    static func measured(
        in context: LlamaContext, threads: Int, location: RowCostsLocation?, measuring: () -> Void = {}
    ) -> RowCosts {
        guard let location else { return RowCosts(seconds: []) }
        let key = [
            location.modelChecksum, String(cString: cllama_version()), String(cString: cllama_system_info()),
            "\(threads) threads",
        ].joined(separator: " · ")
        let url = URL(filePath: location.path)
        let data = try? Data(contentsOf: url)
        var known = data.flatMap { try? JSONDecoder().decode([String: [Double]].self, from: $0) } ?? [:]
        if let seconds = known[key], seconds.count == most { return RowCosts(seconds: seconds) }
        // Beside another model that computes, times say nothing and its lanes would wait: the next load measures.
        guard isQuiet() else { return RowCosts(seconds: []) }
        measuring()
        guard let seconds = measure(context) else { return RowCosts(seconds: []) }
        known[key] = seconds
        // A folder that can't be written to costs a second at the next start, nothing else.
        try? FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? JSONEncoder().encode(known).write(to: url, options: .atomic)
        return RowCosts(seconds: seconds)
    }

    /// Whether no other model computes. One that streams asks for a turn many times in this while; a model's first batch takes
    /// several times as long as its later ones, and lanes would wait for it.
    private static func isQuiet() -> Bool {
        let turns = ComputeTurns.asked
        Thread.sleep(forTimeInterval: 0.04)
        return !ComputeTurns.isBusy && ComputeTurns.asked == turns
    }

    /// The fastest of several batches of each size, on sequences of a few tokens; nil where another model computed meanwhile.
    private static func measure(_ context: LlamaContext) -> [Double]? {
        defer { context.clear() }
        let clock = ContinuousClock()
        let sizes = 1...min(most, context.sequences)
        var best = sizes.map { _ in Double.infinity }
        for position in 0..<6 {
            for rows in sizes {
                // Each size has its own sequences, so that positions stay consecutive.
                let batch = (0..<rows).map { row in
                    cllama_row(
                        token: 1, position: Int32(position), sequence: Int32(rows * (rows - 1) / 2 + row),
                        wants_logits: true)
                }
                let turn = ComputeTurns.asked
                let time = clock.measure { _ = context.decode(batch) }
                guard ComputeTurns.asked == turn + 1 else { return nil }
                // The first batch of a size builds its graph.
                if position > 0 { best[rows - 1] = min(best[rows - 1], time / .seconds(1)) }
            }
        }
        return best
    }
}
