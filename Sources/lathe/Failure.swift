import ArgumentParser
import Foundation
import Synchronization

/// A failure of the work that was asked for: exit code 1 and a sentence on standard error.
struct Failure: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}

extension ExitCode {
    /// The user pressed Ctrl-C.
    static let interrupted = ExitCode(130)
}

/// The one of `words` that a mistyped word is nearest to: at most two edits away and less than half of it.
func nearest(to word: String, in words: [String]) -> String? {
    let ranked = words.map { (word: $0, distance: editDistance(word, $0)) }.min { $0.distance < $1.distance }
    guard let ranked, ranked.distance <= 2, ranked.distance * 2 < max(word.count, 3) else { return nil }
    return ranked.word
}

/// Levenshtein's distance in characters, a swap of neighbours counting as one.
private func editDistance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var rows = [Array(0...b.count)]
    for i in a.indices {
        var row = [i + 1]
        for j in b.indices {
            var distance = min(rows[i][j] + (a[i] == b[j] ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { distance = min(distance, rows[i - 1][j - 1] + 1) }
            row.append(distance)
        }
        rows.append(row)
    }
    return rows[a.count][b.count]
}

/// Writes to standard error.
func printError(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
}

/// Waits for asynchronous work on the main thread, which is synchronous in this program.
func wait<Value: Sendable>(for work: @escaping @Sendable () async throws -> Value) throws -> Value {
    let done = DispatchSemaphore(value: 0)
    let box = ResultBox<Value>()
    Task.detached {
        do {
            box.set(.success(try await work()))
        } catch {
            box.set(.failure(error))
        }
        done.signal()
    }
    done.wait()
    return try box.take()
}

private final class ResultBox<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)

    func set(_ value: Result<Value, any Error>) {
        result.withLock { $0 = value }
    }

    func take() throws -> Value {
        guard let result = result.withLock({ $0 }) else { throw Failure("The work was given up.") }
        return try result.get()
    }
}
