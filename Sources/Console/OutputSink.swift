import Foundation
import Library
import Operations
import TextLayout

/// The output: a file, or standard output.
package struct OutputSink {
    private let file: FileHandle?
    private let path: String
    /// The file that is being written, which a failure removes; nil for standard output, and for a device or a pipe.
    private let unfinished: String?
    /// The file that the finished one replaces; nil if there is none.
    private let replaced: String?

    /// Opens the file at a path, which must not exist yet unless it is replaced; nil is standard output. A file that is replaced
    /// stays as it is until the new one is finished.
    package init(_ path: String?, replaces: Bool) throws {
        self.path = path ?? "standard output"
        guard let path else {
            (file, unfinished, replaced) = (nil, nil, nil)
            return
        }
        var there = stat()
        let exists = stat(path, &there) == 0
        guard !exists || replaces else { throw Self.exists(path) }
        if !exists {
            (unfinished, replaced) = (path, nil)
        } else if there.st_mode & S_IFMT == S_IFREG {
            // A link stays one.
            let target = URL(filePath: path).resolvingSymlinksInPath()
            let name = ".lathe-writing-\(getpid())-\(UInt32.random(in: 0 ... .max))"
            (unfinished, replaced) = (
                target.deletingLastPathComponent().appending(path: name).path(percentEncoded: false),
                target.path(percentEncoded: false)
            )
        } else {
            (unfinished, replaced) = (nil, nil)
        }
        let flags = O_WRONLY | O_CLOEXEC | (unfinished == nil ? 0 : O_CREAT | O_EXCL)
        let descriptor = open(unfinished ?? path, flags, 0o600)
        guard descriptor >= 0 || errno != EEXIST else { throw Self.exists(path) }
        guard descriptor >= 0 else { throw Failure("\(path) can't be written: \(String(cString: strerror(errno))).") }
        if replaced != nil { _ = fchmod(descriptor, there.st_mode & 0o777) }
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    private static func exists(_ path: String) -> Failure {
        Failure("\(path) exists already and was not changed; --replace replaces it.")
    }

    /// Writes a text behind the others.
    package func write(_ text: String) throws {
        guard let file else { return try printForeign(text) }
        do {
            try file.write(contentsOf: Data(text.utf8))
        } catch {
            throw Failure("\(path) can't be written: \(systemReason(of: error)).")
        }
    }

    /// Closes the file, and puts it in the place of the one that it replaces.
    package func finish() throws {
        try file?.close()
        guard let unfinished, let replaced else { return }
        guard rename(unfinished, replaced) == 0 else {
            throw Failure("\(path) can't be written: \(String(cString: strerror(errno))).")
        }
    }

    /// Does the work. If it fails, removes the unfinished file, so that the next try finds the name free.
    package func orRemoved(_ work: () throws -> Void) throws {
        do {
            try work()
        } catch {
            if let unfinished { unlink(unfinished) }
            throw error
        }
    }
}

/// Writes a file whole, and prints its path. It must not exist yet unless it is replaced.
package func writeFile(_ text: String, at path: String, replaces: Bool) throws {
    guard replaces || !FileManager.default.fileExists(atPath: path) else {
        throw Failure("\(path) exists already and was not changed; --replace replaces it.")
    }
    do {
        try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
        throw Failure("\(path) can't be written: \(systemReason(of: error)).")
    }
    print(harmless(path))
}
