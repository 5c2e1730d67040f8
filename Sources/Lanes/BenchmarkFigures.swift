/// What measuring a model on this machine gave.
public struct BenchmarkFigures: Sendable, Hashable, Encodable {
    /// Threads that computed.
    public var threads: Int
    /// How long loading took.
    public var loadSeconds: Double
    /// Tokens of a prompt that were read in a second.
    public var prompt: Double
    /// Tokens that one lane generated in a second.
    public var oneLane: Double
    /// Tokens that four lanes generated in a second together.
    public var fourLanes: Double
    /// Bytes that the process took for it; most of it is the model's file. Nil if the system doesn't tell.
    public var memory: UInt64?
    /// How it computes, and what else was tried; nil if nothing was measured.
    public var choices: EngineChoices?

    /// Creates the figures of a model.
    public init(
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
