extension String {
    /// Creates a text from bytes. Bytes that aren't a whole character are written as escapes, as in `\xEC`, because a
    /// token may be a third of a Hangul syllable and must differ from other thirds.
    init(spelling bytes: [UInt8]) {
        if let whole = String(validating: bytes, as: UTF8.self) {
            self = whole
            return
        }
        self = ""
        var rest = bytes[...]
        while let first = rest.first {
            let character = (1...4).lazy.filter { $0 <= rest.count }
                .compactMap { String(validating: rest.prefix($0), as: UTF8.self) }.first
            self += character ?? "\\x" + (first < 16 ? "0" : "") + String(first, radix: 16, uppercase: true)
            rest = rest.dropFirst(character?.utf8.count ?? 1)
        }
    }
}
