import CLlama
import Lanes

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

extension GPUShare {
    /// Of a model whose layers were asked to be computed there; nil if there is no GPU.
    init?(asked: Int32, of model: LlamaModel) {
        let all = ComputeDevice.all
        guard !all.isEmpty else { return nil }
        let count = Int(model.info.layers) + 1
        self.init(
            layers: asked < 0 ? count : min(Int(asked), count), ofLayers: count,
            devices: all.map { "\($0.name) (\($0.description))" })
    }
}
