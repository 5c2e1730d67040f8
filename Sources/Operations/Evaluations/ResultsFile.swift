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

    /// Returns the outputs that an earlier run left in a file, and the number of lines that can't be read. Both are
    /// empty if there is no file.
    static func outputs(in path: String) throws -> (outputs: [CaseOutput], bad: Int) {
        guard let content = FileManager.default.contents(atPath: path) else { return ([], 0) }
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

    /// Creates a file that begins with `kept`, in place of an existing one.
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
