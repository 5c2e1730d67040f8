import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes frames to a descriptor, whole and in order, from any thread.
final class FrameWriter: Sendable {
    private let descriptor: Int32
    private let waiting = Mutex<[UInt8]>([])
    /// Whether the descriptor may be another file's by now. Held while bytes are written, so that they stay in order.
    private let isClosed = Mutex(false)

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Takes a frame for the next ``flush()``.
    func add(_ frame: EngineFrame) { add(frame.bytes) }

    /// Takes bytes for the next ``flush()``.
    func add(_ bytes: [UInt8]) { waiting.withLock { $0 += bytes } }

    /// Writes all that waits. What can't be written is lost: the other side has gone, which whoever reads from it notices.
    func flush() {
        isClosed.withLock { isClosed in
            if isClosed { return }
            let bytes = waiting.withLock { bytes in
                defer { bytes = [] }
                return bytes
            }
            bytes.withUnsafeBytes { bytes in
                var done = 0
                while done < bytes.count {
                    let count = Self.put(descriptor, UnsafeRawBufferPointer(rebasing: bytes[done...]))
                    if count < 0, errno == EINTR { continue }
                    guard count > 0 else { return }
                    done += count
                }
            }
        }
    }

    /// Nothing is written from now on; the descriptor may be closed then.
    func close() { isClosed.withLock { $0 = true } }

    /// Where the other side has gone, a socket is to return an error instead of ending this process with SIGPIPE.
    private static func put(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
            write(descriptor, bytes.baseAddress, bytes.count)
        #else
            let count = send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            // Behind a command such as ssh it is a pipe, and SIGPIPE is ignored there.
            return count < 0 && errno == ENOTSOCK ? write(descriptor, bytes.baseAddress, bytes.count) : count
        #endif
    }
}
