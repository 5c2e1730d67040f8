import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads a file in order, a window at a time. It can't read past the file's end, nor take much memory.
struct ModelFileReader: ~Copyable {
    let path: String
    /// Size of the file when it was opened, in bytes.
    let size: UInt64
    /// The state of the file. If it is the same for two openings, they read the same bytes.
    let identity: FileIdentity
    private let descriptor: Int32
    private var window: [UInt8] = []
    private var windowStart: UInt64 = 0
    /// The position of the next byte.
    private(set) var position: UInt64 = 0

    private static let windowBytes = 256 << 10

    /// Opens a regular file. Anything else is refused at once.
    init(path: String) throws(ModelFileError) {
        // Without O_NONBLOCK, opening a FIFO waits for a writer.
        let opened = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard opened >= 0 else {
            switch errno {
            case ENOENT, ENOTDIR: throw .missing(path: path)
            case ENXIO: throw .notAFile(path: path)
            default: throw .unreadable(path: path, reason: String(cString: strerror(errno)))
            }
        }
        var status = stat()
        let result = fstat(opened, &status)
        let kind = status.st_mode & S_IFMT
        if result != 0 || kind != S_IFREG {
            close(opened)
            throw result == 0 && kind == S_IFDIR ? .folder(path: path) : .notAFile(path: path)
        }
        self.path = path
        descriptor = opened
        size = UInt64(max(0, status.st_size))
        identity = FileIdentity(path: path, status: status)
    }

    deinit { close(descriptor) }

    var remaining: UInt64 { size - position }

    /// Skips bytes.
    mutating func skip(_ bytes: UInt64) throws(ModelFileError) {
        guard bytes <= remaining else { throw .truncated(path: path, missing: nil) }
        position += bytes
    }

    /// Goes to a position; beyond the end it goes to the end.
    mutating func seek(_ target: UInt64) { position = min(target, size) }

    /// Reads a little-endian integer.
    mutating func integer<Value: FixedWidthInteger>(_: Value.Type = Value.self) throws(ModelFileError) -> Value {
        let width = Value.bitWidth / 8
        try fill(width)
        let start = Int(position - windowStart)
        var value: Value = 0
        for index in 0..<width {
            value |= Value(truncatingIfNeeded: window[start + index]) << Value(truncatingIfNeeded: 8 * index)
        }
        position += UInt64(width)
        return value
    }

    /// Reads `count` bytes. The caller limits the number.
    mutating func bytes(_ count: Int) throws(ModelFileError) -> [UInt8] {
        guard UInt64(count) <= remaining else { throw .truncated(path: path, missing: nil) }
        var result: [UInt8] = []
        result.reserveCapacity(count)
        while result.count < count {
            let part = min(count - result.count, Self.windowBytes)
            try fill(part)
            let start = Int(position - windowStart)
            result += window[start..<start + part]
            position += UInt64(part)
        }
        return result
    }

    /// Fills the window with the next `count` bytes, at most its size.
    private mutating func fill(_ count: Int) throws(ModelFileError) {
        guard UInt64(count) <= remaining else { throw .truncated(path: path, missing: nil) }
        if position >= windowStart, position + UInt64(count) <= windowStart + UInt64(window.count) { return }
        let wanted = Int(min(UInt64(Self.windowBytes), remaining))
        if window.count != wanted { window = [UInt8](repeating: 0, count: wanted) }
        var filled = 0
        while filled < wanted {
            let got = window.withUnsafeMutableBytes { buffer in
                pread(
                    descriptor, buffer.baseAddress?.advanced(by: filled), wanted - filled,
                    off_t(position) + off_t(filled))
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
            // The file was cut after it was opened.
            guard got > 0 else { throw .truncated(path: path, missing: nil) }
            filled += got
        }
        windowStart = position
    }
}

/// The state of a file: it tells two states apart without reading the file.
package struct FileIdentity: Sendable, Hashable, Codable {
    /// The absolute path, with links resolved.
    package var path: String
    /// The size in bytes.
    package var size: UInt64
    /// The time of the last change, in nanoseconds since 1970.
    package var modified: Int64
    /// The file's number on its disk.
    package var inode: UInt64

    init(path: String, status: stat) {
        self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        size = UInt64(max(0, status.st_size))
        inode = UInt64(status.st_ino)
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        modified = Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    /// Looks at a regular file without opening it; nil if there is none.
    package init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        self.init(path: path, status: status)
    }
}
