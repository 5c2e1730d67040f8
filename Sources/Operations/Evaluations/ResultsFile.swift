import Evaluation
import Foundation
import Library

/// Outputs of an evaluation as JSON Lines, one written and out of the program's hands when its case has ended.
///
/// Unchecked Sendable: the lock guards the descriptor.
final class ResultsFile: @unchecked Sendable {
    let path: String
    private let lock = NSLock()
    private var descriptor: Int32
    private var failure: ResultsError?

    /// Returns what an earlier run left in a file, and how many of its lines can't be read; nothing if there is
    /// none.
    static func outputs(in path: String) throws -> (outputs: [CaseOutput], bad: Int) {
        guard let content = FileManager.default.contents(atPath: path) else { return ([], 0) }
        var outputs: [CaseOutput] = []
        var bad = 0
        let decoder = JSONDecoder()
        for line in content.split(separator: UInt8(ascii: "\n")) {
            // A kill in the middle of a write leaves half a line.
            if let output = try? decoder.decode(CaseOutput.self, from: Data(line)) {
                outputs.append(output)
            } else {
                bad += 1
            }
        }
        return (outputs, bad)
    }

    /// Opens a file that begins with `kept`, in place of what is there.
    init(path: String, keeping kept: [CaseOutput]) throws {
        self.path = path
        var content = Data()
        for output in kept { content += try Self.line(output) }
        do {
            try FileManager.default.createDirectory(
                at: URL(filePath: path).standardizedFileURL.deletingLastPathComponent(),
                withIntermediateDirectories: true)
            try content.write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw ResultsError.unwritable(path: path, reason: systemReason(of: error))
        }
        descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ResultsError.unwritable(path: path, reason: String(cString: strerror(errno)))
        }
    }

    /// Adds an output. What can't be written is told by ``close()``, once.
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
    /// - Throws: What kept an output from being written.
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
