import CLlama

/// What llama.cpp can compute on besides the processor: a GPU that it was built for.
struct ComputeDevice: Sendable, Hashable {
    /// As llama.cpp calls it: "Vulkan0".
    var name: String
    /// What its driver says of it.
    var description: String

    /// All of them; asking starts their drivers, which may take the process down.
    static var all: [ComputeDevice] {
        LlamaModel.start()
        return (0..<cllama_device_count()).compactMap { index in
            var device = cllama_device()
            guard cllama_device_describe(index, &device) else { return nil }
            return ComputeDevice(name: text(device.name), description: text(device.description))
        }
    }

    private static func text<Characters>(_ characters: Characters) -> String {
        withUnsafeBytes(of: characters) { bytes in String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

/// What GPUs compute of a model.
public struct GPUShare: Codable, Sendable, Hashable {
    /// Layers that GPUs compute, counted from the last; the output counts as one.
    public var layers: Int
    /// Layers that there are, with the output.
    public var ofLayers: Int
    /// The GPUs, as llama.cpp calls them.
    public var devices: [String]

    /// Of a model whose layers were asked to be computed there; nil where there is no GPU.
    init?(asked: Int32, of model: LlamaModel) {
        let all = ComputeDevice.all
        guard !all.isEmpty else { return nil }
        ofLayers = Int(model.info.layers) + 1
        layers = asked < 0 ? ofLayers : min(Int(asked), ofLayers)
        devices = all.map { "\($0.name) (\($0.description))" }
    }
}

extension GPUShare: CustomStringConvertible {
    /// "31 of 31 layers on Vulkan0 (…)".
    public var description: String { "\(layers) of \(ofLayers) layers on \(devices.joined(separator: ", "))" }
}
