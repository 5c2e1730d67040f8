import Evaluation
import Foundation
import Library

/// The outputs of an evaluation as JSON Lines. Each is written to the file as soon as its case has ended.
///
/// Unchecked Sendable: the lock guards the descriptor.
final class ResultsFile: @unchecked Sendable {
    let path: String
    private let lock = NSLock()
    private var descriptor: Int32
    private var failure: ResultsError?

    /// Opens a file, or creates it. Until it is closed, no other program can.
    ///
    /// - Throws: ``ResultsError`` if it can't be written, or if another program has it.
    init(path: String) throws(ResultsError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                at: URL(filePath: path).standardizedFileURL.deletingLastPathComponent(),
                withIntermediateDirectories: true)
        } catch {
            throw ResultsError.unwritable(path: path, reason: systemReason(of: error))
        }
        descriptor = try Self.locked(path)
    }

    deinit { if descriptor >= 0 { Foundation.close(descriptor) } }

    private static func locked(_ path: String) throws(ResultsError) -> Int32 {
        let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
        var (own, there) = (stat(), stat())
        // A file system may have no locks. A file that was replaced between opening and locking belongs to who did that.
        let isLocked = flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
        guard isLocked, fstat(descriptor, &own) == 0, stat(path, &there) == 0, own.st_ino == there.st_ino else {
            Foundation.close(descriptor)
            throw .inUse(path: path)
        }
        return descriptor
    }

    /// Returns the outputs that an earlier run left in the file, and the number of lines that can't be read.
    func outputs() throws(ResultsError) -> (outputs: [CaseOutput], bad: Int) {
        guard let content = FileManager.default.contents(atPath: path) else {
            throw .unwritable(path: path, reason: "it can't be read")
        }
        var outputs: [CaseOutput] = []
        var bad = 0
        let decoder = JSONDecoder()
        for line in content.split(separator: UInt8(ascii: "\n")) {
            // A program that was killed while writing leaves half a line.
            if let output = try? decoder.decode(CaseOutput.self, from: Data(line)) {
                outputs.append(output)
            } else {
                bad += 1
            }
        }
        return (outputs, bad)
    }

    /// Replaces what is in the file. A program that is killed meanwhile leaves the old content or the new.
    func replace(with kept: [CaseOutput]) throws {
        var content = Data()
        for output in kept { content += try Self.line(output) }
        try lock.withLock { try replace(content) }
    }

    private func replace(_ content: Data) throws(ResultsError) {
        var old = stat()
        guard fstat(descriptor, &old) == 0, old.st_size > 0 || !content.isEmpty else { return }
        let path = URL(filePath: path).resolvingSymlinksInPath().path
        let temporary = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let file = open(temporary, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, old.st_mode & 0o777)
        guard file >= 0 else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
        do {
            // The lock goes with the file to its new name.
            _ = flock(file, LOCK_EX | LOCK_NB)
            try FileHandle(fileDescriptor: file).write(contentsOf: content)
        } catch {
            Foundation.close(file)
            unlink(temporary)
            throw .unwritable(path: path, reason: systemReason(of: error))
        }
        guard rename(temporary, path) == 0 else {
            let reason = String(cString: strerror(errno))
            Foundation.close(file)
            unlink(temporary)
            throw .unwritable(path: path, reason: reason)
        }
        Foundation.close(descriptor)
        descriptor = file
    }

    /// Adds an output. If it can't be written, ``close()`` reports that, once.
    func add(_ output: CaseOutput) {
        lock.withLock {
            guard failure == nil, descriptor >= 0 else { return }
            do {
                let line = try Self.line(output)
                let written = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                if written != line.count {
                    failure = .unwritable(
                        path: path, reason: written < 0 ? String(cString: strerror(errno)) : "no space is left")
                }
            } catch {
                failure = .unencodable("\(error)")
            }
        }
    }

    /// Closes the file.
    ///
    /// - Throws: The reason why an output couldn't be written.
    func close() throws {
        try lock.withLock {
            if descriptor >= 0 { Foundation.close(descriptor) }
            descriptor = -1
            if let failure { throw failure }
        }
    }

    private static func line(_ output: CaseOutput) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(output) + [UInt8(ascii: "\n")]
    }
}
