import Foundation
import Library
import Operations
import TextLayout

/// The output: a file, or standard output.
package struct OutputSink {
    private let file: FileHandle?
    private let path: String

    /// Opens the file at a path, which must not exist yet unless it is replaced; nil is standard output.
    package init(_ path: String?, replaces: Bool) throws {
        self.path = path ?? "standard output"
        guard let path else {
            file = nil
            return
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (replaces ? O_TRUNC : O_EXCL), 0o600)
        guard descriptor >= 0 || errno != EEXIST else {
            throw Failure("\(path) exists already and was not changed; --replace replaces it.")
        }
        guard descriptor >= 0 else { throw Failure("\(path) can't be written: \(String(cString: strerror(errno))).") }
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
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

    /// Closes the file.
    package func finish() throws {
        try file?.close()
    }

    /// Does the work. If it fails, removes the unfinished file, so that the next try finds the name free.
    package func orRemoved(_ work: () throws -> Void) throws {
        do {
            try work()
        } catch {
            if file != nil { unlink(path) }
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
