/// The bytes of all tokens of a model.
final class TokenBytes {
    private var bytes: [UInt8] = []
    private var ends: [Int32] = []
    /// The tokens that end an output.
    private(set) var ending: Set<Int32> = []
    /// The tokens with a text, in the order of their texts, each with the number of bytes that its text begins with as that of
    /// the token before does.
    private(set) lazy var sorted = makeSorted()

    init(_ model: LlamaModel) {
        for token in 0..<model.info.vocabulary {
            if model.isEnd(token) { ending.insert(token) }
            bytes += model.bytes(of: token)
            ends.append(Int32(bytes.count))
        }
    }

    /// The number of tokens.
    var count: Int { ends.count }

    subscript(token: Int32) -> ArraySlice<UInt8> {
        guard ends.indices.contains(Int(token)) else { return [] }
        return bytes[(token == 0 ? 0 : Int(ends[Int(token) - 1]))..<Int(ends[Int(token)])]
    }

    /// Returns whether a token ends an output.
    func isEnd(_ token: Int32) -> Bool { ending.contains(token) }

    private func makeSorted() -> [(token: Int32, shared: Int)] {
        // Most texts differ in their first eight bytes, which are compared as one number.
        let keyed = (0..<Int32(ends.count)).filter { !self[$0].isEmpty }.map { token in
            let first = self[token].prefix(8)
            return (token, first.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } << (8 * UInt64(8 - first.count)))
        }
        let ordered = keyed.sorted { left, right in
            left.1 != right.1 ? left.1 < right.1 : self[left.0].lexicographicallyPrecedes(self[right.0])
        }
        var before: ArraySlice<UInt8> = []
        return ordered.map { token, _ in
            let text = self[token]
            defer { before = text }
            return (token, zip(before, text).prefix { $0 == $1 }.count)
        }
    }
}
