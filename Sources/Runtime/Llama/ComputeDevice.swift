import CLlama
import Lanes

/// A device besides the processor that llama.cpp can compute on: a GPU that it was built for.
struct ComputeDevice: Sendable, Hashable {
    /// llama.cpp's name for it, such as "Vulkan0".
    var name: String
    /// The driver's description.
    var description: String

    /// All devices. Asking starts their drivers, which may end the process.
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
    /// Describes the GPU for the model's layers, of which `asked` were asked for; nil if there is no GPU.
    init?(asked: Int32, of model: LlamaModel) {
        let all = ComputeDevice.all
        guard !all.isEmpty else { return nil }
        let count = Int(model.info.layers) + 1
        self.init(
            layers: asked < 0 ? count : min(Int(asked), count), ofLayers: count,
            devices: all.map { "\($0.name) (\($0.description))" })
    }
}
