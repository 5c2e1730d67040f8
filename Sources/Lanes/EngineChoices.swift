/// The choices that were measured for a model on this machine, with the figures behind them.
package struct EngineChoices: Codable, Sendable, Hashable {
    /// True if attention is computed in llama.cpp's fused way, which on a CPU is the slow and the less exact one for few rows.
    package var flashAttention = false
    /// True if keys and values are kept as 32-bit numbers instead of 16-bit ones.
    package var wideMemory = false
    /// The largest number of rows in a batch of prompt tokens.
    package var promptRows = 128
    /// The largest number of prompt rows in a batch that lanes wait for.
    package var promptRowsBesideLanes = 24
    /// The number of threads that compute.
    package var threads: Int
    /// Number of tokens at whose multiples prompts are cut into batches, so that batches agree to the bit: 1 if they agree
    /// wherever they are cut, ``promptRows`` if they don't agree at all.
    package var cutEvery = 1
    /// Seconds that batches of 1, 2, … rows take; empty if nothing was measured.
    package var rowSeconds: [Double] = []
    /// The part of the model that GPUs compute; nil if there are none.
    package var gpu: GPUShare?
    /// The ways that were tried; empty if nothing was measured.
    package var trials: [Trial] = []

    /// Speeds under one way to compute, in tokens a second.
    package struct Trial: Codable, Sendable, Hashable {
        /// See ``EngineChoices/flashAttention``.
        package var flashAttention: Bool
        /// See ``EngineChoices/wideMemory``.
        package var wideMemory: Bool
        /// The number of threads.
        package var threads: Int
        /// The speed of a prompt, by the number of rows in its batches.
        package var prompt: [Int: Double]
        /// The number of tokens behind which lanes generated.
        package var depth: Int
        /// The speed of one lane.
        package var oneLane: Double
        /// The speed of four lanes together.
        package var fourLanes: Double

        /// Creates a way that wasn't tried yet.
        package init(flashAttention: Bool, wideMemory: Bool, threads: Int) {
            (self.flashAttention, self.wideMemory, self.threads) = (flashAttention, wideMemory, threads)
            (prompt, depth, oneLane, fourLanes) = ([:], 0, 0, 0)
        }
    }

    /// Creates the choices for a model that wasn't measured.
    package init(threads: Int) {
        self.threads = threads
    }

    /// Number of rows that batches of 1, 2, … rows are padded to; empty if nothing was measured.
    package var padding: [Int] { costs.padding }

    /// The costs of batches of 1, 2, … rows, from the measured times.
    package var costs: RowCosts { RowCosts(seconds: rowSeconds) }
}

extension EngineChoices: CustomStringConvertible {
    /// The choices in words.
    package var description: String {
        [
            Self.way(flashAttention: flashAttention, wideMemory: wideMemory, threads: threads),
            "prompts in batches of \(promptRows), of \(promptRowsBesideLanes) beside lanes",
        ].joined(separator: ", ") + (gpu.map { ", \($0)" } ?? "")
    }

    fileprivate static func way(flashAttention: Bool, wideMemory: Bool, threads: Int) -> String {
        (flashAttention ? "flash attention" : "plain attention") + (wideMemory ? ", 32-bit keys and values" : "")
            + ", \(threads) thread\(threads == 1 ? "" : "s")"
    }
}

extension EngineChoices.Trial: CustomStringConvertible {
    /// The trial in words, with its speeds.
    package var description: String {
        let way = EngineChoices.way(flashAttention: flashAttention, wideMemory: wideMemory, threads: threads)
        let speeds = [("prompt", prompt.values.max() ?? 0), ("one lane", oneLane), ("four lanes", fourLanes)]
        return "\(way): "
            + speeds.map { "\($0) \(Int($1.rounded()))" }.joined(separator: ", ") + " tokens/s behind \(depth) tokens"
    }
}
