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
        var observe: (@Sendable (Candidate) -> Void)?

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

    /// Opens a file, and takes over the candidates in it. Until it is closed, no other program can.
    ///
    /// - Throws: `Failure` if the file can't be read or written, if another program has it, or if it holds something else.
    package init(path: String, run: String) throws {
        (self.path, self.run) = (path, run)
        do {
            try FileManager.default.createDirectory(
                at: URL(filePath: path).standardizedFileURL.deletingLastPathComponent(),
                withIntermediateDirectories: true)
        } catch {
            throw Failure("\(path) can't be written: \(systemReason(of: error)).")
        }
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Failure("\(path) can't be written: \(String(cString: strerror(errno))).") }
        var state = State(descriptor: descriptor)
        do {
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
                throw Failure("\(path) is in use: another command makes candidates or asks about them.")
            }
            for candidate in try Self.candidates(of: path, run: run, mending: descriptor) { state.take(candidate) }
        } catch {
            Foundation.close(descriptor)
            throw error
        }
        self.state = Mutex(state)
    }

    /// Returns the candidates of a file, whose last line is dropped or ended if it is cut off.
    private static func candidates(of path: String, run: String, mending descriptor: Int32) throws -> [Candidate] {
        guard let content = FileManager.default.contents(atPath: path) else { throw Failure("\(path) can't be read.") }
        let newline = UInt8(ascii: "\n")
        var kept: [Candidate] = []
        var half: Int?
        let lines = content.split(separator: newline)
        for (index, line) in lines.enumerated() {
            if let candidate = try? JSONDecoder().decode(Candidate.self, from: Data(line)) {
                kept.append(candidate)
            } else {
                // A program that was killed while writing leaves half a line at the end.
                guard index == lines.count - 1, index > 0 else {
                    throw Failure("\(path), line \(index + 1), is no candidate. Name another file.")
                }
                half = line.startIndex - content.startIndex
            }
        }
        if let other = kept.first, other.run != run {
            throw Failure(
                "\(path) holds \(other.kind.rawValue) that \(other.origin.model) made for another prompt or in another way. Name another file."
            )
        }
        // A line that nothing ends would go on with the next candidate.
        let isEnded = content.last ?? newline == newline
        let isMended =
            half.map { ftruncate(descriptor, off_t($0)) == 0 } ?? (isEnded || write(descriptor, [newline], 1) == 1)
        guard isMended else {
            throw Failure("\(path) can't be written: \(String(cString: strerror(errno))).")
        }
        return kept
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
        let observe = try state.withLock { state in
            let written = line.withUnsafeBytes { write(state.descriptor, $0.baseAddress, $0.count) }
            guard written == line.count else {
                let reason = written < 0 ? String(cString: strerror(errno)) : "no space is left"
                throw Failure("\(path) can't be written: \(reason).")
            }
            state.take(candidate)
            return state.observe
        }
        observe?(candidate)
    }

    /// Tells of every candidate that is put into it from now on.
    package func observe(_ body: @escaping @Sendable (Candidate) -> Void) { state.withLock { $0.observe = body } }

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
    package func move(threshold: Double?) throws {
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
