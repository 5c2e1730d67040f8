import ArgumentParser
import Foundation
import Synchronization

/// A failure of the command's work: exit code 1, and a sentence on standard error.
struct Failure: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}

extension ExitCode {
    /// The exit code after Ctrl-C.
    static let interrupted = ExitCode(130)
}

/// Writes to standard error. Does nothing if that is closed.
func printError(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
}

/// Waits for asynchronous work on the main thread; the program itself is synchronous.
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
