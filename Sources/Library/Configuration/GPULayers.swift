/// How many layers of a model GPUs compute, by the settings.
package struct GPULayers: Sendable, Hashable {
    /// Under this name stands what holds for all models without a number of their own.
    static let rest = "default"

    /// For models without a number of their own; nil is as many as there is room for.
    package var usual: Int?
    /// By the model's name.
    package var models: [String: Int] = [:]

    /// As many as there is room for.
    package init() {}

    /// Of a model with this name, upper or lower case; nil is as many as there is room for.
    package func of(_ name: String) -> Int? {
        models.first { $0.key.lowercased() == name.lowercased() }?.value ?? usual
    }
}

extension Configuration {
    /// No model has more layers.
    package static let gpuLayerRange = 0...1000
}
