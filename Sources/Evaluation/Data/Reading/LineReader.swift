/// Splits bytes into lines, at LF, CR LF or CR alone.
struct LineReader {
    /// A line without its end.
    struct Line {
        /// The number of the line, from 1.
        var number: Int
        var bytes: [UInt8]
        /// True if the line is longer than ``LineReader/mostBytes``; its bytes are then only the first of them.
        var isTooLong = false

        var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
        /// The text; nil if the bytes aren't UTF-8.
        var text: String? { String(validating: bytes, as: UTF8.self) }
    }

    /// The most bytes of a line, and of a row of several lines, that are read.
    static let mostBytes = 64 << 20

    private let pieces: any DataPieces
    private var buffer: [UInt8] = []
    private var position = 0
    private var number = 0
    private var isAtEnd = false

    /// Creates a reader that begins where the pieces stand.
    init(_ pieces: any DataPieces) {
        self.pieces = pieces
    }

    /// Returns the next line; nil after the last. Marks of byte order at the beginning of a line are left out.
    mutating func next() throws(DataSetError) -> Line? {
        var line = Line(number: number + 1, bytes: [])
        var hasBegun = false
        while try fill() {
            hasBegun = true
            let end = buffer[position...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? buffer.endIndex
            if line.bytes.count + (end - position) <= Self.mostBytes {
                line.bytes += buffer[position..<end]
            } else {
                line.isTooLong = true
            }
            position = end
            guard end < buffer.endIndex else { continue }
            position += 1
            if buffer[end] == 0x0D, try fill(), buffer[position] == 0x0A { position += 1 }
            break
        }
        guard hasBegun else { return nil }
        number += 1
        if line.bytes.first == 0xEF {
            let marks = line.bytes.markBytes
            if marks > 0 { line.bytes.removeFirst(marks) }
        }
        return line
    }

    /// Makes sure that a byte is there; returns false at the end.
    private mutating func fill() throws(DataSetError) -> Bool {
        while position >= buffer.count {
            guard !isAtEnd, let piece = try pieces.next() else {
                isAtEnd = true
                return false
            }
            (buffer, position) = (piece, 0)
        }
        return true
    }
}

extension [UInt8] {
    /// The number of bytes that are marks of byte order (U+FEFF) at the beginning.
    var markBytes: Int {
        var count = 0
        while self[count...].starts(with: [0xEF, 0xBB, 0xBF]) { count += 3 }
        return count
    }
}
