import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Moves a file to a free name, also on another disk, so that at every moment all of it is there under one of the
/// names.
struct FileMove {
    private let source: String
    private let target: String

    init(from source: String, to target: String) {
        self.source = source
        self.target = target.absolutePath
    }

    /// Moves the file.
    ///
    /// - Throws: ``PromptFileError``; the file then stays as it was.
    func move() throws(PromptFileError) {
        var here = stat()
        guard lstat(source, &here) == 0 else { throw .notFound(source, near: [], searched: []) }
        var there = stat()
        // On a file system that ignores case, the target may be the file itself.
        if lstat(target, &there) == 0, here.st_ino != there.st_ino || here.st_dev != there.st_dev {
            throw .exists(file: target)
        }
        if rename(source, target) == 0 {
            Self.bringToDisk(target.parentFolder)
            Self.bringToDisk(source.parentFolder)
            return
        }
        guard errno == EXDEV else { throw failure(errno) }
        try copy(here)
    }

    /// Copies the file, and removes it only after the copy is on its disk.
    private func copy(_ here: stat) throws(PromptFileError) {
        if here.st_mode & S_IFMT == S_IFLNK {
            let destination = try? FileManager.default.destinationOfSymbolicLink(atPath: source)
            guard let destination, symlink(destination, target) == 0 else { throw failure(errno) }
        } else {
            guard let content = FileManager.default.contents(atPath: source) else {
                throw .unreadable(file: source, reason: "it may not be read")
            }
            do throws(AtomicWrite.Failure) {
                try AtomicWrite(path: target, isNew: true, mode: here.st_mode & 0o7777).write(content)
            } catch {
                throw error.code == EEXIST
                    ? .exists(file: target) : .unwritable(file: source, reason: "\(target): \(error.reason)")
            }
        }
        var now = stat()
        guard lstat(source, &now) == 0, now.st_ino == here.st_ino, now.st_size == here.st_size,
            Self.changed(now) == Self.changed(here)
        else {
            unlink(target)
            throw .unwritable(file: source, reason: "another program changed it just now; try again")
        }
        guard unlink(source) == 0 else {
            let code = errno
            unlink(target)
            throw failure(code)
        }
        Self.bringToDisk(source.parentFolder)
    }

    private func failure(_ code: Int32) -> PromptFileError {
        let reason =
            switch code {
            case EACCES, EPERM:
                "its folder or \(target.parentFolder) doesn't allow changes; change their permissions"
            case EROFS: "its disk is mounted read-only"
            case ENOSPC, EDQUOT: "the disk is full; make room, then try again"
            case ENAMETOOLONG: "the name \(target.lastPathPart) is too long; choose a shorter one"
            default: String(cString: strerror(code)).lowercased()
            }
        return .unwritable(file: source, reason: reason)
    }

    private static func bringToDisk(_ folder: String) {
        let handle = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
        guard handle >= 0 else { return }
        fsync(handle)
        close(handle)
    }

    /// Returns the time when a file's content changed, in nanoseconds.
    private static func changed(_ file: stat) -> Int {
        #if canImport(Darwin)
            file.st_mtimespec.tv_sec * 1_000_000_000 + file.st_mtimespec.tv_nsec
        #else
            file.st_mtim.tv_sec * 1_000_000_000 + file.st_mtim.tv_nsec
        #endif
    }
}
