/// What measuring a model on this machine gave.
package struct BenchmarkFigures: Sendable, Hashable, Encodable {
    /// Threads that computed.
    package var threads: Int
    /// How long loading took.
    package var loadSeconds: Double
    /// Tokens of a prompt that were read in a second.
    package var prompt: Double
    /// Tokens that one lane generated in a second.
    package var oneLane: Double
    /// Tokens that four lanes generated in a second together.
    package var fourLanes: Double
    /// Bytes that the process took for it; most of it is the model's file. Nil if the system doesn't tell.
    package var memory: UInt64?
    /// How it computes, and what else was tried; nil if nothing was measured.
    package var choices: EngineChoices?

    /// Creates the figures of a model.
    package init(
        threads: Int, loadSeconds: Double, prompt: Double, oneLane: Double, fourLanes: Double, memory: UInt64? = nil
    ) {
        self.threads = threads
        self.loadSeconds = loadSeconds
        self.prompt = prompt
        self.oneLane = oneLane
        self.fourLanes = fourLanes
        self.memory = memory
    }
}
