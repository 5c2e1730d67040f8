extension String {
    /// Creates the text that spelt tokens make up together. Bytes that were spelt as escapes, as in `\xEC`, because a token has
    /// only a part of a character, become characters again.
    ///
    /// - Parameter texts: The texts of tokens, as ``Engine/texts(of:)`` gives them.
    package init(joiningSpelled texts: [String]) {
        var bytes: [UInt8] = []
        for text in texts {
            var rest = Array(text.utf8)[...]
            while let first = rest.first {
                let escaped = Self.escapedByte(rest.prefix(4))
                bytes.append(escaped ?? first)
                rest = rest.dropFirst(escaped == nil ? 1 : 4)
            }
        }
        self.init(decoding: bytes, as: UTF8.self)
    }

    /// Returns the byte that an escape stands for. Only bytes of characters outside of ASCII are ever spelt so.
    private static func escapedByte(_ escape: ArraySlice<UInt8>) -> UInt8? {
        guard escape.count == 4, escape.starts(with: "\\x".utf8) else { return nil }
        let byte = UInt8(String(decoding: escape.dropFirst(2), as: UTF8.self), radix: 16)
        return byte.flatMap { $0 < 0x80 ? nil : $0 }
    }
}
