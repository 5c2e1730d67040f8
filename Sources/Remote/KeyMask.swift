/// Replaces a server's key by `••••` in all that the server sends, even if a stream cuts the key into pieces.
///
///     var mask = KeyMask("sk-12345678")
///     mask.append("see sk-12".utf8)   // "see "
///     mask.append("345678".utf8)      // "••••"
struct KeyMask: Sendable {
    static let sign = "••••"
    /// The number of bytes from which on a key is looked for. Shorter ones, as in `none` or `EMPTY`, hide nothing and are
    /// parts of usual texts.
    static let fewestBytes = 8

    private let key: [UInt8]
    /// The end of the text so far, which may be the beginning of the key.
    private var held: [UInt8] = []

    /// Creates a mask for a key; for nil it changes nothing.
    init(_ key: String?) {
        let bytes = Array((key ?? "").utf8)
        // `lm-studio` and `not-needed` are words too, which an answer may have.
        let isWord =
            bytes.count < 2 * Self.fewestBytes
            && bytes.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-") }
        self.key = bytes.count >= Self.fewestBytes && !isWord ? bytes : []
    }

    /// Adds bytes. Returns those that can be shown.
    mutating func append(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        guard !key.isEmpty else { return Array(bytes) }
        let all = held + bytes
        held = []
        var shown: [UInt8] = []
        shown.reserveCapacity(all.count)
        var index = 0
        while index < all.count {
            let rest = all[index...]
            if rest.first == key.first {
                if rest.starts(with: key) {
                    shown += Self.sign.utf8
                    index += key.count
                    continue
                }
                if rest.count < key.count, key.starts(with: rest) {
                    held = Array(rest)
                    break
                }
            }
            shown.append(all[index])
            index += 1
        }
        return shown
    }

    /// Returns the bytes that were held back, when no more come.
    mutating func flush() -> [UInt8] {
        defer { held = [] }
        return held
    }

    /// Returns a whole text without the key.
    func masked(_ text: String) -> String {
        key.isEmpty ? text : text.replacing(String(decoding: key, as: UTF8.self), with: Self.sign)
    }
}
