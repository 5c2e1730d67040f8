/// The storage of a tensor's numbers: blocks of a fixed number of numbers in a fixed number of bytes.
package struct TensorType: Sendable, Hashable {
    /// The name that model cards use, such as `Q4_K`.
    package var name: String
    /// The numbers in a block; a row is a whole number of blocks.
    package var blockLength: UInt64
    /// The bytes of a block.
    package var blockBytes: UInt64

    /// Returns the type with an id in files; nil if the id isn't known or llama.cpp has dropped it.
    ///
    /// The table is from `GGML_QUANT_SIZES` in llama.cpp's `gguf-py/gguf/constants.py`.
    package static func known(_ id: UInt32) -> TensorType? {
        guard let (name, length, bytes) = table[id] else { return nil }
        return TensorType(name: name, blockLength: length, blockBytes: bytes)
    }

    private static let table: [UInt32: (String, UInt64, UInt64)] = [
        0: ("F32", 1, 4), 1: ("F16", 1, 2), 2: ("Q4_0", 32, 18), 3: ("Q4_1", 32, 20), 6: ("Q5_0", 32, 22),
        7: ("Q5_1", 32, 24), 8: ("Q8_0", 32, 34), 9: ("Q8_1", 32, 36), 10: ("Q2_K", 256, 84), 11: ("Q3_K", 256, 110),
        12: ("Q4_K", 256, 144), 13: ("Q5_K", 256, 176), 14: ("Q6_K", 256, 210), 15: ("Q8_K", 256, 292),
        16: ("IQ2_XXS", 256, 66), 17: ("IQ2_XS", 256, 74), 18: ("IQ3_XXS", 256, 98), 19: ("IQ1_S", 256, 50),
        20: ("IQ4_NL", 32, 18), 21: ("IQ3_S", 256, 110), 22: ("IQ2_S", 256, 82), 23: ("IQ4_XS", 256, 136),
        24: ("I8", 1, 1), 25: ("I16", 1, 2), 26: ("I32", 1, 4), 27: ("I64", 1, 8), 28: ("F64", 1, 8),
        29: ("IQ1_M", 256, 56), 30: ("BF16", 1, 2), 34: ("TQ1_0", 256, 54), 35: ("TQ2_0", 256, 66),
        39: ("MXFP4", 32, 17), 40: ("NVFP4", 64, 36), 41: ("Q1_0", 128, 18), 42: ("Q2_0", 64, 18),
    ]
}

/// One tensor of a model file, as its header describes it.
package struct TensorInfo: Sendable, Hashable {
    /// The name, such as `blk.0.attn_q.weight`.
    package var name: String
    /// One to four lengths, that of a row first.
    package var dimensions: [UInt64]
    /// The type of its numbers.
    package var type: TensorType
    /// The position of its bytes, from the start of the file's data part.
    package var offset: UInt64
    /// The number of its numbers.
    package var elements: UInt64
    /// The number of its bytes.
    package var bytes: UInt64
}
