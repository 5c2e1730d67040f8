#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

// System calls on descriptors, repeated if a signal interrupts them.

/// A pipe whose ends never block. Other programs don't inherit it.
struct WakePipe: ~Copyable {
    let readEnd: Int32
    let writeEnd: Int32

    init() throws(TerminalError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system(action: "make a pipe", reason: systemReason()) }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    /// Makes the read end readable. If the pipe is full, it is readable already.
    func ring() {
        var byte: UInt8 = 0
        while write(writeEnd, &byte, 1) < 0, errno == EINTR {}
    }

    /// Reads everything that was written so far.
    func drain() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(readEnd, &bytes, bytes.count)
        return Array(bytes[..<max(0, count)])
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }
}

/// Returns the reason why the last call failed.
func systemReason() -> String { String(cString: strerror(errno)) }

/// Writes all bytes, unless the other side is gone.
func writeAll(_ bytes: some Sequence<UInt8>, to descriptor: Int32) {
    let bytes = Array(bytes)
    var done = 0
    while done < bytes.count {
        let count = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        if count < 0, errno == EAGAIN {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&waiting, 1, 1000) > 0 else { return }
            continue
        }
        guard count > 0 else { return }
        done += count
    }
}

/// Returns whether there is something to read within `milliseconds`, or the other side is gone.
func isReadable(_ descriptor: Int32, within milliseconds: Int32) -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, milliseconds) > 0
}
