import Evaluation
import Foundation

/// The bytes of a file, read a megabyte at a time.
final class FilePieces: DataPieces {
    private let descriptor: Int32

    private static let pieceBytes = 1 << 20

    /// Opens a plain file.
    ///
    /// - Throws: ``DataSetError`` if it is something else, or can't be opened.
    init(path: String) throws(DataSetError) {
        // Without O_NONBLOCK, opening a pipe waits for the program that writes to it.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(reason: String(cString: strerror(errno))) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(reason: String(cString: strerror(errno))) }
        let kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: String?.none
            case S_IFDIR: "a folder"
            case S_IFIFO: "a pipe"
            case S_IFSOCK: "a socket"
            default: "a device"
            }
        if let kind { throw .notPlain(kind) }
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
        guard failure == 0 else { throw .unreadable(reason: String(cString: strerror(failure))) }
        return piece.isEmpty ? nil : piece
    }

    func rewind() throws(DataSetError) {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw .unreadable(reason: String(cString: strerror(errno)))
        }
    }
}
