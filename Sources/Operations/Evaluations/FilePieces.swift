import Evaluation
import Foundation
import Library

/// The bytes of a file, read a megabyte at a time.
final class FilePieces: DataPieces {
    private let descriptor: Int32

    private static let pieceBytes = 1 << 20

    /// Opens a plain file.
    ///
    /// - Throws: ``DataSetError`` if it is something else, or can't be opened.
    init(path: String) throws(DataSetError) {
        do throws(PlainFile.Refusal) {
            descriptor = try PlainFile.open(path).descriptor
        } catch {
            throw error.kind.map { .notPlain($0) } ?? .unreadable(reason: error.reason)
        }
    }

    deinit {
        close(descriptor)
    }

    func next() throws(DataSetError) -> [UInt8]? {
        var failure: Int32 = 0
        let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { buffer, count in
            var got = read(descriptor, buffer.baseAddress, buffer.count)
            while got < 0, errno == EINTR { got = read(descriptor, buffer.baseAddress, buffer.count) }
            if got < 0 { failure = errno }
            count = max(0, got)
        }
        guard failure == 0 else { throw .unreadable(reason: systemReason(ofCode: failure)) }
        return piece.isEmpty ? nil : piece
    }

    func rewind() throws(DataSetError) {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw .unreadable(reason: systemReason(ofCode: errno))
        }
    }
}
