import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes a file so that at every moment the old or the new content is there in full: writes a temporary file beside
/// it, brings that to the disk, and renames it.
struct AtomicWrite {
    /// The steps, in their order.
    enum Step: CaseIterable {
        case open, permissions, write, sync, rename, syncFolder
    }

    /// A system call that failed.
    struct Failure: Error {
        var step: Step
        var code: Int32
    }

    /// The path of the file itself, never of a link to it.
    let path: String
    /// True if an existing file must stay as it is; the write then fails with `EEXIST`.
    var isNew = false
    /// The permissions; nil are those of the existing file, or the usual ones.
    var mode: mode_t?
    /// Called before each step. If it returns an error number instead of 0, the step fails with that.
    var before: (Step) -> Int32 = { _ in 0 }

    /// The beginning of the names of temporary files, of which a crash may leave one.
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
            // Only root can keep the owner, and the owner matters only to root.
            if old.st_uid != geteuid() || old.st_gid != getegid() { _ = fchown(file, old.st_uid, old.st_gid) }
            guard fchmod(file, old.st_mode & 0o7777) == 0 else { throw Failure(step: .permissions, code: errno) }
        }
        try check(.write)
        try Self.write(data, to: file)
        try check(.sync)
        guard fsync(file) == 0 || errno == EINVAL else { throw Failure(step: .sync, code: errno) }
        isOpen = false
        // The disk of a file server may report only now that it is full.
        guard close(file) == 0 else { throw Failure(step: .sync, code: errno) }
        try check(.rename)
        if isNew {
            try takeFreeName(temporary)
        } else {
            guard rename(temporary, path) == 0 else { throw Failure(step: .rename, code: errno) }
        }
        isThere = false
        Self.sweep(folder)
        // The new content is there now. If only the new name isn't on the disk yet, nothing has failed.
        guard before(.syncFolder) == 0 else { return }
        let handle = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
        if handle >= 0 {
            fsync(handle)
            close(handle)
        }
    }

    /// Removes temporary files of killed processes. They are an hour old, longer than any save takes.
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

    /// Gives the temporary file the name only if that is free. `rename` would replace a file that came meanwhile;
    /// `link` doesn't.
    private func takeFreeName(_ temporary: String) throws(Failure) {
        if link(temporary, path) == 0 {
            unlink(temporary)
            return
        }
        guard [EPERM, ENOTSUP, EMLINK, ENOSYS].contains(errno) else { throw Failure(step: .rename, code: errno) }
        // The file system has no hard links.
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
    /// The reason, as the second half of a sentence, with what to do.
    var reason: String {
        switch code {
        case ENOSPC, EDQUOT: "the disk is full; make room, then save again"
        case EFBIG: "it would be larger than this system allows"
        case EROFS: "its disk is mounted read-only; save elsewhere"
        case EACCES, EPERM:
            step == .open || step == .rename
                ? "its folder doesn't allow writing; change the folder's permissions or save elsewhere"
                : "its permissions can't be kept; save elsewhere"
        case ENOENT, ENOTDIR: "its folder doesn't exist; save elsewhere"
        case ENAMETOOLONG: "its name is too long; choose a shorter one"
        default: String(cString: strerror(code)).lowercased() + "; try again or save elsewhere"
        }
    }
}
