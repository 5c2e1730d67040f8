import Foundation
import GRDB
import Library

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The database's file and the files beside it.
///
/// These functions never open a database that SQLite may have open: closing any descriptor of a file drops all locks
/// that the process has on it.
enum HistoryFile {
    /// Identifies a file, so that another one with its name isn't taken for it.
    struct Identity: Hashable {
        var device: UInt64
        var inode: UInt64
    }

    static func identity(of path: String) -> Identity? {
        var there = stat()
        guard stat(path, &there) == 0 else { return nil }
        return Identity(device: UInt64(there.st_dev), inode: UInt64(there.st_ino))
    }

    /// Creates the file, if it isn't there, with permissions for the user only.
    static func prepare(_ path: String) throws(HistoryError) {
        var there = stat()
        if stat(path, &there) == 0 {
            switch there.st_mode & S_IFMT {
            case S_IFREG: break
            case S_IFDIR: throw .unwritable(path: path, reason: "it is a folder")
            default: throw .unwritable(path: path, reason: "it is not a regular file")
            }
            if there.st_uid == geteuid(), there.st_mode & 0o077 != 0 { chmod(path, 0o600) }
            return
        }
        // The folder may have been created for prompts or models, with the usual permissions.
        let folder = path.parentFolder
        if stat(folder, &there) == 0, there.st_uid == geteuid(), there.st_mode & 0o077 != 0 { chmod(folder, 0o700) }
        // SQLite gives its other files this file's permissions.
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if file >= 0 {
            close(file)
        } else if errno != EEXIST {
            throw openFailed(path, code: errno)
        }
    }

    /// Returns whether the path is a regular file, and no folder, pipe or device.
    static func isFile(_ path: String) -> Bool {
        var there = stat()
        return stat(path, &there) == 0 && there.st_mode & S_IFMT == S_IFREG
    }

    /// Returns whether the disk has no room for another page.
    static func isDiskFull(_ path: String) -> Bool {
        var disk = statvfs()
        guard statvfs(path.parentFolder, &disk) == 0 else { return false }
        // SQLite's index of the log takes 32 KB by itself.
        return UInt64(disk.f_bavail) * UInt64(disk.f_frsize) < 64 << 10
    }

    /// Returns whether the database's file has all that was written, so that the log is empty.
    static func isLogEmpty(_ path: String) -> Bool {
        var log = stat()
        return stat(path + "-wal", &log) != 0 || log.st_size == 0
    }

    /// Returns a name for the file with which SQLite opens it without files beside it. SQLite allows that only if
    /// nothing can write to the file.
    static func unchangingName(of path: String) -> String {
        var name = URLComponents()
        name.scheme = "file"
        name.path = path
        name.queryItems = [URLQueryItem(name: "immutable", value: "1")]
        return name.string ?? path
    }

    /// Returns the path with links followed, so that the files beside it are beside the file itself.
    static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// Renames a database with its log. The log comes first, because SQLite would delete a log without a database.
    static func setAside(_ path: String, now: Date = Date()) throws(HistoryError) -> String {
        let stamp = HistoryJSON.text(of: now).prefix(19).replacing(":", with: "-")
        let stem = path.hasSuffix(".sqlite") ? String(path.dropLast(7)) : path
        var aside = "\(stem)-damaged-\(stamp).sqlite"
        var number = 1
        while identity(of: aside) != nil || identity(of: aside + "-wal") != nil {
            number += 1
            aside = "\(stem)-damaged-\(stamp)-\(number).sqlite"
        }
        if identity(of: path + "-wal") != nil, rename(path + "-wal", aside + "-wal") != 0 {
            throw .unwritable(path: path, reason: "it is damaged and can't be set aside")
        }
        unlink(path + "-shm")
        guard rename(path, aside) == 0 else {
            throw .unwritable(path: path, reason: "it is damaged and can't be set aside")
        }
        return aside
    }
}

extension HistoryFile {
    /// Does what only one program may do at a time: opening, creating and setting aside the database. Waits at most 10
    /// seconds.
    static func locked<Value>(
        _ path: String, _ body: () throws(HistoryError) -> Value
    ) throws(HistoryError) -> Value {
        try makeFolder(of: path)
        let file = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
        guard file >= 0 else { throw openFailed(path, code: errno) }
        defer { close(file) }
        let deadline = ContinuousClock.now + .seconds(10)
        // On a file system without locks it is done without one.
        while flock(file, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR {
            guard ContinuousClock.now < deadline else { throw .busy(path: path) }
            usleep(2000)
        }
        return try body()
    }

    private static func makeFolder(of path: String) throws(HistoryError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path.parentFolder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unwritable(path: path, reason: "its folder can't be made (\(systemReason(of: error)))")
        }
    }

    private static func openFailed(_ path: String, code: Int32) -> HistoryError {
        switch code {
        case ENOSPC, EDQUOT: .full(path: path)
        case EROFS:
            .unwritable(path: path, reason: "its disk is mounted read-only; set XDG_DATA_HOME to keep it elsewhere")
        case EACCES, EPERM:
            .unwritable(path: path, reason: "its folder doesn't allow writing; change the folder's permissions")
        default: .unwritable(path: path, reason: String(cString: strerror(code)).lowercased())
        }
    }
}
