/// The number of layers of a model that GPUs compute, from the settings.
package struct GPULayers: Sendable, Hashable {
    /// The key of the number for all models that have none of their own.
    static let rest = "default"

    /// The number for models that have none of their own; nil is as many as there is room for.
    package var usual: Int?
    /// The numbers by the model's name.
    package var models: [String: Int] = [:]

    /// Creates the default: as many as there is room for.
    package init() {}
}

extension Configuration {
    /// The numbers that a setting may have. No model has more layers.
    package static let gpuLayerRange = 0...1000
}
