/// A set of tokens with one bit for each token of a model.
package struct TokenMask: Sendable, Hashable, Codable {
    private var words: [UInt64]

    /// Creates the set of those of a model's tokens for which `contains` returns true.
    package init(vocabularySize: Int, where contains: (Int32) -> Bool) {
        words = Array(repeating: 0, count: (vocabularySize + 63) / 64)
        for token in 0..<Int32(clamping: vocabularySize) where contains(token) {
            words[Int(token) / 64] |= 1 << UInt64(token % 64)
        }
    }

    /// Creates an empty set of a model's tokens.
    package init(vocabularySize: Int) {
        words = Array(repeating: 0, count: (vocabularySize + 63) / 64)
    }

    /// Adds a token of the model.
    package mutating func insert(_ token: Int32) {
        words[Int(token) / 64] |= 1 << UInt64(token % 64)
    }

    /// The size in memory.
    package var byteCount: Int { 8 * words.count }

    /// The number of tokens in the set.
    package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Returns whether a token is in the set.
    package subscript(token: Int32) -> Bool {
        guard token >= 0, Int(token) / 64 < words.count else { return false }
        return words[Int(token) / 64] & (1 << UInt64(token % 64)) != 0
    }

    /// Writes the set.
    package func pack(into packer: inout Packer) {
        packer.add(UInt32(words.count))
        for word in words { packer.add(word) }
    }

    /// Reads what ``pack(into:)`` wrote; nil if the bytes aren't a set.
    package init?(unpacking unpacker: inout Unpacker) {
        guard let words = unpacker.list(of: 8, { $0.integer(UInt64.self) }) else { return nil }
        self.words = words
    }
}
