import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes frames to a descriptor, whole and in order, from any thread, none of which ever waits for the other side.
///
/// What the other side has no room for yet waits in memory, and a thread that lives no longer than that writes it.
final class FrameWriter: Sendable {
    private struct State: Sendable {
        var waiting: [UInt8] = []
        /// How much of `waiting` is written.
        var done = 0
        /// Whether a thread waits for room.
        var isBackedUp = false
        /// Whether the descriptor may be another file's by now, or the other side has gone.
        var isClosed = false
    }

    private let descriptor: Int32
    private let state = Mutex(State())

    /// No pipe takes fewer bytes at once if it has room at all (POSIX's PIPE_BUF is at least 512).
    private static let leastRoom = 512

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Takes a frame for the next ``flush()``.
    func add(_ frame: EngineFrame) { add(frame.bytes) }

    /// Takes bytes for the next ``flush()``.
    func add(_ bytes: [UInt8]) {
        state.withLock { if !$0.isClosed { $0.waiting += bytes } }
    }

    /// Writes all that waits, as far as there is room, and leaves the rest to a thread. What can't be written is lost: the other
    /// side has gone, which whoever reads from it notices.
    func flush() {
        let begins = state.withLock { state in
            guard !state.isBackedUp, !write(&state) else { return false }
            state.isBackedUp = true
            return true
        }
        if begins { Thread.detachNewThread { [self] in writeRest() } }
    }

    /// Nothing is written from now on; the descriptor may be closed then.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.waiting = []
        }
    }

    private func writeRest() {
        while true {
            var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            // Now and then it looks whether it is still wanted.
            poll(&polled, 1, 200)
            let isDone = state.withLock { state in
                guard write(&state) else { return false }
                state.isBackedUp = false
                return true
            }
            if isDone { return }
        }
    }

    /// Writes what there is room for; whether nothing is left to be written.
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

    /// Writes without waiting. Where the other side has gone, a socket is to return an error instead of ending this process with
    /// SIGPIPE.
    private static func put(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
            let flags = MSG_DONTWAIT
        #else
            let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        #endif
        let count = send(descriptor, bytes.baseAddress, bytes.count, flags)
        guard count < 0, errno == ENOTSOCK else { return count }
        // Behind a command such as ssh it is a pipe, and SIGPIPE is ignored there.
        var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&polled, 1, 0) > 0 else {
            errno = EAGAIN
            return -1
        }
        return systemWrite(descriptor, bytes.baseAddress, min(bytes.count, leastRoom))
    }
}

/// `write` of the system, whose name methods take.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
