/// What GPUs compute of a model.
package struct GPUShare: Codable, Sendable, Hashable {
    /// Layers that GPUs compute, counted from the last; the output counts as one.
    package var layers: Int
    /// Layers that there are, with the output.
    package var ofLayers: Int
    /// The GPUs, as llama.cpp calls them.
    package var devices: [String]

    /// Creates a share of `layers` out of `ofLayers`, on devices with these names.
    package init(layers: Int, ofLayers: Int, devices: [String]) {
        self.layers = layers
        self.ofLayers = ofLayers
        self.devices = devices
    }
}

extension GPUShare: CustomStringConvertible {
    /// "31 of 31 layers on Vulkan0 (…)".
    package var description: String { "\(layers) of \(ofLayers) layers on \(devices.joined(separator: ", "))" }
}
