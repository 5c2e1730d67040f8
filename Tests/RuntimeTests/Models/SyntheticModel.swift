import Foundation

@testable import Models
@testable import Runtime

/// Writes tiny GGUF files, sound or not. The one that a new value describes passes every check but isn't worth loading.
struct SyntheticModel {
    enum Value {
        case u32(UInt32)
        case f32(Float)
        case bool(Bool)
        case text(String)
        case texts([String])
        case u32s([UInt32])
        case f32s([Float])
        case raw(type: UInt32, bytes: [UInt8])
    }

    struct Tensor {
        var name: String
        var dimensions: [UInt64]
        var type: UInt32 = 0
        /// Nil: right behind the tensor before.
        var offset: UInt64?
    }

    var magic = "GGUF"
    var version: UInt32 = 3
    var metadata: [(key: String, value: Value)] = [
        ("general.architecture", .text("llama")),
        ("general.file_type", .u32(15)),
        ("llama.block_count", .u32(2)),
        ("llama.context_length", .u32(128)),
        ("llama.embedding_length", .u32(32)),
        ("llama.feed_forward_length", .u32(64)),
        ("llama.attention.head_count", .u32(4)),
        ("llama.attention.layer_norm_rms_epsilon", .f32(1e-5)),
        ("tokenizer.ggml.model", .text("gpt2")),
        ("tokenizer.ggml.tokens", .texts(["a", "b", "c"])),
        ("tokenizer.ggml.bos_token_id", .u32(1)),
    ]
    var tensors = [
        Tensor(name: "token_embd.weight", dimensions: [32, 3]),
        Tensor(name: "blk.0.attn_q.weight", dimensions: [32, 32]),
        Tensor(name: "blk.1.attn_q.weight", dimensions: [32, 32]),
    ]
    /// Instead of the true counts.
    var tensorCount: UInt64?
    var keyCount: UInt64?
    /// The most zeros that are written for the weights.
    var weightBytes: UInt64 = 1 << 20
    /// Bytes taken away from the end.
    var missing = 0

    mutating func set(_ key: String, _ value: Value?) {
        metadata.removeAll { $0.key == key }
        if let value { metadata.append((key, value)) }
    }

    var bytes: [UInt8] {
        var out = Array(magic.utf8)
        out +=
            little(version) + little(tensorCount ?? UInt64(tensors.count)) + little(keyCount ?? UInt64(metadata.count))
        for (key, value) in metadata { out += text(key) + encoded(value) }
        var place: UInt64 = 0
        for tensor in tensors {
            out += text(tensor.name) + little(UInt32(tensor.dimensions.count)) + tensor.dimensions.flatMap(little)
            out += little(tensor.type) + little(tensor.offset ?? place)
            let elements = tensor.dimensions.reduce(1) { $0 &* $1 }
            place &+= (elements &* 4 &+ 31) / 32 * 32
        }
        out += [UInt8](repeating: 0, count: (32 - out.count % 32) % 32)
        out += [UInt8](repeating: 0, count: Int(min(place, weightBytes)))
        return Array(out.dropLast(missing))
    }

    private func encoded(_ value: Value) -> [UInt8] {
        switch value {
        case .u32(let value): little(UInt32(4)) + little(value)
        case .f32(let value): little(UInt32(6)) + little(value.bitPattern)
        case .bool(let value): little(UInt32(7)) + [value ? 1 : 0]
        case .text(let value): little(UInt32(8)) + text(value)
        case .texts(let values):
            little(UInt32(9)) + little(UInt32(8)) + little(UInt64(values.count)) + values.flatMap(text)
        case .u32s(let values):
            little(UInt32(9)) + little(UInt32(4)) + little(UInt64(values.count)) + values.flatMap(little)
        case .f32s(let values):
            little(UInt32(9)) + little(UInt32(6)) + little(UInt64(values.count))
                + values.flatMap { little($0.bitPattern) }
        case .raw(let type, let bytes): little(type) + bytes
        }
    }

    private func text(_ text: String) -> [UInt8] { little(UInt64(text.utf8.count)) + Array(text.utf8) }
}

func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian, Array.init)
}

/// A folder that is there while `body` runs.
@discardableResult
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.path + "/models-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
}

/// Writes bytes to a file and returns its path.
func write(_ bytes: [UInt8], _ path: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
}

/// The error that reading a file with these bytes ends with; nil where it is accepted.
func refusal(of bytes: [UInt8]) throws -> ModelFileError? {
    try withFolder { folder -> ModelFileError? in
        let path = try write(bytes, folder + "/model.gguf")
        do {
            _ = try ModelDescription(path: path)
            return nil
        } catch {
            return error as? ModelFileError
        }
    }
}

/// The same for a change to a sound model.
func refusal(_ change: (inout SyntheticModel) -> Void) throws -> ModelFileError? {
    var model = SyntheticModel()
    change(&model)
    return try refusal(of: model.bytes)
}
