import Lanes
import Prompting

/// The model for lanes and prompts that name none, and how models run.
package struct EngineSetup: Sendable {
    /// The model for lanes and prompts that name none.
    package var choice: ModelChoice
    /// The number of tokens that all lanes share; nil is what the model was trained for, at most 8192.
    package var context: Int?
    /// The number of threads that compute; nil is one for each core.
    package var threads: Int?
    /// The number of layers that GPUs compute; nil is what the settings say, else as many as there is room for.
    package var gpuLayers: Int?
    /// The path of the projector with which models read images; nil is the one beside each model's file.
    package var projector: String?
    /// The mode, which says whether outputs must be repeatable to the bit.
    package var mode: RunMode

    /// Creates a setup. Nil values stand for the usual ones.
    package init(
        choice: ModelChoice = ModelChoice(), context: Int? = nil, threads: Int? = nil, gpuLayers: Int? = nil,
        projector: String? = nil, mode: RunMode
    ) {
        self.choice = choice
        self.context = context
        self.threads = threads
        self.gpuLayers = gpuLayers
        self.projector = projector
        self.mode = mode
    }
}
