/// The part of a model that GPUs compute.
package struct GPUShare: Codable, Sendable, Hashable {
    /// The number of layers that GPUs compute, counted from the last. The output counts as one.
    package var layers: Int
    /// The number of all layers, with the output.
    package var ofLayers: Int
    /// llama.cpp's names for the GPUs.
    package var devices: [String]

    /// Creates a share of `layers` out of `ofLayers`, on devices with these names.
    package init(layers: Int, ofLayers: Int, devices: [String]) {
        self.layers = layers
        self.ofLayers = ofLayers
        self.devices = devices
    }
}

extension GPUShare: CustomStringConvertible {
    /// The share in words: "31 of 31 layers on Vulkan0 (…)".
    package var description: String { "\(layers) of \(ofLayers) layers on \(devices.joined(separator: ", "))" }
}
