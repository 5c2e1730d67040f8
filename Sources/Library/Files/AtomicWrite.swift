import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes a file so that at every moment the old or the new content is there in full: a temporary file beside it is written,
/// brought to the disk, and takes its name.
struct AtomicWrite {
    /// What is done, in this order.
    enum Step: CaseIterable {
        case open, permissions, write, sync, rename, syncFolder
    }

    /// A call to the system that failed.
    struct Failure: Error {
        var step: Step
        var code: Int32
    }

    /// The file, never a link to it.
    let path: String
    /// Whether a file that is there stays as it is, and the write fails with `EEXIST`.
    var isNew = false
    /// Permissions; nil are those of the file that is there, or the usual ones.
    var mode: mode_t?
    /// Called before each step; what it returns, if not 0, is the error that the step fails with.
    var before: (Step) -> Int32 = { _ in 0 }

    /// Temporary files begin so; after a crash one may be left.
    static let temporaryStart = ".lathe-saving-"

    func write(_ data: Data) throws(Failure) {
        let folder = path.parentFolder
        let temporary = "\(folder)/\(Self.temporaryStart)\(getpid())-\(UInt32.random(in: 0 ... .max))"
        try check(.open)
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw Failure(step: .open, code: errno) }
        var isOpen = true
        var isThere = true
        defer {
            if isOpen { close(file) }
            if isThere { unlink(temporary) }
        }
        try check(.permissions)
        var old = stat()
        if let mode {
            guard fchmod(file, mode) == 0 else { throw Failure(step: .permissions, code: errno) }
        } else if stat(path, &old) == 0 {
            // The owner can only be kept by root, and matters only to it.
            if old.st_uid != geteuid() || old.st_gid != getegid() { _ = fchown(file, old.st_uid, old.st_gid) }
            guard fchmod(file, old.st_mode & 0o7777) == 0 else { throw Failure(step: .permissions, code: errno) }
        }
        try check(.write)
        try Self.write(data, to: file)
        try check(.sync)
        guard fsync(file) == 0 || errno == EINVAL else { throw Failure(step: .sync, code: errno) }
        isOpen = false
        // A full disk of a server may only be told now.
        guard close(file) == 0 else { throw Failure(step: .sync, code: errno) }
        try check(.rename)
        if isNew {
            try takeFreeName(temporary)
        } else {
            guard rename(temporary, path) == 0 else { throw Failure(step: .rename, code: errno) }
        }
        isThere = false
        Self.sweep(folder)
        // From here on the new content is there; if only its name isn't on the disk yet, nothing has failed.
        guard before(.syncFolder) == 0 else { return }
        let handle = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
        if handle >= 0 {
            fsync(handle)
            close(handle)
        }
    }

    /// Removes what killed processes left; an hour is longer than any save takes.
    private static func sweep(_ folder: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        where name.hasPrefix(temporaryStart) {
            var there = stat()
            let path = "\(folder)/\(name)"
            if lstat(path, &there) == 0, Date().timeIntervalSince1970 - Double(Self.changed(there)) > 3600 {
                unlink(path)
            }
        }
    }

    private static func changed(_ file: stat) -> Int {
        #if canImport(Darwin)
            file.st_mtimespec.tv_sec
        #else
            file.st_mtim.tv_sec
        #endif
    }

    /// `rename` would replace a file that came meanwhile; `link` doesn't.
    private func takeFreeName(_ temporary: String) throws(Failure) {
        if link(temporary, path) == 0 {
            unlink(temporary)
            return
        }
        guard [EPERM, ENOTSUP, EMLINK, ENOSYS].contains(errno) else { throw Failure(step: .rename, code: errno) }
        // A file system without hard links.
        var there = stat()
        guard lstat(path, &there) != 0 else { throw Failure(step: .rename, code: EEXIST) }
        guard rename(temporary, path) == 0 else { throw Failure(step: .rename, code: errno) }
    }

    private func check(_ step: Step) throws(Failure) {
        let code = before(step)
        if code != 0 { throw Failure(step: step, code: code) }
    }

    private static func write(_ data: Data, to file: Int32) throws(Failure) {
        var written = 0
        let code = data.withUnsafeBytes { bytes -> Int32 in
            while written < bytes.count, let base = bytes.baseAddress {
                let count = Self.call(file, base + written, bytes.count - written)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return count < 0 ? errno : EIO }
                written += count
            }
            return 0
        }
        if code != 0 { throw Failure(step: .write, code: code) }
    }

    private static func call(_ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.write(file, bytes, count)
        #elseif canImport(Musl)
            Musl.write(file, bytes, count)
        #else
            Darwin.write(file, bytes, count)
        #endif
    }
}

extension AtomicWrite.Failure {
    /// Why, as the second half of a sentence, with what to do.
    var reason: String {
        switch code {
        case ENOSPC, EDQUOT: "the disk is full; make room, then save again"
        case EFBIG: "it would be larger than this system allows"
        case EROFS: "its disk is mounted read-only; save elsewhere"
        case EACCES, EPERM:
            step == .open || step == .rename
                ? "nothing may be written in its folder; change the folder's permissions or save elsewhere"
                : "its permissions can't be kept; save elsewhere"
        case ENOENT, ENOTDIR: "its folder isn't there; save elsewhere"
        case ENAMETOOLONG: "its name is too long; choose a shorter one"
        default: String(cString: strerror(code)).lowercased() + "; try again or save elsewhere"
        }
    }
}
