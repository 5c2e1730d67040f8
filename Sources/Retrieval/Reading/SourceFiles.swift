import Foundation
import Library

/// A file below a source's path.
struct SourceFile: Hashable {
    /// The path to read it by.
    var path: String
    /// The path below the source; the file's own name if the source is a file.
    var name: String
    var format: SourceFormat
    var size: Int
    /// When it was changed, in nanoseconds since 1970.
    var modified: Int
}

/// Finds the files below a source's path. Names that begin with a dot are left out. Links are followed, each folder once.
struct SourceFiles {
    /// The files by their names, sorted.
    private(set) var files: [SourceFile] = []
    /// The number of files in other forms.
    private(set) var others = 0
    /// Folders that can't be read, each with the reason.
    private(set) var unread: [SkippedSource] = []
    private var seen: Set<Identity> = []

    /// The most files and folders of a source.
    static let mostFiles = 100_000

    private struct Identity: Hashable {
        var device: UInt64
        var inode: UInt64
    }

    /// Looks for files.
    ///
    /// - Throws: ``SourceError`` if there is nothing at the path, or too much.
    init(at path: String) throws(SourceError) {
        guard let facts = Self.facts(path) else {
            throw .missing(path, reason: systemReason(ofCode: errno))
        }
        switch facts.st_mode & S_IFMT {
        case S_IFDIR:
            try walk(path, below: "", facts)
            if files.isEmpty, others == 0, let only = unread.first, only.name.isEmpty {
                throw .missing(path, reason: only.reason)
            }
        case S_IFREG:
            // A file that is named is read as text whatever its name.
            let name = path.lastPathPart
            files = [Self.file(path, name, SourceFormat(name: name) ?? .text, facts)]
        default: throw .missing(path, reason: "it is neither a file nor a folder")
        }
        files.sort { $0.name < $1.name }
    }

    private mutating func walk(_ folder: String, below prefix: String, _ facts: stat) throws(SourceError) {
        guard seen.insert(Identity(device: UInt64(facts.st_dev), inode: UInt64(facts.st_ino))).inserted else { return }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            unread.append(SkippedSource(name: prefix, reason: systemReason(of: error)))
            return
        }
        for name in names.sorted() where !name.hasPrefix(".") {
            let path = folder == "/" ? "/" + name : folder + "/" + name
            let below = prefix.isEmpty ? name : prefix + "/" + name
            // A link that leads nowhere, or in a circle, has no facts.
            guard let facts = Self.facts(path) else { continue }
            switch facts.st_mode & S_IFMT {
            case S_IFDIR: try walk(path, below: below, facts)
            case S_IFREG:
                if let format = SourceFormat(name: name) {
                    files.append(Self.file(path, below, format, facts))
                } else {
                    others += 1
                }
            default: others += 1
            }
            guard files.count + others + seen.count <= Self.mostFiles else {
                throw .tooMany(folder: folder, most: Self.mostFiles)
            }
        }
    }

    private static func facts(_ path: String) -> stat? {
        var facts = stat()
        return stat(path, &facts) == 0 ? facts : nil
    }

    private static func file(_ path: String, _ name: String, _ format: SourceFormat, _ facts: stat) -> SourceFile {
        #if canImport(Darwin)
            let time = facts.st_mtimespec
        #else
            let time = facts.st_mtim
        #endif
        return SourceFile(
            path: path, name: name, format: format, size: Int(facts.st_size),
            modified: time.tv_sec * 1_000_000_000 + time.tv_nsec)
    }
}
