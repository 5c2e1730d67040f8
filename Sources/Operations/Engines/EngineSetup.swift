import Lanes
import Prompting

/// What names a model beside lanes and prompts, and how models run.
package struct EngineSetup: Sendable {
    /// What names the model of lanes and prompts that name none.
    package var choice: ModelChoice
    /// Tokens that all lanes share; nil is what the model was trained for, at most 8192.
    package var context: Int?
    /// Threads that compute; nil is one a core.
    package var threads: Int?
    /// Layers that a GPU computes; nil is what the settings say, else as many as there is room for.
    package var gpuLayers: Int?
    /// Whether outputs have to be repeatable to the bit.
    package var mode: RunMode

    /// A setup of these, with the usual ones in place of what is nil.
    package init(
        choice: ModelChoice = ModelChoice(), context: Int? = nil, threads: Int? = nil, gpuLayers: Int? = nil,
        mode: RunMode
    ) {
        self.choice = choice
        self.context = context
        self.threads = threads
        self.gpuLayers = gpuLayers
        self.mode = mode
    }
}
