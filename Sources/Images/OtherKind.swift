/// Kinds of files that people take for images, so that a refusal can name them.
enum OtherKind {
    /// Returns what the bytes are, with its article; nil if that isn't known.
    static func name(of bytes: [UInt8]) -> String? {
        let kinds: [(StaticString, at: Int, name: String)] = [
            ("GIF8", 0, "a GIF image"), ("BM", 0, "a BMP image"), ("II*\0", 0, "a TIFF image"),
            ("MM\0*", 0, "a TIFF image"), ("ftypheic", 4, "a HEIC image"), ("ftypheix", 4, "a HEIC image"),
            ("ftypmif1", 4, "a HEIF image"), ("ftypavif", 4, "an AVIF image"), ("%PDF", 0, "a PDF file"),
        ]
        if let kind = kinds.first(where: { bytes.holds($0.0, at: $0.at) }) { return kind.name }
        guard isText(bytes.prefix(4096)) else { return nil }
        return contains("<svg", in: bytes.prefix(1024)) ? "an SVG drawing" : "a text"
    }

    /// Returns whether bytes are UTF-8 without control characters. The last character may be cut off.
    private static func isText(_ bytes: some Collection<UInt8>) -> Bool {
        guard !bytes.contains(where: { $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D].contains($0) }) else { return false }
        let text = String(decoding: bytes, as: UTF8.self).unicodeScalars
        return !text.dropLast(3).contains("\u{FFFD}")
    }

    private static func contains(_ text: String, in bytes: ArraySlice<UInt8>) -> Bool {
        String(decoding: bytes, as: UTF8.self).contains(text)
    }
}
