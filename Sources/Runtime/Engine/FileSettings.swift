/// What the settings of a machine say about a model's file.
package struct FileSettings: Sendable, Hashable {
    /// The number of its layers that GPUs compute; nil is as many as there is room for.
    package var gpuLayers: Int?
    /// The path of its projector for images; nil is the one beside it.
    package var projector: String?

    /// Creates what is said.
    package init(gpuLayers: Int?, projector: String?) {
        self.gpuLayers = gpuLayers
        self.projector = projector
    }
}
