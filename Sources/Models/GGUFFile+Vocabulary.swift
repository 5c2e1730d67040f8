extension GGUFFile {
    /// llama.cpp's `LLAMA_TOKEN_TYPE_CONTROL`.
    private static let control: UInt64 = 3

    /// Reads the texts of control tokens by their ids, as they stand in the file; empty if it has none.
    package func controlTokens() throws(ModelFileError) -> [Int32: String] {
        let ids = try controlIDs()
        guard !ids.isEmpty else { return [:] }
        var texts: [Int32: String] = [:]
        switch metadata["tokenizer.ggml.tokens"] {
        case .list(let values):
            for id in ids where values.indices.contains(id) { texts[Int32(clamping: id)] = values[id].text }
        case .far(let extent) where !extent.isText && extent.element == .string:
            var reader = try ModelFileReader(path: path)
            reader.seek(extent.offset)
            for id in 0..<Int(clamping: extent.count) {
                let length = try reader.integer(UInt64.self)
                guard ids.contains(id), length <= Limits.text else {
                    try reader.skip(length)
                    continue
                }
                texts[Int32(clamping: id)] = String(decoding: try reader.bytes(Int(length)), as: UTF8.self)
            }
        default: break
        }
        return texts
    }

    private func controlIDs() throws(ModelFileError) -> Set<Int> {
        switch metadata["tokenizer.ggml.token_type"] {
        case .list(let values): return Set(values.indices.filter { values[$0].count == Self.control })
        case .far(let extent) where extent.element == .int32 || extent.element == .uint32:
            var reader = try ModelFileReader(path: path)
            reader.seek(extent.offset)
            var ids: Set<Int> = []
            for id in 0..<Int(clamping: extent.count) where try reader.integer(UInt32.self) == Self.control {
                ids.insert(id)
            }
            return ids
        default: return []
        }
    }
}
