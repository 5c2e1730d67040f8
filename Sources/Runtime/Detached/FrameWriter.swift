import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes frames to a descriptor, whole and in order. Any thread may call it; none ever waits for the other side.
///
/// Bytes that the other side has no room for wait in memory. A thread writes them and ends when it is done.
final class FrameWriter: Sendable {
    private struct State: Sendable {
        var waiting: [UInt8] = []
        /// The number of bytes of `waiting` that are written.
        var done = 0
        /// True if a thread waits for room.
        var isBackedUp = false
        /// True if the other side has gone, or the descriptor may belong to another file by now.
        var isClosed = false
    }

    private let descriptor: Int32
    private let state = Mutex(State())

    /// A pipe that has any room takes at least this many bytes at once (POSIX's PIPE_BUF is at least 512).
    private static let leastRoom = 512

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Adds a frame for the next ``flush()``.
    func add(_ frame: EngineFrame) { add(frame.bytes) }

    /// Adds bytes for the next ``flush()``.
    func add(_ bytes: [UInt8]) {
        state.withLock { if !$0.isClosed { $0.waiting += bytes } }
    }

    /// Writes what waits, as far as there is room; a thread writes the rest. If the other side has gone the bytes are
    /// lost, which the reader of its answers notices.
    func flush() {
        let begins = state.withLock { state in
            guard !state.isBackedUp, !write(&state) else { return false }
            state.isBackedUp = true
            return true
        }
        if begins { Thread.detachNewThread { [self] in writeRest() } }
    }

    /// Stops writing. Afterwards the descriptor may be closed.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.waiting = []
        }
    }

    private func writeRest() {
        while true {
            var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            // Checks from time to time whether it is still wanted.
            poll(&polled, 1, 200)
            let isDone = state.withLock { state in
                guard write(&state) else { return false }
                state.isBackedUp = false
                return true
            }
            if isDone { return }
        }
    }

    /// Writes what there is room for. Returns true if nothing is left to write.
    private func write(_ state: inout State) -> Bool {
        guard !state.isClosed else { return true }
        while state.done < state.waiting.count {
            let count = state.waiting.withUnsafeBytes { bytes in
                Self.put(descriptor, UnsafeRawBufferPointer(rebasing: bytes[state.done...]))
            }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN || errno == EWOULDBLOCK { return false }
            guard count > 0 else {
                state.isClosed = true
                break
            }
            state.done += count
        }
        state.waiting.removeAll(keepingCapacity: state.waiting.count < 1 << 16)
        state.done = 0
        return true
    }

    /// Writes without blocking. If the other side has gone, a socket returns an error; SIGPIPE would end this process.
    private static func put(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
            let flags = MSG_DONTWAIT
        #else
            let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        #endif
        let count = send(descriptor, bytes.baseAddress, bytes.count, flags)
        guard count < 0, errno == ENOTSOCK else { return count }
        // For a command such as ssh the descriptor is a pipe, and SIGPIPE is ignored there.
        var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&polled, 1, 0) > 0 else {
            errno = EAGAIN
            return -1
        }
        return systemWrite(descriptor, bytes.baseAddress, min(bytes.count, leastRoom))
    }
}

/// Calls the system's `write`, whose name is also that of a method.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
