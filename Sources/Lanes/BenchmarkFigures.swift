/// The figures of a model on this machine.
package struct BenchmarkFigures: Sendable, Hashable, Encodable {
    /// The number of threads that computed.
    package var threads: Int
    /// Seconds of loading.
    package var loadSeconds: Double
    /// The speed of reading a prompt, in tokens a second.
    package var prompt: Double
    /// The speed of generating in one lane, in tokens a second.
    package var oneLane: Double
    /// The speed of generating in four lanes together, in tokens a second.
    package var fourLanes: Double
    /// Bytes of the process; most of it is the model's file. Nil if the system doesn't say.
    package var memory: UInt64?
    /// The way in which it computes, and the ways that were tried; nil if nothing was measured.
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
