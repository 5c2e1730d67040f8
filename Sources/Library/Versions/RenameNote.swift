import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A note in the versions' folder that a prompt is being renamed, so that a crash between the move of its file and that
/// of its versions loses nothing: who looks for versions next moves them.
///
/// Its process has the note locked, so that no other one takes a rename that is under way for one that was cut short.
final class RenameNote {
    /// A rename: absolute paths of a prompt's file.
    struct Rename: Codable {
        var from: String
        var to: String
    }

    private static let start = ".renaming-"

    let rename: Rename
    private let path: String
    private let descriptor: Int32

    private init(_ rename: Rename, path: String, descriptor: Int32) {
        self.rename = rename
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Writes a note; nil if that fails. The rename can be done without it.
    static func write(_ rename: Rename, in folder: String) -> RenameNote? {
        guard let data = try? JSONEncoder().encode(rename) else { return nil }
        let path = "\(folder)/\(start)\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { return nil }
        let note = RenameNote(rename, path: path, descriptor: file)
        guard flock(file, LOCK_EX | LOCK_NB) == 0,
            data.withUnsafeBytes({ Foundation.write(file, $0.baseAddress, $0.count) }) == data.count,
            fsync(file) == 0
        else {
            note.remove()
            return nil
        }
        return note
    }

    /// Removes the note, when the versions are in their place.
    func remove() { unlink(path) }

    /// Returns the notes of processes that ended in the middle of a rename. A note that was cut short itself is removed,
    /// because nothing had been moved then.
    static func abandoned(in folder: String) -> [RenameNote] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasPrefix(start) }.compactMap { name in
            let path = "\(folder)/\(name)"
            let file = open(path, O_RDWR | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
            guard file >= 0 else { return nil }
            guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
                close(file)
                return nil
            }
            guard let data = try? PlainFile.data(at: path, most: 1 << 16) else {
                close(file)
                return nil
            }
            guard let rename = try? JSONDecoder().decode(Rename.self, from: data) else {
                close(file)
                unlink(path)
                return nil
            }
            return RenameNote(rename, path: path, descriptor: file)
        }
    }
}
