import ArgumentParser
import Foundation
import Operations

extension ExitCode {
    /// The exit code after Ctrl-C.
    static let interrupted = ExitCode(130)
}

/// Waits for asynchronous work on the main thread; the program itself is synchronous.
func wait<Value: Sendable>(for work: @escaping @Sendable () async throws -> Value) throws -> Value {
    try Worker("command").result(of: work)
}
