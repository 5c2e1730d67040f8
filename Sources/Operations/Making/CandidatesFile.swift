import Evaluation
import Foundation
import Library
import Synchronization

/// Candidates as JSON Lines. Each line is written when its candidate is made, and again when something about it is
/// decided: the last line with a number holds.
package final class CandidatesFile: Sendable {
    private struct State {
        var descriptor: Int32
        var order: [Int] = []
        var candidates: [Int: Candidate] = [:]

        mutating func take(_ candidate: Candidate) {
            if candidates[candidate.id] == nil { order.append(candidate.id) }
            candidates[candidate.id] = candidate
        }
    }

    /// The file's path.
    package let path: String
    /// A hash of what was asked for.
    package let run: String
    private let state: Mutex<State>

    /// Opens a file, and takes over the candidates in it.
    ///
    /// - Throws: `Failure` if the file can't be read or written, or if it holds something else.
    package init(path: String, run: String) throws {
        (self.path, self.run) = (path, run)
        var kept: [Candidate] = []
        var isWhole = true
        if FileManager.default.fileExists(atPath: path) {
            guard let content = FileManager.default.contents(atPath: path) else {
                throw Failure("\(path) can't be read.")
            }
            let newline = UInt8(ascii: "\n")
            let lines = content.split(separator: newline)
            // A line that nothing ends would go on with the next candidate.
            isWhole = content.last ?? newline == newline
            for (index, line) in lines.enumerated() {
                if let candidate = try? JSONDecoder().decode(Candidate.self, from: Data(line)) {
                    kept.append(candidate)
                } else {
                    // A program that was killed while writing leaves half a line at the end.
                    guard index == lines.count - 1, index > 0 else {
                        throw Failure("\(path), line \(index + 1), is no candidate. Name another file.")
                    }
                    isWhole = false
                }
            }
            if let other = kept.first, other.run != run {
                throw Failure(
                    "\(path) holds \(other.kind.rawValue) that \(other.origin.model) made for another prompt or in another way. Name another file."
                )
            }
        }
        do {
            try FileManager.default.createDirectory(
                at: URL(filePath: path).standardizedFileURL.deletingLastPathComponent(),
                withIntermediateDirectories: true)
            if !isWhole {
                try kept.reduce(into: Data()) { $0 += try Self.line($1) }.write(
                    to: URL(filePath: path), options: .atomic)
            }
        } catch {
            throw Failure("\(path) can't be written: \(systemReason(of: error)).")
        }
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Failure("\(path) can't be written: \(String(cString: strerror(errno))).") }
        state = Mutex(State(descriptor: descriptor))
        state.withLock { state in
            for candidate in kept { state.take(candidate) }
        }
    }

    deinit { close() }

    /// All candidates, in the order in which they were made.
    package var candidates: [Candidate] {
        state.withLock { state in state.order.compactMap { state.candidates[$0] } }
    }

    /// The candidates that wait for a person's decision.
    package var waiting: [Candidate] { candidates.filter(\.isWaiting) }

    /// The number for the next candidate.
    var nextID: Int { state.withLock { ($0.order.max() ?? 0) + 1 } }

    /// Adds a candidate, or replaces the one with its number.
    ///
    /// - Throws: `Failure` if it can't be written.
    package func put(_ candidate: Candidate) throws {
        let line = try Self.line(candidate)
        try state.withLock { state in
            let written = line.withUnsafeBytes { write(state.descriptor, $0.baseAddress, $0.count) }
            guard written == line.count else {
                let reason = written < 0 ? String(cString: strerror(errno)) : "no space is left"
                throw Failure("\(path) can't be written: \(reason).")
            }
            state.take(candidate)
        }
    }

    /// Closes the file.
    package func close() {
        state.withLock { state in
            if state.descriptor >= 0 { Foundation.close(state.descriptor) }
            state.descriptor = -1
        }
    }

    private static func line(_ candidate: Candidate) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(candidate) + [UInt8(ascii: "\n")]
    }
}

extension CandidatesFile {
    /// Moves the least rating that is kept: candidates that nobody has decided on fall or come back. Nil leaves all as they are.
    ///
    /// - Throws: `Failure` if the file can't be written.
    func move(threshold: Double?) throws {
        guard let threshold else { return }
        for var one in candidates where one.decision == nil {
            guard let rating = one.rating else { continue }
            if one.drop?.filter == .rating, rating >= threshold {
                one.drop = nil
                try put(one)
            } else if one.drop == nil, rating < threshold {
                one.drop = Rater.drop(rating, least: threshold)
                try put(one)
            }
        }
    }
}
