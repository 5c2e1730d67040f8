/// How the text of a data file is encoded, by its bytes.
enum DataEncoding {
    case utf8
    case utf16(isBigEndian: Bool)

    /// Finds the encoding. Reads the bytes from where they stand to the end.
    ///
    /// - Throws: ``DataSetError/binary(_:)`` for a file that holds no text, ``DataSetError/encoding(_:line:)`` for text in
    ///   another encoding.
    init(_ pieces: any DataPieces) throws(DataSetError) {
        var first: [UInt8] = []
        while first.count < 4096, let piece = try pieces.next() { first += piece.prefix(4096 - first.count) }
        self = try Self.marked(first)
        guard case .utf8 = self else { return }
        try pieces.rewind()
        try Self.check(pieces)
    }

    /// Takes the encoding from the first bytes.
    private static func marked(_ bytes: [UInt8]) throws(DataSetError) -> DataEncoding {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
            throw .encoding("UTF-32", line: 1)
        }
        if bytes.starts(with: [0xFF, 0xFE]) { return .utf16(isBigEndian: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return .utf16(isBigEndian: true) }
        for (name, start) in binaries where bytes.starts(with: start.utf8) { throw .binary(name) }
        if bytes.starts(with: [0x1F, 0x8B]) { throw .binary("a gzip archive") }
        if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { throw .binary("a Zstandard archive") }
        let text = String(decoding: bytes.prefix(200), as: UTF8.self).trimmed.lowercased()
        if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") { throw .binary("a page of HTML") }
        if text.hasPrefix("<?xml") { throw .binary("XML") }
        if text.hasPrefix("version https://git-lfs.") { throw .binary("the pointer of Git LFS to a file elsewhere") }
        let zeros = bytes.indices.filter { bytes[$0] == 0 }
        guard zeros.count * 4 > bytes.count else { return .utf8 }
        let odd = zeros.count { $0 % 2 == 1 }
        if odd * 10 > zeros.count * 9 { throw .encoding("UTF-16LE", line: 1) }
        if odd * 10 < zeros.count { throw .encoding("UTF-16BE", line: 1) }
        throw .binary("no text but binary data")
    }

    private static let binaries = [
        ("a Parquet file", "PAR1"), ("an Arrow file", "ARROW1"),
        ("a ZIP archive or a workbook of Excel", "PK\u{3}\u{4}"),
        ("a database of SQLite", "SQLite format 3"), ("a PDF", "%PDF-"), ("a model", "GGUF"),
        ("a bzip2 archive", "BZh9"),
    ]

    /// Throws for a text whose lines with letters beyond ASCII are all no UTF-8. If some are, the others are broken lines
    /// of UTF-8.
    private static func check(_ pieces: any DataPieces) throws(DataSetError) {
        var lines = LineReader(pieces)
        var firstBroken: LineReader.Line?
        while let line = try lines.next() {
            guard line.bytes.contains(where: { $0 >= 0x80 }), !line.isTooLong else { continue }
            if line.text != nil { return }
            if firstBroken == nil { firstBroken = line }
        }
        guard let firstBroken else { return }
        throw .encoding(isKorean(firstBroken.bytes) ? "CP949" : "WINDOWS-1252", line: firstBroken.number)
    }

    /// Returns whether most letters beyond ASCII are pairs of bytes as Korean Windows writes Hangul.
    private static func isKorean(_ bytes: [UInt8]) -> Bool {
        var (pairs, others, index) = (0, 0, 0)
        while index < bytes.count {
            defer { index += 1 }
            guard bytes[index] >= 0x80 else { continue }
            if 0xB0...0xC8 ~= bytes[index], index + 1 < bytes.count, 0xA1...0xFE ~= bytes[index + 1] {
                pairs += 1
                index += 1
            } else {
                others += 1
            }
        }
        return pairs > others
    }
}
