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
        /// What it is in place of a file, as in "a pipe"; nil if it is a file.
        package var kind: String?
    }

    /// The largest file that is read, in bytes, unless a caller says less.
    package static let mostBytes = 1 << 30

    /// Returns whether a path stands for a descriptor of this process (`/dev/stdin`, `/dev/fd/63`). It may be a pipe: whoever
    /// started the program gave it.
    package static func isGiven(_ path: String) -> Bool {
        path == "/dev/stdin" || path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/self/fd/")
    }

    /// Opens a file for reading, without waiting.
    ///
    /// - Returns: A descriptor, which the caller closes, and the file's size in bytes, 0 for what has none.
    /// - Throws: ``Refusal`` for a folder, a pipe, a socket, a device but `/dev/null`, unless it ``isGiven(_:)``, and for a
    ///   file that can't be opened.
    package static func open(_ path: String) throws(Refusal) -> (descriptor: Int32, size: Int) {
        // Without O_NONBLOCK, opening a pipe waits for the program that writes to it.
        let file = Foundation.open(path, O_RDONLY | O_CLOEXEC | (isGiven(path) ? 0 : O_NONBLOCK))
        guard file >= 0 else { throw Refusal(reason: systemReason(ofCode: errno)) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else {
            let code = errno
            close(file)
            throw Refusal(reason: systemReason(ofCode: code))
        }
        let kind: String? =
            switch facts.st_mode & S_IFMT {
            case S_IFREG: nil
            case S_IFDIR: "a folder"
            case _ where isGiven(path) || path == "/dev/null": nil
            case S_IFIFO: "a pipe"
            case S_IFSOCK: "a socket"
            default: "a device"
            }
        if let kind {
            close(file)
            throw Refusal(reason: "it is \(kind)" + (kind == "a folder" ? "" : ", not a file"), kind: kind)
        }
        return (file, Int(facts.st_size))
    }

    /// Returns the bytes of a file.
    ///
    /// - Throws: ``Refusal`` for what ``open(_:)`` refuses, for a file that can't be read, and for one of more than `most`
    ///   bytes.
    package static func data(at path: String, most: Int = mostBytes) throws(Refusal) -> Data {
        let (file, size) = try open(path)
        defer { close(file) }
        let tooLarge = Refusal(
            reason: most < 1 << 20 ? "it is larger than \(most) bytes" : "it is larger than \(most >> 20) MB",
            isTooLarge: true)
        guard size <= most else { throw tooLarge }
        var data = Data()
        data.reserveCapacity(size)
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
