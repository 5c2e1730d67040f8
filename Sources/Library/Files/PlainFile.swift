import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads files that are files. A pipe that nobody writes to would be waited for, and a device has no end.
package enum PlainFile {
    /// Why a file isn't read.
    package struct Refusal: Error, Sendable, Hashable {
        /// The reason, as the second half of a sentence without its full stop.
        package var reason: String
        /// True if the file has more bytes than are read.
        package var isTooLarge = false
    }

    /// The largest file that is read, in bytes, unless a caller says less.
    package static let mostBytes = 1 << 30

    /// Returns the bytes of a file.
    ///
    /// A descriptor of this process (`/dev/stdin`, `/dev/fd/63`) may be a pipe: whoever started the program gave it.
    ///
    /// - Throws: ``Refusal`` for a folder, a pipe, a socket, a device but `/dev/null`, a file that can't be read, and one
    ///   of more than `most` bytes.
    package static func data(at path: String, most: Int = mostBytes) throws(Refusal) -> Data {
        let isGiven = path == "/dev/stdin" || path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/self/fd/")
        let file = open(path, O_RDONLY | O_CLOEXEC | (isGiven ? 0 : O_NONBLOCK))
        guard file >= 0 else { throw Refusal(reason: systemReason(ofCode: errno)) }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw Refusal(reason: systemReason(ofCode: errno)) }
        switch facts.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw Refusal(reason: "it is a folder")
        case _ where isGiven || path == "/dev/null": break
        default: throw Refusal(reason: "it isn't a file, but a device or a pipe")
        }
        let tooLarge = Refusal(
            reason: most < 1 << 20 ? "it is larger than \(most) bytes" : "it is larger than \(most >> 20) MB",
            isTooLarge: true)
        guard facts.st_size <= most else { throw tooLarge }
        var data = Data()
        data.reserveCapacity(Int(facts.st_size))
        var buffer = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let count = read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Refusal(reason: systemReason(ofCode: errno)) }
            guard count > 0 else { return data }
            data += buffer[..<count]
            guard data.count <= most else { throw tooLarge }
        }
    }
}
