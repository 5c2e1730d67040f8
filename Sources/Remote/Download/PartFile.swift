import Foundation
import Models

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The part of a file that has come, hidden beside the file's place, with the facts that must stay true for the rest to
/// fit.
final class PartFile {
    /// The server's facts about the file when the part was begun.
    struct Facts: Codable, Hashable {
        var url: String
        /// A strong entity tag, or else the time of the last change, for `If-Range`.
        var validator: String?
        var total: UInt64?
    }

    let path: String
    private let factsPath: String
    let name: String
    private let descriptor: Int32
    private(set) var size: UInt64
    private(set) var facts: Facts?

    /// Opens the part of a file in a folder, or begins it. Only one process may have it.
    init(fileName: String, folder: String) throws(ModelFileError) {
        name = fileName
        path = "\(folder)/.fetch-\(fileName).part"
        factsPath = "\(folder)/.fetch-\(fileName).json"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .fetchFailed(name: fileName, what: "the folder \(folder) can't be made. Check its permissions.")
        }
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard opened >= 0 else {
            let reason = String(cString: strerror(errno))
            throw .fetchFailed(name: fileName, what: "\(folder) can't be written: \(reason). Check its permissions.")
        }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            close(opened)
            throw .fetchBusy(folder: folder)
        }
        descriptor = opened
        size = UInt64(max(0, lseek(opened, 0, SEEK_END)))
        facts = FileManager.default.contents(atPath: factsPath).flatMap {
            try? JSONDecoder().decode(Facts.self, from: $0)
        }
    }

    deinit { close(descriptor) }

    /// Keeps the server's facts about the file.
    func keep(_ facts: Facts) {
        guard facts != self.facts else { return }
        self.facts = facts
        // If they can't be kept, the next fetch begins anew, nothing worse.
        try? JSONEncoder().encode(facts).write(to: URL(filePath: factsPath), options: .atomic)
    }

    func append(_ data: Data) throws(ModelFileError) {
        var written = 0
        let code = data.withUnsafeBytes { bytes -> Int32 in
            while written < bytes.count, let base = bytes.baseAddress {
                let count = pwrite(descriptor, base + written, bytes.count - written, off_t(size) + off_t(written))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return count < 0 ? errno : EIO }
                written += count
            }
            return 0
        }
        size += UInt64(written)
        guard code == 0 else {
            throw failed(
                code == ENOSPC || code == EDQUOT
                    ? "the disk is full. Make room and try again; the part that arrived is kept."
                    : "it can't be written: \(String(cString: strerror(code))).")
        }
    }

    /// Removes what has come.
    func empty() throws(ModelFileError) {
        guard ftruncate(descriptor, 0) == 0 else {
            throw failed("it can't be written: \(String(cString: strerror(errno))).")
        }
        size = 0
        facts = nil
        try? FileManager.default.removeItem(atPath: factsPath)
    }

    func checkRoom(for more: UInt64) throws(ModelFileError) {
        var status = statvfs()
        guard fstatvfs(descriptor, &status) == 0 else { return }
        let free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
        guard free >= more else {
            throw failed("it needs \(more >> 20) MB of room, and only \(free >> 20) MB are free.")
        }
    }

    /// Brings the file to the disk and gives it its name.
    func move(to target: String) throws(ModelFileError) {
        guard fsync(descriptor) == 0 || errno == EINVAL else {
            throw failed("it can't be written: \(String(cString: strerror(errno))).")
        }
        guard rename(path, target) == 0 else {
            throw failed("\(target) can't be written: \(String(cString: strerror(errno))).")
        }
        try? FileManager.default.removeItem(atPath: factsPath)
    }

    func remove() {
        unlink(path)
        unlink(factsPath)
    }

    private func failed(_ what: String) -> ModelFileError { .fetchFailed(name: name, what: what) }
}
