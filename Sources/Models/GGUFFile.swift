/// The header of a GGUF model file: metadata and the table of tensors.
///
/// Reads versions 2 and 3, little-endian, like llama.cpp's `ggml/src/gguf.cpp`. Every count and length is checked
/// before it is used, so that a hostile file is refused after little time and with little memory. The weights aren't
/// read.
///
///     let file = try GGUFFile(path: "model.gguf")
///     try file.checkModel()
///     print(file["general.architecture"]?.text ?? "")
package struct GGUFFile: Sendable {
    /// Limits to what is read and kept of a file; no real model comes near them.
    package enum Limits {
        /// The length of the header, in bytes. Real ones have 1 to 30 MB.
        package static let header: UInt64 = 128 << 20
        /// The number of metadata keys.
        package static let keys: UInt64 = 16_384
        /// The number of tensors.
        package static let tensors: UInt64 = 65_536
        /// The number of elements of an array.
        package static let elements: UInt64 = 1 << 24
        /// The number of elements of an array that is kept. Of longer arrays only the place is kept.
        package static let keptElements: UInt64 = 1024
        /// The bytes of a text that is kept. Of longer texts only the place is kept.
        package static let text: UInt64 = 256 << 10
        /// The bytes of all texts that are kept, together.
        package static let kept: UInt64 = 8 << 20
    }

    /// The path as it was given.
    package let path: String
    /// The state of the file when it was read.
    package let identity: FileIdentity
    /// The version of GGUF, 2 or 3.
    package let version: UInt32
    /// The metadata by key.
    package let metadata: [String: GGUFValue]
    /// The tensors, in the order of the file.
    package let tensors: [TensorInfo]
    /// The start of the weights, in bytes from the start of the file.
    package let dataOffset: UInt64

    /// The end of the weights, in bytes from the start of the file.
    package var end: UInt64 { dataOffset + (tensors.last.map { $0.offset + $0.bytes } ?? 0) }

    /// The value of a metadata key; nil if the key is missing.
    package subscript(key: String) -> GGUFValue? { metadata[key] }

    /// Reads the header, and checks it against itself and the file's size. ``checkModel()`` checks the rest.
    package init(path: String) throws(ModelFileError) {
        var reader = try HeaderReader(path: path)
        let counts = try reader.start()
        var metadata: [String: GGUFValue] = [:]
        for _ in 0..<counts.keys {
            let (key, value) = try reader.entry()
            guard metadata.updateValue(value, forKey: key) == nil else {
                throw .damaged(path: path, what: "its header has the key “\(key)” twice")
            }
        }
        let alignment = try reader.alignment(metadata["general.alignment"])
        var tensors: [TensorInfo] = []
        var names: Set<String> = []
        for _ in 0..<counts.tensors {
            let tensor = try reader.tensor()
            guard names.insert(tensor.name).inserted else {
                throw .damaged(path: path, what: "its header has the tensor “\(tensor.name)” twice")
            }
            tensors.append(tensor)
        }
        self.path = path
        self.identity = reader.file.identity
        self.version = counts.version
        self.metadata = metadata
        self.tensors = tensors
        // At most 128 MB plus 64 KB, so it can't overflow.
        dataOffset = (reader.file.position + alignment - 1) / alignment * alignment
        try checkLayout(alignment: alignment)
    }

    /// Throws unless the tensors lie inside the file, one after another and aligned, as llama.cpp demands.
    private func checkLayout(alignment: UInt64) throws(ModelFileError) {
        var expected: UInt64 = 0
        var end: UInt64 = 0
        for tensor in tensors {
            guard tensor.offset == expected else {
                let what =
                    tensor.offset % alignment != 0
                    ? "is not aligned to \(alignment) bytes"
                    : tensor.offset < expected ? "overlaps the one before it" : "leaves a gap before it"
                throw .damaged(path: path, what: "the tensor “\(tensor.name)” \(what)")
            }
            let (sum, overflows) = tensor.offset.addingReportingOverflow(tensor.bytes)
            let (padded, overflowsPadded) = sum.addingReportingOverflow(alignment - 1)
            guard !overflows, !overflowsPadded else {
                throw .damaged(path: path, what: "the tensor “\(tensor.name)” is larger than any file")
            }
            end = sum
            expected = padded / alignment * alignment
        }
        let (total, overflows) = dataOffset.addingReportingOverflow(end)
        guard !overflows else { throw .damaged(path: path, what: "its tensors are larger than any file") }
        guard total <= identity.size else { throw .truncated(path: path, missing: total - identity.size) }
    }

    /// Reads a text of up to `limit` bytes that may be too long to be kept; nil if the key has no text.
    package func longText(_ key: String, limit: UInt64 = 4 << 20) throws(ModelFileError) -> String? {
        switch metadata[key] {
        case .text(let text): return text
        case .far(let extent) where extent.isText:
            guard extent.count <= limit else {
                throw .damaged(path: path, what: "the text “\(key)” has \(extent.count) bytes")
            }
            var reader = try ModelFileReader(path: path)
            reader.seek(extent.offset)
            return String(decoding: try reader.bytes(Int(extent.count)), as: UTF8.self)
        default: return nil
        }
    }
}
