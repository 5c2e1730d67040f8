/// The bytes of a data file, handed out in pieces, so that a large file is never in memory as a whole.
package protocol DataPieces: AnyObject {
    /// Returns the next bytes; nil at the end.
    func next() throws(DataSetError) -> [UInt8]?
    /// Goes back to the beginning.
    func rewind() throws(DataSetError)
}

/// Bytes that are in memory already.
package final class BytesInMemory: DataPieces {
    private let bytes: [UInt8]
    private var isRead = false

    /// Takes the bytes.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Returns all bytes; nil the second time.
    package func next() -> [UInt8]? {
        defer { isRead = true }
        return isRead || bytes.isEmpty ? nil : bytes
    }

    /// Goes back to the beginning.
    package func rewind() { isRead = false }
}

/// UTF-16 as UTF-8. Half of a surrogate pair becomes U+FFFD.
final class UTF16Pieces: DataPieces {
    private let pieces: any DataPieces
    private let isBigEndian: Bool
    /// The bytes of a unit, or of a pair of units, whose other half is in the next piece.
    private var rest: [UInt8] = []

    init(_ pieces: any DataPieces, isBigEndian: Bool) {
        self.pieces = pieces
        self.isBigEndian = isBigEndian
    }

    func next() throws(DataSetError) -> [UInt8]? {
        guard let piece = try pieces.next() else {
            defer { rest = [] }
            return rest.isEmpty ? nil : Array("\u{FFFD}".utf8)
        }
        let bytes = rest + piece
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for index in stride(from: 0, to: bytes.count - 1, by: 2) {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(isBigEndian ? first << 8 | second : second << 8 | first)
        }
        var kept = bytes.count % 2
        if let last = units.last, 0xD800..<0xDC00 ~= last {
            units.removeLast()
            kept += 2
        }
        rest = Array(bytes.suffix(kept))
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    func rewind() throws(DataSetError) {
        rest = []
        try pieces.rewind()
    }
}
